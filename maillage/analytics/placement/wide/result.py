"""The answer: the sites chosen, their value, and how far from the best they can be."""

from __future__ import annotations

from dataclasses import dataclass, field

# A share under which a gap is rounding.
PROVEN_GAP = 1e-6


@dataclass(frozen=True)
class Choice:
    """Sites `chosen`, growing; `value` is the weight covered, or weight x minutes; no choice passes `bound`.

    `seconds` is the time it took, which two equal choices need not share.
    """

    chosen: tuple[int, ...]
    value: float
    bound: float
    seed: int
    seconds: float = field(compare=False)

    @property
    def gap(self) -> float:
        """The most by which the best may differ, as a share of the bound; 0 when proven."""
        return gap_of(self.value, self.bound)

    @property
    def proven(self) -> bool:
        """True when nothing better exists."""
        return self.gap <= PROVEN_GAP


def gap_of(value: float, bound: float) -> float:
    """The distance of a value to its bound, as a share of the bound; infinite when the bound alone is zero."""
    if value == bound:
        return 0.0
    return abs(bound - value) / abs(bound) if bound else float("inf")
