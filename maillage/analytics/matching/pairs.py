"""A corpus prepared once, its pairs worth showing, and the warning while a place is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.analytics.matching.bands import Band
from maillage.analytics.matching.candidates import candidate_pairs
from maillage.analytics.matching.context import Context
from maillage.analytics.matching.profile import Profile, profile_of
from maillage.analytics.matching.score import PairScore, compare_profiles, judge
from maillage.analytics.matching.spec import spec
from maillage.analytics.matching.veto import objection
from maillage.tables.places import PlaceRow


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows by their index in the sequence given, and the judgement."""

    a_index: int
    b_index: int
    score: PairScore


@dataclass(frozen=True)
class Corpus:
    """Rows prepared once: keep it to ask `similar_to` at each key stroke."""

    profiles: tuple[Profile, ...]
    context: Context

    @classmethod
    def of(cls, rows: Sequence[PlaceRow]) -> Corpus:
        """Prepare rows."""
        profiles = tuple(profile_of(row) for row in rows)
        return cls(profiles, Context.of_profiles(profiles))


def find_pairs(rows: Sequence[PlaceRow] | Corpus) -> list[Pair]:
    """Every pair in the automatic or review band, best first; independent of the order of the rows.

    Candidates come from `candidate_pairs`; the cost is linear in their number, not in the square of the rows.
    """
    corpus = rows if isinstance(rows, Corpus) else Corpus.of(rows)
    profiles, rules = corpus.profiles, spec()
    found = []
    for i, j in candidate_pairs(profiles, corpus.context, rules.shared_at_most):
        refusal = objection(profiles[i], profiles[j], rules)
        if refusal and refusal.hard:
            continue
        score = judge(profiles[i], profiles[j], corpus.context, rules, refusal)
        if score.band is not Band.DISTINCT:
            found.append(Pair(i, j, score))
    return sorted(found, key=lambda pair: (-pair.score.score, *_keys(profiles, pair)))


def similar_to(row: PlaceRow, rows: Sequence[PlaceRow] | Corpus, limit: int = 5) -> list[Pair]:
    """The places that a row being typed looks like, best first; `a_index` is -1, the row has no place yet.

    The mark is lower than the review one, and a row is never compared with itself (same source, same identifier).
    """
    corpus = rows if isinstance(rows, Corpus) else Corpus.of(rows)
    typed, rules = profile_of(row), spec()
    scores = [
        Pair(-1, index, compare_profiles(typed, other, corpus.context, rules))
        for index, other in enumerate(corpus.profiles)
        if other.key != typed.key and _same_area(typed, other)
    ]
    near = [pair for pair in scores if pair.score.score >= rules.typing_mark]
    return sorted(near, key=lambda pair: (-pair.score.score, corpus.profiles[pair.b_index].key))[:limit]


def _same_area(a: Profile, b: Profile) -> bool:
    if (a.commune_code and a.commune_code == b.commune_code) or (a.postal_code and a.postal_code == b.postal_code):
        return True
    if (a.commune and a.commune == b.commune) or (a.siren and a.siren == b.siren):
        return True
    return bool(a.phones & b.phones or a.emails & b.emails) or _within(a, b)


def _within(a: Profile, b: Profile) -> bool:
    return bool(a.point and b.point and abs(a.point[0] - b.point[0]) < 0.01 and abs(a.point[1] - b.point[1]) < 0.015)


def _keys(profiles: tuple[Profile, ...], pair: Pair) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((profiles[pair.a_index].key, profiles[pair.b_index].key)))
