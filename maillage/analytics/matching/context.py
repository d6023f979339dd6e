"""How often an identifier is shared in the corpus: what many places carry distinguishes none of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from maillage.analytics.matching.profile import Profile, profile_of
from maillage.tables.places import PlaceRow


@dataclass(frozen=True)
class Context:
    """Number of different doors (street and number) that carry each SIRET, phone, mail or site.

    An empty context knows nothing: an identifier is then taken as carried by the two places compared only.
    """

    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[PlaceRow]) -> Context:
        """The context of a corpus of rows."""
        return cls.of_profiles(map(profile_of, rows))

    @classmethod
    def of_profiles(cls, profiles: Iterable[Profile]) -> Context:
        """The context of rows already prepared."""
        carriers: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for profile in profiles:
            for mark in identifiers(profile):
                carriers[mark].add(profile.signature)
        return cls({mark: len(places) for mark, places in carriers.items() if len(places) > 1})

    def carriers(self, mark: str) -> int:
        """How many different doors carry the identifier, 1 at least."""
        return self.counts.get(mark, 1)


def identifiers(profile: Profile) -> Iterable[str]:
    """Every identifier of a row that others may carry: SIRET, SIREN, phones, mails, sites."""
    yield from (mark for mark in (profile.siret, f"siren {profile.siren}" if profile.siren else "") if mark)
    yield from (f"tel {phone}" for phone in profile.phones)
    yield from profile.emails
    yield from (f"@{domain}" for domain in profile.domains)
    yield from (f"//{site}" for site in profile.sites)
