"""A static host as they are found: answers packed and without a length, WebAssembly under no type of its own."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from slidegen.model import Site
from slidegen.serve.content import content_type


@contextmanager
def packing_host(site: Site) -> Iterator[str]:
    """Serve a site with `Content-Encoding: gzip` and without `Content-Length`; gives its address."""
    packed = cache(lambda name: gzip.compress(content(site, name), 1))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.partition("?")[0].removeprefix("/")
            if name not in site.files:
                return self.send_error(404)
            self.send_response(200)
            kind = "application/octet-stream" if name.endswith(".wasm") else content_type(name)
            for header in (
                ("Content-Type", kind),
                ("Content-Encoding", "gzip"),
                ("Transfer-Encoding", "chunked"),
            ):
                self.send_header(*header)
            self.end_headers()
            body = packed(name)
            for start in range(0, len(body), 1 << 16):
                piece = body[start : start + (1 << 16)]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
            return None

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/"
        running.shutdown()


def content(site: Site, name: str) -> bytes:
    """The bytes of a file of a site."""
    source = site.files[name]
    return source if isinstance(source, bytes) else source.read_bytes()
