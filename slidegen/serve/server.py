"""A small threaded HTTP server for a site in memory, for the preview and for the pictures."""

from __future__ import annotations

import errno
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from slidegen.errors import ServeError
from slidegen.model import Site
from slidegen.serve.content import SiteIndex
from slidegen.serve.handler import Httpd, Route

POLL = 0.05  # seconds the accepting thread may take to notice that it is to stop


class SiteServer:
    """Serves a site from memory in the background; a context manager.

    Args:
        site: what to serve; only its files can be reached, whatever the request says.
        host: the address to bind; anything but the default lets other machines in.
        port: 0 takes a free one.
        routes: addresses (without the leading `/`) answered by a function instead, which gets the
            request's handler and may go on writing to it.

    Raises ServeError, when it is made, where the address cannot be bound.
    """

    def __init__(
        self,
        site: Site,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        routes: Mapping[str, Route] | None = None,
    ) -> None:
        try:
            self._httpd = Httpd(host, port, site, routes or {})
        except (OSError, OverflowError) as error:
            raise _bind_error(error, host, port) from error
        self._thread = threading.Thread(target=self._httpd.serve_forever, args=(POLL,), daemon=True)
        self._host = host

    @property
    def port(self) -> int:
        """The port the server listens on."""
        return int(self._httpd.server_address[1])

    @property
    def url(self) -> str:
        """The address of the site, ending in `/`, as a browser on this machine can open it."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(self._host, self._host)
        return f"http://{f'[{host}]' if ':' in host and '[' not in host else host}:{self.port}/"

    def replace(self, site: Site) -> None:
        """Serve another site from the next request on; answers being sent are not touched."""
        self._httpd.index = SiteIndex(site)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._httpd.shutdown()
        self._httpd.server_close()
        self._httpd.hang_up()


def _bind_error(error: Exception, host: str, port: int) -> ServeError:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return ServeError(
            f"port {port} on {host} is taken", hint="give another --port, or leave it out for a free one"
        )
    if number == errno.EACCES:
        return ServeError(f"port {port} may not be used by this user", hint="give a --port from 1024 on")
    if isinstance(error, OverflowError):
        return ServeError(f"there is no port {port}", hint="give a --port from 0 to 65535")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return ServeError(
        f"cannot listen on {host}, port {port}: {reason}", hint="leave --host out for 127.0.0.1"
    )
