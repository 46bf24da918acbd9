"""Cut the font of formulas down to what TeX needs; run by hand when it is refreshed (see vendor/manifest.toml).

    python templates/subset_math_font.py NotoSansMath_400Regular.ttf templates/vendor/math

writes `slidegen-math.woff2`, with all that lays formulas out, and `slidegen-math-letters.woff2`, with the script,
Fraktur, sans-serif and monospace alphabets, which a page fetches only where it uses one. Needs `fonttools` and
`brotli`. The cuts are changed, so they are renamed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

FAMILY = "Slidegen Math"
# Noto's letters are larger than those of Source Sans, which they stand beside: more units an em make them smaller.
UNITS = 1070
# Indices as large as a hall needs, per cent of the letters beside them, and those of indices.
SCRIPTS = (76, 62)
CORE = """
    20-7E A0-B1 B4-B7 D7 F0 F7 131 237 2C6-2C7 2D8-2DD 300-308 30A-30C 32C-332 338 33F 391-3A9 3B1-3C9 3D0-3D6
    3DC-3DD 3F0-3F6 2010-2016 2018-201D 2020-2022 2026 2032-2037 203E 2044 2057 2061-2064 20D6-20D7 20DB-20DC
    20E1 2102 2107 210D-210F 2111 2113 2115 2118-211A 211C-211D 2124 2127 2132 2135-2138 2141 2190-21FF
    2200-22FF 2308-230B 231C-231F 2322-2323 23B0-23B1 23DC-23E1 25A0-25A1 25AA-25AB 25B2-25C3 25CA-25CB 25EF
    2605-2606 2660-2667 266D-266F 2713 27C2 27E6-27EF 27F5-27FF 290C-2910 2925-2926 2993-2996 29EB 29F5
    2A00-2A06 2A0C 2A3F 2A5E 2A6F 2A74-2A75 2A7D-2A9E 2AA1-2AA2 2AAF-2AB0 2AB5-2AC6 2ACB-2ACC 2AEB 1D400-1D49B
    1D538-1D56B 1D6A4-1D755 1D7CA-1D7E1
"""
LETTERS = """
    210B-210C 2110 2112 211B 2128 212C-212D 212F-2131 2133-2134 1D49C-1D537 1D56C-1D6A3 1D756-1D7C9
    1D7E2-1D7FF FE00-FE01
"""
# Accents are marks: no width, drawn before or behind their place. MathML centres boxes, so theirs must hold the ink.
MARKS = "300-308 30A-30C 32C-332 33F 20D6-20D7 20DB-20DC 20E1"
# How much wider one variant of a wide accent is than the one before
STEP = 1.12
# What formulas write for an accent that has no mark of its own in the font.
SPACING = {
    0xAF: 0x305, 0x2C9: 0x304, 0x203E: 0x305, 0x5E: 0x302, 0x2C6: 0x302, 0x2DC: 0x303, 0x2D9: 0x307, 0xA8: 0x308,
    0x2C7: 0x30C, 0x2D8: 0x306, 0x2DA: 0x30A, 0xB4: 0x301, 0x60: 0x300,
}  # fmt: skip


def codes(ranges: str) -> list[int]:
    """The code points of ranges such as `20-7E A0`."""
    pairs = [one.partition("-") for one in ranges.split()]
    return [code for first, _, last in pairs for code in range(int(first, 16), int(last or first, 16) + 1)]


def cut(source: str, ranges: str, *, layout: bool) -> TTFont:
    """The font with those characters; with its MATH table where `layout` is wanted."""
    font = TTFont(source, recalcTimestamp=False)  # the same source, the same file
    options = subset.Options()
    options.layout_features, options.hinting, options.glyph_names = ["ssty"] if layout else [], False, False
    options.drop_tables += ["GPOS"] if layout else ["GPOS", "GSUB", "GDEF", "MATH"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes(ranges))
    cutter.subset(font)
    font["head"].unitsPerEm = UNITS
    return font


def widen(font: TTFont) -> None:
    """Every accent, with its larger variants and parts, begins at 0 and is as wide as its ink."""
    variants = font["MATH"].table.MathVariants
    wide = dict(zip(variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction, strict=True))
    names: set[str] = set()
    for code in codes(MARKS):
        if name := font.getBestCmap().get(code):
            names |= {name, *_related(wide.get(name))}
    for name in names:
        place(font, name)
        if "GDEF" in font and font["GDEF"].table.GlyphClassDef:
            font["GDEF"].table.GlyphClassDef.classDefs[name] = (
                1  # a base: shaping takes the width of marks away
            )


def space(font: TTFont) -> None:
    """Scripts are larger; the accents' other code points show the same glyphs; every construction begins with itself.

    Without that first variant Chromium draws no assembly, and arrows stay short.
    """
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            known = dict(table.cmap)
            table.cmap.update({code: known[mark] for code, mark in SPACING.items() if mark in known})
    constants = font["MATH"].table.MathConstants
    constants.ScriptPercentScaleDown, constants.ScriptScriptPercentScaleDown = SCRIPTS
    variants = font["MATH"].table.MathVariants
    for kind, side in (("Vert", 1), ("Horiz", 0)):
        names = getattr(variants, f"{kind}GlyphCoverage").glyphs
        for name, made in zip(names, getattr(variants, f"{kind}GlyphConstruction"), strict=True):
            if not made.MathGlyphVariantRecord:
                made.MathGlyphVariantRecord = [_itself(font, name, side)]
                made.VariantCount = 1


def stretch(font: TTFont) -> None:
    """Wide constructions fit what they cover: exactly where they have parts, else within an eighth.

    Chromium takes the first variant whose ink is wide enough, and joins parts only where both ends say how far they
    may overlap.
    """
    variants = font["MATH"].table.MathVariants
    for made in variants.HorizGlyphConstruction:
        if made.GlyphAssembly:
            made.MathGlyphVariantRecord = made.MathGlyphVariantRecord[:1]
            for part in made.GlyphAssembly.PartRecords:
                if part.PartFlags & 1:
                    part.StartConnectorLength = part.EndConnectorLength = part.FullAdvance
        elif len(made.MathGlyphVariantRecord) > 2:
            made.MathGlyphVariantRecord = list(_denser(font, made.MathGlyphVariantRecord))
        made.VariantCount = len(made.MathGlyphVariantRecord)


def _denser(
    font: TTFont, records: list[otTables.MathGlyphVariantRecord]
) -> Iterator[otTables.MathGlyphVariantRecord]:
    """The variants, and narrowed copies of each between it and the one before."""
    for before, record in pairwise([None, *records]):
        widths = [record.AdvanceMeasurement]
        while before and widths[0] / STEP > before.AdvanceMeasurement * 1.05:
            widths.insert(0, round(widths[0] / STEP))
        yield from (_narrowed(font, record, width) for width in widths[:-1])
        yield record


def _narrowed(
    font: TTFont, record: otTables.MathGlyphVariantRecord, width: int
) -> otTables.MathGlyphVariantRecord:
    result = otTables.MathGlyphVariantRecord()
    result.VariantGlyph, result.AdvanceMeasurement = f"{record.VariantGlyph}.w{width}", width
    font["glyf"][result.VariantGlyph] = font["glyf"][record.VariantGlyph]  # `place` draws it anew
    font["hmtx"][result.VariantGlyph] = font["hmtx"][record.VariantGlyph]
    place(font, result.VariantGlyph, width / record.AdvanceMeasurement)
    return result


def _itself(font: TTFont, name: str, side: int) -> otTables.MathGlyphVariantRecord:
    record = otTables.MathGlyphVariantRecord()
    glyph = font["glyf"][name]
    record.VariantGlyph = name
    record.AdvanceMeasurement = glyph.yMax - glyph.yMin if side else font["hmtx"][name][0]
    return record


def _related(construction: object) -> list[str]:
    if construction is None:
        return []
    found = [record.VariantGlyph for record in construction.MathGlyphVariantRecord]  # type: ignore[attr-defined]
    assembly = construction.GlyphAssembly  # type: ignore[attr-defined]
    return found + [part.glyph for part in assembly.PartRecords] if assembly else found


def place(font: TTFont, name: str, scale: float = 1) -> None:
    """The glyph begins at 0 and is as wide as its ink, times `scale`."""
    glyph = font["glyf"][name]
    if not glyph.numberOfContours:
        return
    glyph.recalcBounds(font["glyf"])
    recording, pen = DecomposingRecordingPen(font.getGlyphSet()), TTGlyphPen(None)
    font.getGlyphSet()[name].draw(recording)
    recording.replay(TransformPen(pen, (scale, 0, 0, 1, -glyph.xMin * scale, 0)))
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = (round((glyph.xMax - glyph.xMin) * scale), 0)


def rename(font: TTFont) -> None:
    """Our family name in place of Noto's everywhere but in the copyright, trademark and licence."""
    for record in list(font["name"].names):
        text = record.toUnicode()
        if record.nameID not in (0, 7, 13, 14) and "Noto" in text.replace(" ", ""):
            record.string = text.replace("Noto Sans Math", FAMILY).replace(
                "NotoSansMath", FAMILY.replace(" ", "")
            )


def main(source: str, folder: str) -> None:
    """Write both cuts."""
    for name, ranges, layout in (("slidegen-math", CORE, True), ("slidegen-math-letters", LETTERS, False)):
        font = cut(source, ranges, layout=layout)
        if layout:
            widen(font)
            space(font)
            stretch(font)
        rename(font)
        font.flavor = "woff2"
        font.save(Path(folder) / f"{name}.woff2")


if __name__ == "__main__":
    main(*sys.argv[1:])
