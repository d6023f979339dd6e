"""How many places each employer gets: the divisor rule of Sainte-Laguë, weighted by need, under floors and caps.

The k-th place of an employer is worth need x agents / (2k - 1): each place is worth less than the one before, so
giving them one by one to whom it is worth most is the best there is (the sum is separable and concave).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from maillage.analytics.planning.training.spec import Body

# An employer whose territory has no known need still counts a little.
LEAST_NEED = 0.05


def allot(total: int, bodies: Sequence[Body], floors: Mapping[str, int] | None = None) -> dict[str, int]:
    """The places by employer, at most `total`; ValueError says in French which floor cannot be met.

    `floors` gives the least places by territory.
    """
    if len({one.code for one in bodies}) != len(bodies):
        raise ValueError("Deux lignes portent la même structure : réunissez-les.")
    places = {one.code: one.least for one in bodies}
    _check(total, sum(places.values()), "Les planchers des structures")
    for territory, least in sorted((floors or {}).items()):
        inside = [one for one in bodies if one.territory == territory]
        room = sum(one.cap for one in inside)
        if room < least:
            raise ValueError(f"{territory} ne peut former que {room} personnes pour un plancher de {least}.")
        _give(places, inside, lambda inside=inside, least=least: sum(places[one.code] for one in inside) < least)  # type: ignore[misc]
    _check(total, sum(places.values()), "Les planchers des territoires")
    _give(places, bodies, lambda: sum(places.values()) < total)
    return places


def worth(body: Body, place: int) -> float:
    """What the place of this rank (1 for the first) is worth to an employer."""
    return max(body.need, LEAST_NEED) * body.agents / (2 * place - 1)


def utility(bodies: Sequence[Body], places: Mapping[str, int]) -> float:
    """What an allotment is worth: the sum of its places."""
    return sum(worth(one, rank) for one in bodies for rank in range(1, places[one.code] + 1))


def _give(places: dict[str, int], bodies: Sequence[Body], wanted: Callable[[], bool]) -> None:
    """Give places one by one to whom the next is worth most, while some are wanted and someone has room."""
    while wanted():
        open_ = [one for one in bodies if places[one.code] < one.cap]
        if not open_:
            return
        best = max(open_, key=lambda one: (worth(one, places[one.code] + 1), one.code))
        places[best.code] += 1


def _check(total: int, asked: int, words: str) -> None:
    if asked > total:
        raise ValueError(f"{words} demandent {asked} places pour {total} : baissez-les, ou ouvrez d’autres places.")
