from __future__ import annotations

import http.client
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from slidegen.errors import ServeError
from slidegen.model import Site
from slidegen.serve.handler import Handler
from slidegen.serve.server import SiteServer

FILM = bytes(range(256)) * 4000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SiteServer]:
    film = tmp_path / "film.mp4"
    film.write_bytes(FILM)
    (tmp_path / "secret.txt").write_text("secret")
    files = {
        "index.html": b"<p>decks</p>",
        "nets/index.html": "<p>Netze und 网络</p>".encode(),
        "nets/assets/film.mp4": film,
        "nets/gone.png": tmp_path / "gone.png",
        "_slidegen/js/deck.mjs": b"export {}",
        "_slidegen/pyodide/numpy.whl": b"wheel",
    }
    with SiteServer(Site(files, ())) as running:
        yield running


def ask(
    server: SiteServer, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_pages_types_and_the_address(server: SiteServer) -> None:
    assert server.url == f"http://127.0.0.1:{server.port}/"
    response, body = ask(server, "/nets/?theme=dark")
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache"
    assert body.decode() == "<p>Netze und 网络</p>"
    response, _ = ask(server, "/_slidegen/js/deck.mjs")
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_only_what_is_asked_for_by_its_sum_is_kept(server: SiteServer) -> None:
    kept = {}
    for path in (
        "/_slidegen/pyodide/numpy.whl?v=12ab",
        "/_slidegen/pyodide/numpy.whl",
        "/_slidegen/js/deck.mjs?v=12ab",
    ):
        response, _ = ask(server, path)
        kept[path] = response.headers["Cache-Control"]
    assert list(kept.values()) == ["public, max-age=31536000, immutable", "no-cache", "no-cache"]


def test_a_folder_without_its_slash_is_sent_on_with_its_query(server: SiteServer) -> None:
    response, _ = ask(server, "/nets?mode=shot")
    assert response.status == 302
    assert response.headers["Location"] == "/nets/?mode=shot"


def test_head_sends_the_length_but_no_body(server: SiteServer) -> None:
    response, body = ask(server, "/nets/assets/film.mp4", "HEAD")
    assert (response.status, body) == (200, b"")
    assert response.headers["Content-Length"] == str(len(FILM))


def test_a_known_tag_costs_no_body(server: SiteServer) -> None:
    tag = ask(server, "/")[0].headers["ETag"]
    response, body = ask(server, "/", If_None_Match=tag)
    assert (response.status, body) == (304, b"")
    assert ask(server, "/", If_None_Match='"other"')[0].status == 200


def test_ranges_of_a_video(server: SiteServer) -> None:
    film = "/nets/assets/film.mp4"
    response, body = ask(server, film, Range="bytes=1000-1999")
    assert (response.status, body) == (206, FILM[1000:2000])
    assert response.headers["Content-Range"] == f"bytes 1000-1999/{len(FILM)}"
    assert ask(server, film, Range="bytes=-5")[1] == FILM[-5:]
    assert ask(server, film, Range="bytes=5-", If_Range='"old"')[0].status == 200
    response, _ = ask(server, film, Range=f"bytes={len(FILM)}-")
    assert (response.status, response.headers["Content-Range"]) == (416, f"bytes */{len(FILM)}")


@pytest.mark.parametrize(
    "path",
    [
        "/missing",
        "/nets/gone.png",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/nets/assets/",
        "/nets/%00",
        "/%ff",
    ],
)
def test_what_is_not_in_the_site_is_not_found(server: SiteServer, path: str) -> None:
    response, body = ask(server, path)
    assert response.status == 404
    assert b"secret" not in body


def test_a_name_rebound_to_this_machine_is_refused(server: SiteServer) -> None:
    for host in ("evil.example", "evil.example:80", "user@127.0.0.1", "127.0.0.1.evil.example", "[bad"):
        response, body = ask(server, "/", Host=host)
        assert response.status == 421, host
        assert b"decks" not in body
    for host in ("localhost", "localhost:8000", "127.0.0.1", "[::1]:80", "deck.localhost"):
        assert ask(server, "/", Host=host)[0].status == 200, host


def test_replace_changes_what_is_served_while_it_is_served(server: SiteServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", "/")
    assert connection.getresponse().read() == b"<p>decks</p>"
    server.replace(Site({"index.html": b"<p>new</p>"}, ()))
    connection.request("GET", "/")
    assert connection.getresponse().read() == b"<p>new</p>"
    connection.close()
    assert ask(server, "/nets/")[0].status == 404


def test_many_requests_at_once(server: SiteServer) -> None:
    with ThreadPoolExecutor(48) as pool:
        answers = list(pool.map(lambda _: ask(server, "/nets/assets/film.mp4")[1], range(200)))
    assert all(body == FILM for body in answers)


def test_small_answers_do_not_wait_for_each_other(server: SiteServer) -> None:
    """Nagle's algorithm would cost about 40 ms a request on a kept connection."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    start = time.perf_counter()
    for _ in range(50):
        connection.request("GET", "/")
        connection.getresponse().read()
    assert time.perf_counter() - start < 1
    connection.close()


def test_it_stops_at_once_with_connections_open() -> None:
    hanging = threading.Event()

    def wait(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        hanging.set()
        handler.rfile.read(1)

    before = threading.active_count()
    with SiteServer(Site({"index.html": b"x"}, ()), routes={"events": wait}) as server:
        idle = socket.create_connection(("127.0.0.1", server.port))
        stream = socket.create_connection(("127.0.0.1", server.port))
        stream.sendall(b"GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert hanging.wait(5)
        start = time.perf_counter()
    assert time.perf_counter() - start < 1
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() == before
    idle.close()
    stream.close()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", server.port))


def test_a_taken_port_is_one_line_with_a_hint(server: SiteServer) -> None:
    with pytest.raises(ServeError, match=rf"port {server.port} on 127\.0\.0\.1 is taken .*--port"):
        SiteServer(Site({}, ()), port=server.port)


def test_the_address_fits_a_browser_on_this_machine() -> None:
    for host, shown in (("localhost", "localhost"), ("0.0.0.0", "127.0.0.1")):
        with SiteServer(Site({"index.html": b"x"}, ()), host=host) as server:
            assert server.url == f"http://{shown}:{server.port}/"
            assert urllib.request.urlopen(server.url, timeout=5).read() == b"x"


def test_on_an_open_address_any_host_name_will_do() -> None:
    with SiteServer(Site({"index.html": b"x"}, ()), host="0.0.0.0") as server:
        assert ask(server, "/", Host="lectern.example")[0].status == 200


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 99999), ("192.0.2.1", 0), ("no.such.invalid", 0)])
def test_an_address_that_cannot_be_bound_is_one_line(host: str, port: int) -> None:
    with pytest.raises(ServeError) as caught:
        SiteServer(Site({}, ()), host=host, port=port)
    assert "\n" not in str(caught.value)
    assert caught.value.hint
