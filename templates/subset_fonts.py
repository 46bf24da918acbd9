"""Cut the fonts of the decks down to what slides use; run by hand when a font is refreshed (see vendor/manifest.toml).

    python templates/subset_fonts.py sans   'SourceSans3[wght].ttf'         slidegen-sans.woff2
    python templates/subset_fonts.py italic 'SourceSans3-Italic[wght].ttf'  slidegen-sans-italic.woff2
    python templates/subset_fonts.py mono   JetBrainsMono_400Regular.ttf    jetbrains-mono.woff2

The results belong in templates/vendor/fonts/. Needs `fonttools` and `brotli`. "Source" is a reserved font
name, so the cut of Source Sans 3 is renamed.
"""

from __future__ import annotations

import io
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x2C6, 0x2DD), (0x370, 0x3FF), (0x1E9E, 0x1E9E),
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20AC, 0x20AC), (0x2100, 0x214F), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x25A0, 0x25FF), (0x2605, 0x2606), (0x2610, 0x2612), (0x2713, 0x2717),
)  # fmt: skip
FEATURES = ["kern", "liga", "ccmp", "locl", "tnum"]
WEIGHTS = {"sans": {"wght": (400, 700)}, "italic": {"wght": 400}, "mono": {}}
RESERVED, FAMILY = "Source Sans 3", "Slidegen Sans"


def rename(font: TTFont) -> None:
    """Take the reserved name out of every entry but the copyright, trademark and licence."""
    for record in font["name"].names:
        text = record.toUnicode()
        if record.nameID not in (0, 7, 13, 14) and "Source" in text:
            new = text.replace(RESERVED, FAMILY).replace("SourceSans3", "SlidegenSans")
            record.string = new if "Source" not in new else FAMILY


def cut(kind: str, source: str, target: str) -> None:
    """Write the woff2 subset of `source` to `target`; `kind` chooses the weights kept."""
    font = TTFont(source)
    options = subset.Options()
    options.layout_features, options.hinting, options.name_IDs = FEATURES, False, ["*"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    cutter.subset(font)
    if "fvar" in font:
        whole = io.BytesIO()
        font.save(whole)  # the instancer wants tables that agree with the smaller glyph order
        font = instancer.instantiateVariableFont(TTFont(whole), WEIGHTS[kind])
    if kind != "mono":
        rename(font)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    cut(*sys.argv[1:4])
