"""One seeded source of randomness for everything a demo draws.

Only the raw PCG64 stream and `Generator.random` (53 bits of one 64-bit draw each) are used: both give the
same bits on every platform and NumPy version. NumPy's other distributions may change between versions
(NEP 19) and some depend on the size of `intp`, which is 32 bits in WebAssembly; those needed here are
written out below.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def stream(seed: int, name: str) -> np.random.Generator:
    """The generator called `name` of a seed; streams of different names or seeds are independent."""
    return _generator(np.random.SeedSequence(seed, spawn_key=_words(name)))


def split(rng: np.random.Generator, name: str) -> np.random.Generator:
    """A generator of its own, derived from how `rng` was seeded; draws nothing from `rng`."""
    parent = rng.bit_generator.seed_seq
    if not isinstance(parent, np.random.SeedSequence):
        raise ValueError("this generator was not made from a seed")
    return _generator(np.random.SeedSequence(parent.entropy, spawn_key=(*parent.spawn_key, *_words(name))))


def uniform(rng: np.random.Generator, low: float, high: float, shape: tuple[int, ...]) -> Floats:
    """Values in [low, high), float64."""
    return low + (high - low) * rng.random(shape)


def normal(rng: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    """Standard normal values, float64, by Box and Muller (Annals of Mathematical Statistics 29, 1958)."""
    radius = np.sqrt(-2.0 * np.log(1.0 - rng.random(shape)))
    return radius * np.cos(2.0 * np.pi * rng.random(shape))


def permutation(rng: np.random.Generator, n: int) -> npt.NDArray[np.int64]:
    """The numbers 0 to n - 1 in random order."""
    return np.argsort(rng.random(n), kind="stable").astype(np.int64)


def save(rng: np.random.Generator) -> npt.NDArray[np.uint64]:
    """Where a PCG64 generator stands: state and increment, each as high and low half, shape (4,)."""
    words: dict[str, Any] = rng.bit_generator.state["state"]
    halves = [part for key in ("state", "inc") for part in divmod(words[key], 1 << 64)]
    return np.array(halves, np.uint64)


def load(rng: np.random.Generator, saved: npt.NDArray[np.uint64]) -> None:
    """Put a PCG64 generator where `save` found it."""
    state, inc = ((int(high) << 64) + int(low) for high, low in saved.reshape(2, 2))
    rng.bit_generator.state = {**rng.bit_generator.state, "state": {"state": state, "inc": inc}}


def _generator(seed: np.random.SeedSequence) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def _words(name: str) -> tuple[int, ...]:
    """Four 32-bit words that stand for a name (Python's own `hash` differs from process to process)."""
    digest = hashlib.sha256(name.encode()).digest()
    return tuple(int.from_bytes(digest[i : i + 4], "little") for i in range(0, 16, 4))
