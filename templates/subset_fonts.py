"""Cut the fonts of the decks down to what slides use; run by hand when a font is refreshed (see vendor/manifest.toml).

    python templates/subset_fonts.py sans   'SourceSans3[wght].ttf'         slidegen-sans.woff2
    python templates/subset_fonts.py italic 'SourceSans3-Italic[wght].ttf'  slidegen-sans-italic.woff2
    python templates/subset_fonts.py mono   JetBrainsMono_400Regular.ttf    jetbrains-mono.woff2
    python templates/subset_fonts.py maths  NotoSansMath_400Regular.ttf     noto-sans-math.woff2
    python templates/subset_fonts.py theme  Lato_400Regular.ttf             summer-400.woff2

The results belong in templates/vendor/fonts/, those of reveal.js's themes in templates/vendor/themes/. Needs
`fonttools` and `brotli`. A cut of a font with a reserved name is renamed; so are those of licences that ask for it.
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
    (0x25A0, 0x25A1), (0x25B2, 0x25B3), (0x25B6, 0x25B7), (0x25BC, 0x25BD), (0x25C0, 0x25C1), (0x25C6, 0x25CB),
    (0x25CF, 0x25CF), (0x2605, 0x2606), (0x2610, 0x2612), (0x2713, 0x2717),
)  # fmt: skip
# what the sans lacks; a page fetches it only where it is used (palette.css names the same ranges)
MATHS = (
    (0x2102, 0x2102), (0x210D, 0x210D), (0x2112, 0x2112), (0x2115, 0x2115), (0x2119, 0x211A), (0x211D, 0x211D),
    (0x2124, 0x2124), (0x21A6, 0x21A6), (0x21CE, 0x21D5), (0x2200, 0x22FF), (0x2308, 0x230B), (0x27E8, 0x27E9),
    (0x27F5, 0x27FA), (0x27FC, 0x27FC), (0x2A00, 0x2A02), (0x1D53C, 0x1D53C), (0x1D7D9, 0x1D7D9),
)  # fmt: skip
FEATURES = ["kern", "liga", "ccmp", "locl", "tnum"]
WEIGHTS = {"sans": {"wght": (400, 700)}, "italic": {"wght": 400}, "mono": {}, "theme": {}, "maths": {}}
RENAMED = {
    "Source Sans 3": "Slidegen Sans",
    "Lato": "Slidegen Summer",
    "Quicksand": "Slidegen Round",
    "News Cycle": "Slidegen Gazette",
    "Ubuntu": "Ubuntu derivative Slidegen",
    "TeX Gyre Pagella": "Slidegen Pagella",
}


def rename(font: TTFont, old: str, new: str) -> None:
    """Take the name out of every entry but the copyright, trademark and licence."""
    for record in font["name"].names:
        text = record.toUnicode()
        if record.nameID in (0, 7, 13, 14) or old.split()[0] not in text:
            continue
        compact = record.nameID in (3, 6, 25)  # PostScript names, and ids made of them, have no spaces
        text = text.replace(old.replace(" ", ""), new.replace(" ", "")) if compact else text.replace(old, new)
        record.string = text if new in text or new.replace(" ", "") in text else new
    if "CFF " in font:
        font["CFF "].cff.fontNames = [font["name"].getDebugName(6)]


def cut(kind: str, source: str, target: str) -> None:
    """Write the woff2 subset of `source` to `target`; `kind` chooses the weights kept."""
    font = TTFont(source)
    options = subset.Options()
    options.layout_features, options.hinting, options.name_IDs = FEATURES, False, ["*"]
    options.drop_tables += ["MATH", "HVAR"]  # for stretching brackets; what the outlines say as well
    cutter = subset.Subsetter(options)
    wanted = MATHS if kind == "maths" else RANGES
    cutter.populate(unicodes=[code for first, last in wanted for code in range(first, last + 1)])
    cutter.subset(font)
    if "fvar" in font:
        whole = io.BytesIO()
        font.save(whole)  # the instancer wants tables that agree with the smaller glyph order
        font = instancer.instantiateVariableFont(TTFont(whole), WEIGHTS[kind])
    family = font["name"].getBestFamilyName() or ""
    for old, new in RENAMED.items():
        if family.startswith(old):
            rename(font, old, new)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    cut(*sys.argv[1:4])
