"""Posters: from a real run, small, and stale only when something that is seen has changed."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from pathlib import Path

import numpy as np
import pytest

from slidegen.demo import drawing, poster
from slidegen.demo.catalog import Demo, load_catalog
from slidegen.errors import DemoError


def test_it_is_drawn_after_its_steps(demo: Demo) -> None:
    running = poster.instance(demo)
    running.advance(3, 1e9)
    assert poster.draw(demo) == f"<svg><text>{running.frame()[1]['loss']:.3f}</text></svg>"


def test_it_may_change_parameters(demo: Demo, folder: Path) -> None:
    before = poster.draw(demo)
    path = folder / "poster.py"
    path.write_text('PARAMS = {"rate": 2.0}\n' + path.read_text("utf-8"), "utf-8")
    assert poster.draw(demo) != before


def test_a_large_one_is_refused(demo: Demo, folder: Path) -> None:
    (folder / "poster.py").write_text("STEPS = 1\ndef draw(instance): return 'x' * 60001", "utf-8")
    with pytest.raises(DemoError, match="the poster has 60001 bytes"):
        poster.draw(demo)


def test_without_poster_py(demo: Demo, folder: Path) -> None:
    (folder / "poster.py").unlink()
    with pytest.raises(DemoError, match=r"the demo has no poster\.py"):
        poster.draw(demo)


def picture(shift: float = 0.0, x: float = 10.0, text: str = "loss 0.015") -> str:
    gray = np.linspace(0.2, 0.8, 16).reshape(4, 4) + shift
    return drawing.document(
        9, 9, "t", [*drawing.class_map(gray[:, :, None], 9), drawing.tag("text", text, x=x)]
    )


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (picture(), True),
        (picture(shift=0.008), True),
        (picture(x=10.2), True),
        (picture(shift=0.05), False),
        (picture(x=10.4), False),
        (picture(text="lost 0.015"), False),
        (picture(text="loss 0.515"), False),
        ("<svg/>", False),
    ],
)
def test_same(other: str, same: bool) -> None:
    assert poster.same(picture(), other) is same


@pytest.mark.parametrize("name", load_catalog().names)
def test_each_bundled_poster_is_fresh_well_formed_and_needs_nothing_else(name: str) -> None:
    demo = load_catalog().find(name)
    svg = (demo.folder / "poster.svg").read_text("utf-8")
    assert poster.same(svg, poster.draw(demo)), f"stale: run `slidegen demo poster {name}`"
    etree.fromstring(svg)
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "prefers-color-scheme" in svg


def test_an_error_in_poster_py_is_told_with_its_line(demo: Demo, folder: Path) -> None:
    (folder / "poster.py").write_text("STEPS = 1\n\ndef draw(instance):\n    return {}['x']\n", "utf-8")
    with pytest.raises(DemoError, match=r"poster\.py:4: KeyError: 'x'"):
        poster.draw(demo)


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("poster.py", "STEPS = 1\nimport sys\nsys.exit(3)", r"poster\.py:3: SystemExit: 3"),
        ("poster.py", "STEPS = 1\nraise SystemExit", r"poster\.py:2: SystemExit$"),
        ("poster.py", "STEPS = 1\ndef draw(:", r"poster\.py:2: SyntaxError: invalid syntax$"),
        ("poster.py", "STEPS = 1\nraise ValueError('a\\nb')", r"poster\.py:2: ValueError: a$"),
        ("poster.py", "def draw(instance): return ''", r"poster\.py: KeyError: 'STEPS'"),
        ("poster.py", "STEPS = 1\ndef draw(instance): return '\\ud800'", r"poster\.py: UnicodeEncodeError: "),
        ("model.py", "\nclass Model:\n    def __init__(self, *_): exit(4)", r"model\.py:3: SystemExit: 4"),
    ],
)
def test_what_else_ends_a_demo_is_one_line(
    demo: Demo, folder: Path, file: str, text: str, message: str
) -> None:
    (folder / file).write_text(text, "utf-8")
    with pytest.raises(DemoError, match=message) as caught:
        poster.draw(demo)
    assert "\n" not in str(caught.value)


def test_a_model_that_is_not_utf8_is_one_line(demo: Demo, folder: Path) -> None:
    (folder / "model.py").write_bytes(b"# \xff")
    with pytest.raises(DemoError, match=r"model\.py: cannot be read: 'utf-8' codec"):
        poster.draw(demo)
