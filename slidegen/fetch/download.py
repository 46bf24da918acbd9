"""Downloads one picture or video into a folder: whole or not at all, with limits on time and size."""

from __future__ import annotations

import hashlib
import http.client
import os
import re
import ssl
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from slidegen import __version__
from slidegen.pictures import size_of

MEDIA = ("image/", "video/", "audio/")
# what servers say of files they do not know
VAGUE = ("application/octet-stream", "binary/octet-stream", "text/plain", "text/xml", "application/xml", "")
SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/svg+xml": ".svg",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "video/ogg": ".ogv",
    "audio/mpeg": ".mp3",
}
CHUNK = 1 << 16
AGENT = f"slidegen/{__version__} (copies the pictures of a slide deck)"


@dataclass(frozen=True, slots=True)
class Limits:
    """`size` in bytes; `silence_s` between two bytes, `total_s` for a file, `tries` and the pause before another."""

    size: int = 100 << 20
    silence_s: float = 20
    total_s: float = 600
    tries: int = 3
    pause_s: float = 1


@dataclass(frozen=True, slots=True)
class Got:
    """A downloaded file, its name in the folder."""

    name: str
    sha256: str
    size: int
    type: str


class FetchFailure(Exception):
    """Why an address gave no file; `again` says that another try may help."""

    def __init__(self, reason: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.again = again


def download(
    url: str,
    folder: Path,
    limits: Limits,
    wanted: str | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Got:
    """Fetch an address into the folder, under a name made of its own and its content's.

    Args:
        url: http or https; redirections to those two are followed.
        folder: an existing folder.
        limits: of size, time and tries.
        wanted: the sha256 that it must have.
        sleep: waits between two tries.

    Raises:
        FetchFailure: nothing was stored.
    """
    for attempt in range(1, limits.tries + 1):
        try:
            return _once(url, folder, limits, wanted)
        except FetchFailure as failure:
            if not failure.again or attempt == limits.tries:
                raise
            sleep(limits.pause_s * attempt)
    raise AssertionError("no try at all")


def _once(url: str, folder: Path, limits: Limits, wanted: str | None) -> Got:
    try:
        with _opener().open(_request(url), timeout=limits.silence_s) as response:
            return _store(url, response, folder, limits, wanted)
    except urllib.error.HTTPError as error:
        error.close()
        again = error.code in (408, 425, 429) or error.code >= 500
        raise FetchFailure(f"the server answers {error.code} {error.reason}", again=again) from None
    except TimeoutError:
        raise FetchFailure(f"no answer for {limits.silence_s:g} s", again=True) from None
    except urllib.error.URLError as error:
        again = not isinstance(error.reason, ssl.SSLCertVerificationError) and "unknown url type" not in str(
            error
        )
        raise FetchFailure(f"cannot be reached: {_said(error.reason)}", again=again) from None
    except (http.client.HTTPException, ConnectionError) as error:
        raise FetchFailure(f"the connection broke: {_said(error)}", again=True) from None
    except ValueError as error:  # an address that is none
        raise FetchFailure(f"not an address: {_said(error)}") from None
    except OSError as error:
        raise FetchFailure(f"cannot be stored: {error.strerror or error}") from None


def _said(error: object) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _opener() -> urllib.request.OpenerDirector:
    """http and https only: the library's own opener also reads file: and ftp:."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener


def _request(url: str) -> urllib.request.Request:
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    safe = urlunsplit((parts.scheme, host, path or "/", query, ""))
    return urllib.request.Request(
        safe, headers={"User-Agent": AGENT, "Accept": "image/*,video/*,audio/*,*/*;q=0.5"}
    )


def _store(url: str, response: Any, folder: Path, limits: Limits, wanted: str | None) -> Got:
    kind = _media_type(response.headers)
    if not kind.startswith(MEDIA) and kind not in VAGUE:
        raise FetchFailure(f"it is {kind}, no picture or video")
    descriptor, name = tempfile.mkstemp(prefix=".part-", dir=folder)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            digest, size = _copy(response, file, limits)
        if kind in VAGUE:
            kind = _sniffed(part)
        if wanted and digest != wanted:
            raise FetchFailure("it is no longer the file of slidegen.lock; --update takes the new one")
        stored = f"{_stem(url)}.{digest[:10]}{_suffix(url, kind)}"
        part.chmod(0o644)
        part.replace(folder / stored)
    finally:
        part.unlink(missing_ok=True)
    return Got(stored, digest, size, kind)


def _copy(response: Any, file: BinaryIO, limits: Limits) -> tuple[str, int]:
    expected = int(response.headers.get("Content-Length") or -1)
    if expected > limits.size:
        raise FetchFailure(_too_large(limits))
    digest, size, began = hashlib.sha256(), 0, time.monotonic()
    # read1 gives what is there, so that a server that drips cannot hold us for longer than the limit
    while chunk := response.read1(CHUNK):
        size += len(chunk)
        if size > limits.size:
            raise FetchFailure(_too_large(limits))
        if time.monotonic() - began > limits.total_s:
            raise FetchFailure(f"not finished after {limits.total_s:g} s")
        digest.update(chunk)
        file.write(chunk)
    if expected >= 0 and size < expected:
        raise FetchFailure(f"the connection broke after {size} of {expected} bytes", again=True)
    if not size:
        raise FetchFailure("it is empty")
    return digest.hexdigest(), size


def _too_large(limits: Limits) -> str:
    return f"it is larger than {limits.size / (1 << 20):g} MB; --max-size allows more"


def _media_type(headers: Message) -> str:
    return (headers.get("Content-Type") or "").partition(";")[0].strip().lower()


def _sniffed(path: Path) -> str:
    """The type of a file that its server calls plain text or bytes.

    Raises:
        FetchFailure: it is no picture or video.
    """
    with path.open("rb") as file:
        head = file.read(512)
    signs = {
        "image/png": head.startswith(b"\x89PNG"),
        "image/jpeg": head.startswith(b"\xff\xd8\xff"),
        "image/gif": head.startswith(b"GIF8"),
        "image/webp": head[:4] == b"RIFF" and head[8:12] == b"WEBP",
        "image/avif": head[4:12] in (b"ftypavif", b"ftypavis"),
        "video/mp4": head[4:8] == b"ftyp",
        "video/webm": head.startswith(b"\x1aE\xdf\xa3"),
        "image/svg+xml": b"<svg" in head and (head.lstrip().startswith(b"<") or size_of(path) is not None),
    }
    found = next((kind for kind, fits in signs.items() if fits), None)
    if found is None:
        raise FetchFailure("it is no picture or video")
    return found


def _stem(url: str) -> str:
    last = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2]
    return re.sub(r"[^\w-]+", "-", last.rpartition(".")[0] or last).strip("-_")[:60] or "file"


def _suffix(url: str, kind: str) -> str:
    found = re.search(r"\.[A-Za-z0-9]{2,5}\Z", urlsplit(url).path)
    return SUFFIXES.get(kind) or (found[0].lower() if found else "")
