"""Which pairs are worth a comparison: near by commune, postal code, point or identifier, and with a hook in common."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from maillage.analytics.matching.context import Context
from maillage.analytics.matching.profile import Profile

CLOSE_M = 100.0
DEGREE_M = 111_195.0
# Degrees worth one kilometre: a fixed column, as wide as the north of France needs and wider overseas, because one
# that follows the latitude would shift between two rows and part neighbours.
CELL_NORTH = 1_000.0 / DEGREE_M
CELL_EAST = CELL_NORTH / math.cos(math.radians(51.5))


def candidate_pairs(profiles: Sequence[Profile], context: Context, shared_at_most: int) -> Iterator[tuple[int, int]]:
    """Index pairs (i < j), each once.

    Blocks: same commune code or name, same postal code, points under 1 km (grid), same SIRET, SIREN, phone or mail
    that is not shared by many: a wrong commune code alone never hides a pair. Inside a block two rows are compared
    only if they share a hook (a word of the name or of the street, an identifier) or stand within 100 m each way.
    """
    hooks, plan = [_hooks(profile) for profile in profiles], [_metric(profile) for profile in profiles]
    seen: set[int] = set()
    for members in _blocks(profiles, context, shared_at_most):
        for i, j in _inside(members):
            code = i * len(profiles) + j
            if code not in seen and (not hooks[i].isdisjoint(hooks[j]) or _close(plan[i], plan[j])):
                seen.add(code)
                yield i, j


def _blocks(profiles: Sequence[Profile], context: Context, shared_at_most: int) -> Iterable[Sequence[int]]:
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        for key in _keys(profile, context, shared_at_most):
            blocks[key].append(index)
    return [members for members in blocks.values() if len(members) > 1]


def _keys(profile: Profile, context: Context, shared_at_most: int) -> Iterator[Hashable]:
    if profile.commune_code:
        yield "commune", profile.commune_code
    if profile.postal_code:
        yield "postal", profile.postal_code
    if profile.commune:
        # The name too: a large commune has several postal codes, and many sources give no Insee code.
        yield "name", profile.commune, (profile.commune_code or profile.postal_code)[:2]
    if profile.point:
        north, east = _cell(profile.point)
        # Four cells per row: two points under one kilometre share at least one of them.
        yield from ((north + dn, east + de) for dn in (0, 1) for de in (0, 1))
    marks = [profile.siret, f"siren {profile.siren}" if profile.siren else "", *profile.emails]
    marks += [f"tel {phone}" for phone in profile.phones]
    yield from (("mark", mark) for mark in marks if mark and context.carriers(mark) <= shared_at_most)


def _cell(point: tuple[float, float]) -> tuple[int, int]:
    return math.floor(point[0] / CELL_NORTH), math.floor(point[1] / CELL_EAST)


def _inside(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    for position, i in enumerate(members):
        for j in members[position + 1 :]:
            yield i, j


def _hooks(profile: Profile) -> frozenset[str]:
    words = {f"n {word[:4]}" for word in profile.name.distinctive} or {f"g {word}" for word in profile.name.words}
    acronyms = {f"i {word}" for word in profile.name.distinctive if 3 <= len(word) <= 8}
    initials = profile.name.initials
    acronyms |= {
        f"i {initials[i:j]}" for i in range(len(initials)) for j in range(i + 3, min(len(initials), i + 8) + 1)
    }
    streets = {f"s {profile.address.words[-1][:5]}"} if profile.address.words else set()
    marks = {profile.siret, *profile.emails, *profile.phones} - {""}
    return frozenset(words | acronyms | streets | marks)


def _metric(profile: Profile) -> tuple[float, float]:
    """The point in metres, good enough between neighbours; nowhere is far from everything, itself included."""
    if profile.point is None:
        return math.inf, math.inf
    latitude, longitude = profile.point
    return latitude * DEGREE_M, longitude * DEGREE_M * math.cos(math.radians(latitude))


def _close(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return abs(a[0] - b[0]) < CLOSE_M and abs(a[1] - b[1]) < CLOSE_M
