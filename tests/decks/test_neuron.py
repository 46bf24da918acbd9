"""What decks/neuron.md says in figures is measured here."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from slidegen import resources
from slidegen.deck.load import load
from slidegen.demo.embed import parse_address
from slidegen.nn.instance import Instance

DECK = Path(__file__).parents[2] / "decks" / "neuron.md"
TEXT = DECK.read_text(encoding="utf-8")
PLAYGROUND = resources.demos() / "playground"
MANIFEST = tomllib.loads((PLAYGROUND / "demo.toml").read_text(encoding="utf-8"))
SOURCE = (PLAYGROUND / "model.py").read_text(encoding="utf-8")
RESERVED = {"ui", "step", "theme", "autoplay", "mode", "hide", "lock", "lang"}


def share_solved(hidden: int, starts: int = 50, rate: float = 0.5, steps: int = 2000) -> int:
    """Percent of starts for which a 2-hidden-1 tanh network learns the four points of XOR, all at once."""
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
    y = np.array([[0], [1], [1], [0]], float)
    rngs = [np.random.default_rng(seed) for seed in range(starts)]
    drawn = [(rng.normal(size=(2, hidden)), rng.normal(size=(hidden, 1))) for rng in rngs]
    W1, W2 = (np.stack(arrays) for arrays in zip(*drawn, strict=True))
    b1, b2 = np.zeros((starts, 1, hidden)), np.zeros((starts, 1, 1))
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        d2 = (1 / (1 + np.exp(-(h @ W2 + b2))) - y) / 4
        d1 = d2 @ W2.swapaxes(1, 2) * (1 - h * h)
        W2 -= rate * h.swapaxes(1, 2) @ d2
        W1 -= rate * X.T @ d1
        b2 -= rate * d2.sum(axis=1, keepdims=True)
        b1 -= rate * d1.sum(axis=1, keepdims=True)
    right = ((np.tanh(X @ W1 + b1) @ W2 + b2) > 0) == (y > 0.5)
    return round(100 * right.all(axis=(1, 2)).mean())


@pytest.mark.parametrize("hidden", [2, 3, 4])
def test_bars_of_the_seeds(hidden: int) -> None:
    figure = TEXT[TEXT.index('class="bar"') :]
    widths = [float(width) for width in re.findall(r'<rect[^>]* width="(\d+)"', figure)[:3]]
    shares = [int(share) for share in re.findall(r">(\d+) %<", figure)[:3]]
    assert shares[hidden - 2] == share_solved(hidden)
    assert widths[hidden - 2] == pytest.approx(3.8 * shares[hidden - 2], abs=1)


def params_of(slide: str, **changes: str) -> dict[str, Any]:
    """The parameters of the demo on the slide of that id, with the manifest's defaults."""
    found = next(one for one in load(DECK, "neuron").slides if one.id == slide)
    (use,) = found.demos
    given = {name: value for name, value in {**use.params, **changes}.items() if name not in RESERVED}
    return {name: _typed(spec, given.get(name, spec["default"])) for name, spec in MANIFEST["params"].items()}


def _typed(spec: dict[str, Any], value: Any) -> Any:
    return {"int": int, "float": float, "seed": int}.get(spec["type"], str)(value)


def trained(steps: int, slide: str, **changes: str) -> dict[str, float]:
    """Loss and accuracy after so many steps of that slide's demo."""
    params = params_of(slide, **changes)
    instance = Instance(SOURCE, params, params["seed"])
    if steps:
        instance.advance(steps, 1e9)
    return dict(instance.frame()[1])


@pytest.mark.parametrize("steps", [400, 1000, 2000])
def test_linear_units_pay_what_a_coin_toss_pays(steps: int) -> None:
    seen = trained(steps, "three-linear-units-are-still-one-line-watch-it-fail")
    assert seen["loss"] == pytest.approx(np.log(2), abs=0.02)
    assert seen["accuracy"] < 0.75


def test_three_tanh_units_fold_the_plane() -> None:
    assert trained(400, "three-bent-units-find-the-fold-by-themselves")["accuracy"] > 0.97


def test_two_units_with_seed_3_stay_stuck_and_three_do_not() -> None:
    slide = "one-unlucky-start-two-units-stuck"
    assert trained(3000, slide)["accuracy"] < 0.8
    assert trained(3000, slide, layers="3")["accuracy"] > 0.9
    assert trained(800, slide, seed="9")["accuracy"] > 0.95


def test_sigmoids_wait_for_more_than_a_thousand_steps() -> None:
    slide = "nothing-seems-to-happen-and-then-it-does"
    waits = [trained(steps, slide)["loss"] for steps in (400, 800, 1200)]
    assert max(abs(loss - 0.69) for loss in waits) < 0.02
    assert trained(2000, slide)["accuracy"] > 0.95
    assert trained(400, slide, activation="tanh")["accuracy"] > 0.95


def test_a_large_step_kills_relu_units() -> None:
    slide = "a-step-too-large-breaks-what-it-wants-to-mend"
    assert trained(2000, slide)["accuracy"] < 0.8
    assert trained(100, slide, learning_rate="1")["accuracy"] == 1.0


def test_the_spiral_is_learnt_by_step_800() -> None:
    assert trained(800, "spiral")["accuracy"] > 0.98


def test_three_edges_close_a_ring_and_two_do_not() -> None:
    """Exercise 3."""
    ring = {"data": "circles", "learning_rate": "0.3"}
    slide = "three-bent-units-find-the-fold-by-themselves"
    assert trained(2000, slide, **ring, layers="2")["accuracy"] < 0.93
    assert trained(2000, slide, **ring, layers="3")["accuracy"] > 0.99


def test_the_hand_made_neurons_compute_xor() -> None:
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    h1, h2 = X.sum(axis=1) > 0.5, X.sum(axis=1) < 1.5
    assert ((h1 * 1 + h2 > 1.5) == [False, True, True, False]).all()


def test_the_deck_uses_the_playground_in_different_ways() -> None:
    uses = [use for slide in load(DECK, "neuron").slides for use in slide.demos]
    assert len({tuple(sorted(use.params.items())) for use in uses}) == len(uses) >= 4
    assert any(use.background for use in uses)


def test_every_slide_has_a_title_or_a_background_and_notes() -> None:
    slides = load(DECK, "neuron").slides
    assert 14 <= len(slides) <= 20
    for slide in slides:
        assert slide.markdown.lstrip().startswith("#") or "data-background-iframe" in slide.attrs, slide.id
        assert slide.notes or slide.id == "read-on", slide.id


def test_addresses_of_the_deck_parse() -> None:
    for address in re.findall(r"demo:[^\")]+", TEXT):
        assert parse_address(address)[0] == "playground"
