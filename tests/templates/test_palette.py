"""The palette's contrasts, by WCAG 2.2's formula, and that the styles use no other colours for words."""

from __future__ import annotations

import re

import pytest

from slidegen import resources

CSS = resources.templates() / "css"
PALETTE = (CSS / "palette.css").read_text(encoding="utf-8")
TEXT, LARGE = 4.5, 3.0


def themes() -> dict[str, dict[str, str]]:
    dark, light = re.findall(r":root[^{]*\{([^}]*)\}", PALETTE)[:2]
    pairs = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
    return {"dark": dict(pairs.findall(dark)), "light": dict(pairs.findall(light))}


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_formula() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("name", ["ink", "soft", "accent", "a", "b", "c", "good", "bad", "focus"])
def test_words_are_readable(theme: str, ground: str, name: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[name], colours[ground]) >= TEXT


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_edges_of_controls_and_words_on_the_accent(theme: str) -> None:
    colours = themes()[theme]
    assert contrast(colours["edge"], colours["paper"]) >= LARGE
    assert contrast(colours["on-accent"], colours["accent"]) >= TEXT


def test_both_themes_have_the_same_names() -> None:
    dark, light = themes().values()
    assert set(dark) == set(light)


def test_print_is_light_and_readable() -> None:
    sheet = (CSS / "deck.css").read_text(encoding="utf-8").split("@media print")[1]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", sheet))
    assert colours["paper"] == "#fff"
    for name in ("ink", "soft", "accent", "a", "b", "c"):
        assert contrast(colours[name], "#ffffff") >= TEXT, name
