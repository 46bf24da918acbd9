"""File names for slide ids, which may hold any character and be of any length."""

from __future__ import annotations

import hashlib
import re
import unicodedata

SUFFIX = ".webp"
PLAIN = re.compile(r"\w[\w.-]*")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)
LONGEST = 100  # bytes, well below every file system's limit


def file_name(slide_id: str) -> str:
    """The picture's file name: the id where every file system can hold it, else a readable part and a hash.

    Two ids never share a name, not even where case and Unicode forms are not told apart: an id that such a
    file system would change gets the hash, and `~`, which stands before a hash, makes an id get one.
    """
    same = slide_id.casefold() == slide_id == unicodedata.normalize("NFC", slide_id)
    fits = len(slide_id.encode("utf-8", "surrogatepass")) <= LONGEST
    if same and fits and PLAIN.fullmatch(slide_id) and not RESERVED.fullmatch(slide_id):
        return slide_id + SUFFIX
    digest = hashlib.sha256(slide_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    readable = re.sub(r"[^\w-]+", "-", unicodedata.normalize("NFC", slide_id.casefold())).strip("-")
    return f"{readable.encode('utf-8', 'ignore')[:60].decode('utf-8', 'ignore')}~{digest}{SUFFIX}"
