"""The preview's HTTP: which requests are answered, and how; the listening socket and its threads."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import re
import socket
import socketserver
import sys
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any

from slidegen import __version__
from slidegen.model import Site
from slidegen.serve.content import Content, SiteIndex, byte_range, content_type

SUMMED = "_slidegen/pyodide/"
KEPT = "public, max-age=31536000, immutable"


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the server's current site."""

    protocol_version = "HTTP/1.1"
    server_version = f"slidegen/{__version__}"
    disable_nagle_algorithm = True  # headers and body go in two writes; a wait between them costs 40 ms
    server: Httpd

    def do_GET(self) -> None:
        """Answer one request."""
        path, _, query = re.sub(r"^https?://[^/?]*", "", self.path).partition("?")
        if not self.server.knows(self.headers.get("Host", "")):
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, "This is not the host this server stands for.\n")
        elif route := self.server.routes.get(path.removeprefix("/")):
            route(self)
        elif (found := self.server.index.find(path)) is None:
            self._answer(HTTPStatus.NOT_FOUND, "There is no such page in this site.\n")
        elif isinstance(found, str):
            self._answer(HTTPStatus.FOUND, "", {"Location": found + ("?" + query if query else "")})
        else:
            self._send(found)

    do_HEAD = do_GET

    def _answer(self, status: HTTPStatus, text: str, headers: Mapping[str, str] | None = None) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send(self, content: Content) -> None:
        if self.headers.get("If-None-Match") == content.etag:
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self._common(content)
            self.end_headers()
            return
        try:
            part = self._range(content)
        except ValueError:
            empty = {"Content-Range": f"bytes */{content.size}"}
            self._answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "", empty)
            return
        start, stop = part or (0, content.size)
        self.send_response(HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK)
        if part:
            self.send_header("Content-Range", f"bytes {start}-{stop - 1}/{content.size}")
        self._common(content)
        self.send_header("Content-Type", content_type(content.name))
        self.send_header("Content-Length", str(stop - start))
        self.end_headers()
        if self.command != "HEAD":
            self._body(content, start, stop)

    def _range(self, content: Content) -> tuple[int, int] | None:
        header = self.headers.get("Range")
        if header is None or self.headers.get("If-Range", content.etag) != content.etag:
            return None
        return byte_range(header, content.size)

    def _common(self, content: Content) -> None:
        self.send_header("ETag", content.etag)
        self.send_header("Cache-Control", KEPT if self._names_its_sum(content) else "no-cache")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("X-Content-Type-Options", "nosniff")

    def _names_its_sum(self, content: Content) -> bool:
        """Whether the address says which bytes are meant, as a worker's list of Pyodide's files does."""
        return content.name.startswith(SUMMED) and "?v=" in self.path

    def _body(self, content: Content, start: int, stop: int) -> None:
        try:
            for piece in content.chunks(start, stop):
                self.wfile.write(piece)
                start += len(piece)
        except OSError:  # the file vanished, or the browser went away
            self.close_connection = True
        if start < stop:  # a file that shrank while it was sent: the promised length cannot be kept
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal belongs to the build's findings."""


class Httpd(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Listens on one address and answers each connection in a thread of its own."""

    daemon_threads = True
    request_queue_size = 128  # a browser opens a deck's files all at once
    allow_reuse_address = os.name == "posix"  # elsewhere it would let two servers share a port

    def __init__(self, host: str, port: int, site: Site, routes: Mapping[str, Route]) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.index = SiteIndex(site)
        self.routes = routes
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__((host, port), Handler)
        self._local = _is_loopback(self.server_address[0])

    def knows(self, header: str) -> bool:
        """Whether a request's Host may be this server; refuses names rebound to this machine."""
        if not self._local or not header:
            return True
        match = re.fullmatch(r"(\[[^\[\]]+\]|[^:@\[\]]+)(:\d*)?", header)
        name = match[1].strip("[]").lower() if match else ""
        return name == "localhost" or name.endswith(".localhost") or _is_loopback(name)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection and give it a thread."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection and close it."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Cut the connections browsers keep open, so that their threads end."""
        with self._lock:
            for request in self._open:
                with contextlib.suppress(OSError):
                    request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is no error; anything else is shown."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


Route = Callable[[Handler], None]


def _is_loopback(name: str | bytes | bytearray) -> bool:
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False
