"""A name for each group from what makes it: the strongest traits of its centre, and never the same name twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from maillage.analytics.index.normalise import Array

LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True)
class Trait:
    """One measure in words: what a group is called when it is high (`more`) or low (`less`), and its axis."""

    code: str
    axis: str
    more: str
    less: str

    def word(self, score: float) -> str:
        """The word for a standard score."""
        return self.more if score > 0 else self.less


def distinct_names(
    centres: Array, traits: tuple[Trait, ...], *, noticeable: float, plain: str, most: int = 2
) -> tuple[str, ...]:
    """The names of groups whose centres are standard scores (k, d), one column a trait.

    A name takes the strongest trait of each axis, `most` at the most, when it is `noticeable`, told in the order of
    the traits; `plain` names a group that has none. Where two names are the same, each takes its next strongest
    traits, and at last its letter.
    """
    order = [_by_strength(centre, traits) for centre in centres]
    lengths = [
        min(sum(abs(centre[k]) >= noticeable for k in columns), most)
        for centre, columns in zip(centres, _first_of_axes(order, traits), strict=True)
    ]
    while True:
        names = [_name(*parts, traits, plain) for parts in zip(centres, order, lengths, strict=True)]
        twice = {name for name, count in Counter(names).items() if count > 1}
        growing = [i for i, name in enumerate(names) if name in twice and lengths[i] < len(traits)]
        if not growing:
            break
        for i in growing:
            lengths[i] += 1
    return tuple(f"{name} ({LETTERS[i]})" if name in twice else name for i, name in enumerate(names))


def _by_strength(centre: Array, traits: tuple[Trait, ...]) -> list[int]:
    """Columns, the strongest of each axis first, then the others, each part by strength."""
    strong = [int(k) for k in np.argsort(-np.abs(centre), kind="stable")]
    seen: dict[str, int] = {}
    for k in strong:
        seen.setdefault(traits[k].axis, k)
    first = list(seen.values())
    return first + [k for k in strong if k not in first]


def _first_of_axes(order: list[list[int]], traits: tuple[Trait, ...]) -> list[list[int]]:
    axes = len({trait.axis for trait in traits})
    return [columns[:axes] for columns in order]


def _name(centre: Array, order: list[int], length: int, traits: tuple[Trait, ...], plain: str) -> str:
    words = [traits[k].word(float(centre[k])) for k in sorted(order[:length])]
    if not words:
        return plain
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} et {words[-1]}"
