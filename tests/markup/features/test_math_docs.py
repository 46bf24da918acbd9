"""The examples of docs/math.md, and what it says there is and is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

DOCS = (Path(__file__).parents[3] / "docs" / "math.md").read_text("utf-8")
MISSING = [
    r"\ce{x}",
    r"\colorbox{red}{x}",
    r"\begin{CD}a\end{CD}",
    r"\htmlClass{a}{x}",
    r"\href{a}{x}",
    r"\rule{1em}{1em}",
]
THERE = [
    r"\begin{split}a&=b\end{split}",
    r"\text{若 $x$}",
    r"\color{#f80}x",
    r"\cancel{x}",
    r"\boxed{x}",
    r"\operatorname{f}",
    r"\sum_{\substack{a\\b}}x",
    r"\ket{x}",
    r"\norm{x}",
    r"\pdv{f}{x}",
    r"\SI{1}{m}",
    r"a\\[4pt]b",
    r"\smash{x}",
]


@pytest.mark.parametrize("example", re.findall(r"^```markdown\n(.*?)^```", DOCS, re.S | re.M))
def test_examples(slides_with: Callable, example: str) -> None:
    slide = slides_with()
    assert slide(example).count("<math") > 1
    assert slide.findings == []


def test_macros(slides_with: Callable) -> None:
    slide = slides_with()
    macros = yaml.safe_load(re.findall(r"^```yaml\n(.*?)^```", DOCS, re.S | re.M)[0])["macros"]
    assert "ℝ" in slide(r"$\R \vec{x}$", macros=macros)
    assert slide.findings == []


@pytest.mark.parametrize("tex", MISSING)
def test_missing(slides_with: Callable, tex: str) -> None:
    slide = slides_with()
    slide(f"$${tex}$$")
    assert slide.findings
    assert re.match(r"\\(?:begin\{)?(\w+)", tex)[1] in DOCS  # type: ignore[index]


@pytest.mark.parametrize("tex", THERE)
def test_there(slides_with: Callable, tex: str) -> None:
    slide = slides_with()
    slide(f"$${tex}$$")
    assert slide.findings == []
