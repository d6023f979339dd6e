"""One figure from the figures of several parts of one territory: counts summed, rates recomputed, the rest estimated.

Pure: neither files nor geography here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from maillage.tables.quality import Quality

Line = dict[str, Any]

# From the most to the least trusted: what several parts give together is no better than the worst of them.
TRUST = (
    Quality.OK,
    Quality.OUTDATED,
    Quality.INHERITED,
    Quality.IMPUTED,
    Quality.PARTIAL_PERIMETER,
    Quality.NOT_AVAILABLE,
    Quality.SECRET,
)


def worst(qualities: Iterable[str]) -> Quality:
    """The least trusted of several qualities."""
    return max((Quality(quality) for quality in qualities), key=TRUST.index)


def fuse(parts: list[Line], weights: list[float] | None = None) -> Line:
    """The line of a territory made of parts, in the shape of the first one.

    Counts: v = Σ vᵢ. Rates: v = Σ numerators / Σ denominators over the parts that have both, flagged partial when
    some lack them. Anything else: a mean weighted by `weights`, flagged imputed. What cannot be summed because a part
    is unknown stays unknown, with the quality of the worst part: a secret is never a zero.
    """
    if len(parts) == 1:
        return parts[0]
    value, top, bottom, quality = _figures(parts, weights or [1.0] * len(parts))
    return {**parts[0], "value": value, "numerator": top, "denominator": bottom, "quality": str(quality)}


def _figures(parts: list[Line], weights: list[float]) -> tuple[float | None, float | None, float | None, Quality]:
    quality = worst(part["quality"] for part in parts)
    unknown = any(part["value"] is None for part in parts)
    if parts[0]["indicator"] in counts():
        total = None if unknown else sum(float(part["value"]) for part in parts)
        return total, None, None, quality
    whole = [pair for part in parts if (pair := _pair(part)) is not None]
    if whole and len(whole) == sum(part["value"] is not None for part in parts):
        top, bottom = sum(pair[0] for pair in whole), sum(pair[1] for pair in whole)
        return top / bottom, top, bottom, Quality.PARTIAL_PERIMETER if unknown else quality
    if unknown:
        return None, None, None, quality
    mean = sum(part["value"] * weight for part, weight in zip(parts, weights, strict=True)) / sum(weights)
    return mean, None, None, worst([Quality.IMPUTED, quality])


def _pair(part: Line) -> tuple[float, float] | None:
    """Numerator and denominator of a part; a rate published with its denominator alone gives its numerator back."""
    if part["value"] is None or not part["denominator"]:
        return None
    bottom = float(part["denominator"])
    return (bottom * part["value"] if part["numerator"] is None else float(part["numerator"])), bottom


@lru_cache
def counts() -> frozenset[str]:
    """The indicators that are plain counts, as definitions/indicators.yaml declares them."""
    text = (files("maillage") / "definitions" / "indicators.yaml").read_text(encoding="utf-8")
    entries = yaml.safe_load(text)["indicators"]
    return frozenset(code for code, entry in entries.items() if entry["kind"] == "count")
