"""Which pairs are worth a comparison: near by commune, postal code, point or identifier, and with a hook in common."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from maillage.analytics.matching.context import Context
from maillage.analytics.matching.profile import Profile, metres

CELL_M = 1_000.0
CLOSE_M = 100.0
DEGREE_M = 111_195.0


def candidate_pairs(profiles: Sequence[Profile], context: Context, shared_at_most: int) -> Iterator[tuple[int, int]]:
    """Index pairs (i < j), each once.

    Blocks: same commune code, same postal code, points under 1 km (grid), same SIRET, SIREN, phone or mail that is
    not shared by many: a wrong commune code alone never hides a pair. Inside a block two rows are compared only
    if they share a hook (a word of the name or of the street, an identifier) or stand within 100 m.
    """
    hooks = [_hooks(profile) for profile in profiles]
    seen: set[int] = set()
    for members in _blocks(profiles, context, shared_at_most):
        for i, j in _inside(members):
            code = i * len(profiles) + j
            if code not in seen and (not hooks[i].isdisjoint(hooks[j]) or _close(profiles[i], profiles[j])):
                seen.add(code)
                yield i, j


def _blocks(profiles: Sequence[Profile], context: Context, shared_at_most: int) -> Iterable[Sequence[int]]:
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        for key in _keys(profile, context, shared_at_most):
            blocks[key].append(index)
    return [members for members in blocks.values() if len(members) > 1]


def _keys(profile: Profile, context: Context, shared_at_most: int) -> Iterator[tuple[str, ...]]:
    if profile.commune_code:
        yield "commune", profile.commune_code
    if profile.postal_code:
        yield "postal", profile.postal_code
    if profile.point:
        north, east = _cell(profile.point)
        # Four cells per row: two points under one kilometre share at least one of them.
        yield from (("cell", str(north + dn), str(east + de)) for dn in (0, 1) for de in (0, 1))
    marks = [profile.siret, f"siren {profile.siren}" if profile.siren else "", *profile.emails]
    marks += [f"tel {phone}" for phone in profile.phones]
    yield from (("mark", mark) for mark in marks if mark and context.carriers(mark) <= shared_at_most)


def _cell(point: tuple[float, float]) -> tuple[int, int]:
    north = math.floor(point[0] * DEGREE_M / CELL_M)
    # The width of a column follows its row, so that cells are square everywhere.
    width = math.cos(math.radians(north * CELL_M / DEGREE_M))
    return north, math.floor(point[1] * DEGREE_M * width / CELL_M)


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


def _close(a: Profile, b: Profile) -> bool:
    return a.point is not None and b.point is not None and metres(a.point, b.point) < CLOSE_M
