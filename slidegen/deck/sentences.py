"""Where a long paragraph may be parted: behind a sentence, else behind a word, never inside a link, code or formula."""

from __future__ import annotations

import re
from bisect import bisect_right

SENTENCE_END = re.compile(r"[。！？；]+[”』」）)]*|[.!?;][\"”')]*(?=\s)")
WORD_END = re.compile(r"\s+|[，、：]|[\u3040-\u30ff\u3400-\u9fff](?=[\u3040-\u30ff\u3400-\u9fff])")
WHOLE = re.compile(
    r"(`+)[^`]+\1|!?\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])?"
    r"|<[^<>\n]+>|https?://\S+|\$\$[^$]+\$\$|\$[^$\n]+\$|\\\(.+?\\\)|\*\*[^*]+\*\*"
)


def parted(text: str, parts: int) -> list[tuple[int, int]]:
    """Ranges of about equal length, at most `parts`, that end where the text may be parted."""
    whole = [found.span() for found in WHOLE.finditer(text)]
    sentences, words = (_ends(pattern, text, whole) for pattern in (SENTENCE_END, WORD_END))
    result, start = [], 0
    for part in range(1, parts):
        wanted = len(text) * part // parts
        cut = _last(sentences, start + (wanted - start) // 2, wanted) or _last(words, start, wanted)
        if cut is not None:
            result.append((start, cut))
            start = cut
    return [*result, (start, len(text))]


def _ends(pattern: re.Pattern[str], text: str, whole: list[tuple[int, int]]) -> list[int]:
    starts = [start for start, _ in whole]

    def inside(offset: int) -> bool:
        index = bisect_right(starts, offset) - 1
        return index >= 0 and whole[index][0] < offset < whole[index][1]

    return [found.end() for found in pattern.finditer(text) if not inside(found.end())]


def _last(ends: list[int], above: int, most: int) -> int | None:
    """The last of the ends in this range."""
    index = bisect_right(ends, most) - 1
    return ends[index] if index >= 0 and ends[index] > above else None
