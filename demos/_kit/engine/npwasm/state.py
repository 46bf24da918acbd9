"""What multiplies the matrices now, and why, as a value that can be shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass

KERNELS = {"fused": "SIMD with fused multiply-add", "simd": "SIMD", "numpy": "NumPy's own loops"}


@dataclass(frozen=True, slots=True)
class Status:
    """Whether our kernels stand in for NumPy's loops, which ones, and the reason in words.

    `kernel` is "fused" (relaxed SIMD), "simd" or "numpy"; `checked_ms` is how long the self-test took, in milliseconds.
    """

    active: bool
    kernel: str
    reason: str
    checked_ms: float = 0.0

    @property
    def label(self) -> str:
        """The kernel in words, short enough for a tooltip."""
        return KERNELS[self.kernel]

    def as_dict(self) -> dict[str, str | bool | float]:
        """All fields and the label, as plain values for a message."""
        return {**asdict(self), "label": self.label}
