"""Watches a deck's page while it is photographed: what goes wrong with it, and what it asks the world for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, Route, WebSocketRoute
from playwright.sync_api import Error as PlaywrightError

SHORT = 240
# The page gave a request of its own up, as reveal.js does when it unloads a frame.
GIVEN_UP = "net::ERR_ABORTED"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: a failure in words, or an address outside the site that was asked for.

    `address` is the request's, where there is one: it tells which slide asked.
    """

    kind: str
    text: str
    address: str | None = None


class Watch:
    """Collects events of all pages of a context, and lets no request leave the site.

    Args:
        context: whose requests to other origins are refused from now on.
        origin: the site's address, ending in `/`.
    """

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self._origin = origin
        self._socket_origin = "ws" + origin.removeprefix("http")
        self._events: list[Event] = []
        own = "|".join(re.escape(start) for start in (origin, "data:", "blob:", "about:"))
        context.route(re.compile(f"^(?!{own})"), self._refuse)
        context.route_web_socket(re.compile(f"^(?!{re.escape(self._socket_origin)})"), self._refuse_socket)

    def page(self, page: Page) -> Page:
        """Watch a page from its first request on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note("failure", f"page error: {_short(str(error))}"))
        page.on("crash", lambda _: self._note("failure", "the page crashed"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        return page

    def take(self) -> list[Event]:
        """What happened since the last call."""
        events, self._events = self._events, []
        return events

    def _note(self, kind: str, text: str, address: str | None = None) -> None:
        self._events.append(Event(kind, text, address))

    def _own(self, address: str) -> bool:
        return address.startswith((self._origin, self._socket_origin, "blob:" + self._origin, "data:"))

    def _refuse(self, route: Route) -> None:
        self._note("outside", route.request.url, route.request.url)
        route.abort("blockedbyclient")

    def _refuse_socket(self, socket: WebSocketRoute) -> None:
        self._note("outside", socket.url, socket.url)
        socket.close(code=1000, reason="outside addresses are not opened while photographing")

    def _console(self, message: ConsoleMessage) -> None:
        place = str(message.location.get("url", ""))
        # What failed to load is noted by its request, which knows the address and the reason.
        if message.type != "error" or message.text.startswith("Failed to load resource"):
            return
        if not place or self._own(place):
            self._note("failure", f"console error: {_short(message.text)}")

    def _failed(self, request: Request) -> None:
        if self._own(request.url) and request.failure != GIVEN_UP:
            self._note("failure", f"{self._local(request.url)}: {request.failure}", request.url)

    def _answered(self, response: Response) -> None:
        if self._own(response.url) and response.status >= 400:
            self._note("failure", f"{self._local(response.url)}: status {response.status}", response.url)

    def _local(self, address: str) -> str:
        return _short(address.removeprefix(self._origin))


def slides_naming(page: Page, address: str | None) -> list[str]:
    """The ids of the slides that name the address; none if the page cannot say."""
    if address is None:
        return []
    try:
        return list(page.evaluate("address => slidegenShots.owners(address)", address))
    except PlaywrightError:
        return []


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[: SHORT - 1] + "…"
