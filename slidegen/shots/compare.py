"""How much two pictures differ where they differ most: a windowed metric in NumPy.

A mean over the whole picture hides a changed word among a million equal pixels; a count of unequal pixels
cannot tell that word from noise. So the difference of each pixel is measured as an eye would (the Euclidean
distance in Oklab: B. Ottosson, "A perceptual color space for image processing", 2020; 0 equal, 1 black on
white), averaged over every square window of two sizes, and the largest mean is taken for each size, as SSIM
takes its statistics over windows (Wang et al. 2004) but without its pooling over the picture, which would
bring back the first fault.

The thresholds, one for each size:

- 8 px, about a letter at 24 px: 0.04, two and a half pixels turned from black to white. A full stop that
  becomes a comma in faint 24 px text gives more than that, two noisy pixels give less
  (tests/shots/test_compare.py measures both).
- 64 px: 0.001, four such pixels. It finds what is weak but wide: a background lighter by one level of 255.

The score is the largest of mean / threshold; above 1 the pictures differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slidegen.shots.pixels import Pixels, changed

THRESHOLDS = {8: 0.04, 64: 0.001}
Floats = NDArray[np.float64]

# Oklab's two matrices: linear sRGB to cone responses, and their cube roots to lightness and two colour axes.
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
LEVELS = np.arange(256) / 255
LINEAR = np.where(LEVELS <= 0.04045, LEVELS / 12.92, ((LEVELS + 0.055) / 1.055) ** 2.4)


@dataclass(frozen=True, slots=True)
class Difference:
    """`score` above 1: the pictures differ. `pixels` differ at all, all in `box` (x, y, width, height)."""

    score: float
    pixels: int
    box: tuple[int, int, int, int] | None

    @property
    def differs(self) -> bool:
        """Whether the pictures differ by more than noise."""
        return self.score > 1


SAME = Difference(0.0, 0, None)


def compare(before: Pixels, after: Pixels) -> Difference:
    """Compare two pictures; pictures of different sizes differ infinitely."""
    if before.shape != after.shape:
        return Difference(float("inf"), max(before.size, after.size) // 3, None)
    if np.array_equal(before, after):
        return SAME
    mask = changed(before, after)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    top, left, bottom, right = int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1
    distances = np.zeros((bottom - top, right - left))
    part = mask[top:bottom, left:right]  # outside of it every window holds nothing but zeros
    distances[part] = distance(before[top:bottom, left:right][part], after[top:bottom, left:right][part])
    score = max(worst_mean(distances, size) / limit for size, limit in THRESHOLDS.items())
    return Difference(score, int(mask.sum()), (left, top, right - left, bottom - top))


def oklab(colours: Pixels) -> Floats:
    """sRGB colours, uint8 of shape (n, 3), in Oklab, float64 of the same shape."""
    lab: Floats = np.cbrt(LINEAR[colours] @ TO_CONES.T) @ TO_LAB.T
    return lab


def distance(before: Pixels, after: Pixels) -> Floats:
    """The distance of n pairs of colours, shape (n,)."""
    apart: Floats = np.linalg.norm(oklab(before) - oklab(after), axis=1)
    return apart


def worst_mean(distances: Floats, size: int) -> float:
    """The largest mean over all windows of size x size pixels, also those that reach beyond the array.

    `distances` is the part of a picture that is not zero. A summed-area table (Crow 1984) gives every sum in
    four look-ups.
    """
    table = np.pad(np.pad(distances, size - 1).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    sums = table[size:, size:] - table[:-size, size:] - table[size:, :-size] + table[:-size, :-size]
    return float(sums.max()) / size**2
