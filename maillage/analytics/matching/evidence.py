"""The signals: each compares one thing that both rows give. A field missing on one side gives no signal at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from maillage.analytics.matching.addresses import same_numbers, street_similarity
from maillage.analytics.matching.context import Context
from maillage.analytics.matching.explain import address_words, distance_words, name_words, shared_words
from maillage.analytics.matching.names import name_similarity
from maillage.analytics.matching.profile import Profile, metres
from maillage.analytics.matching.spec import Spec

SAME_STREET, NEAR_STREET = 0.85, 0.6


class SignalKind(StrEnum):
    """What a signal compares."""

    NAME = "name"
    ADDRESS = "address"
    DISTANCE = "distance"
    SIRET = "siret"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    KIND = "kind"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Signal:
    """One piece of evidence: its agreement in 0..1, its weight (0 when it does not count), the French reason."""

    kind: SignalKind
    agreement: float
    weight: float
    reason: str


def signals_of(a: Profile, b: Profile, context: Context, spec: Spec) -> tuple[Signal, ...]:
    """Every signal that both rows allow, in the order of `SignalKind`."""
    return tuple(_signals(a, b, context, spec))


def _signals(a: Profile, b: Profile, context: Context, spec: Spec) -> Iterator[Signal]:
    yield from _name(a, b, spec)
    yield from _address(a, b, spec)
    yield from _distance(a, b, spec)
    yield from _siret(a, b, context, spec)
    yield from _phone(a, b, context, spec)
    yield from _email(a, b, context, spec)
    yield from _website(a, b, context, spec)
    yield from _kind(a, b, spec)
    yield from _commune(a, b, spec)


def _name(a: Profile, b: Profile, spec: Spec) -> Iterator[Signal]:
    if not a.name.text or not b.name.text:
        return
    likeness = name_similarity(a.name, b.name)
    distinctive = bool(a.name.distinctive and b.name.distinctive)
    weight = spec.weights["name"][0] * (1 if distinctive else spec.generic_factor)
    yield Signal(SignalKind.NAME, likeness, weight, name_words(likeness, distinctive=distinctive))


def _address(a: Profile, b: Profile, spec: Spec) -> Iterator[Signal]:
    """Same street and number: 1. Same street, number missing: 1 for a reduced weight. Another number: 0.35."""
    if not a.address.words or not b.address.words:
        return
    likeness, numbers = street_similarity(a.address, b.address), same_numbers(a.address, b.address)
    reason = address_words(a.address, b.address, likeness, numbers)
    agree, differ = spec.weights["address"]
    if likeness < NEAR_STREET:
        yield Signal(SignalKind.ADDRESS, 0.0, differ, reason)
    elif numbers is False:
        yield Signal(SignalKind.ADDRESS, 0.35, differ, reason)
    else:
        agreement = 1.0 if likeness >= SAME_STREET else likeness
        yield Signal(SignalKind.ADDRESS, agreement, agree if numbers else agree * 0.6, reason)


def _distance(a: Profile, b: Profile, spec: Spec) -> Iterator[Signal]:
    """1 up to `same_m`, then a straight line to 0 at `none_m`; one point for two streets is a default point."""
    if a.point is None or b.point is None:
        return
    apart = metres(a.point, b.point)
    agreement = min(1.0, max(0.0, (spec.none_m - apart) / (spec.none_m - spec.same_m)))
    default = (
        apart < 1 and a.address.words and b.address.words and street_similarity(a.address, b.address) < NEAR_STREET
    )
    if default:
        yield Signal(SignalKind.DISTANCE, 1.0, 0.0, "Même point pour deux rues : point par défaut, ne compte pas")
        return
    agree, differ = spec.weights["distance"]
    yield Signal(SignalKind.DISTANCE, agreement, agree if agreement >= 0.5 else differ, distance_words(apart))


def _siret(a: Profile, b: Profile, context: Context, spec: Spec) -> Iterator[Signal]:
    if not a.siren or not b.siren:
        return
    agree, differ = spec.weights["siret"]
    if a.siren != b.siren:
        yield Signal(SignalKind.SIRET, 0.0, differ, "SIREN différents")
    elif a.siret and a.siret == b.siret:
        carriers = context.carriers(a.siret)
        reason = shared_words("Même SIRET", carriers, spec.shared_at_most)
        factor = spec.public_factor if a.siren[0] in "12" else 1.0
        yield Signal(SignalKind.SIRET, 1.0, agree * factor if carriers <= spec.shared_at_most else 0.0, reason)
    else:
        carriers = context.carriers(f"siren {a.siren}")
        reason = shared_words("Même SIREN", carriers, spec.shared_at_most)
        agreement, weight = spec.same_siren
        agreement = agreement if a.siret and b.siret else 1.0
        yield Signal(SignalKind.SIRET, agreement, weight if carriers <= spec.shared_at_most else 0.0, reason)


def _phone(a: Profile, b: Profile, context: Context, spec: Spec) -> Iterator[Signal]:
    if not a.phones or not b.phones:
        return
    agree, differ = spec.weights["phone"]
    shared = a.phones & b.phones
    if not shared:
        yield Signal(SignalKind.PHONE, 0.0, differ, "Téléphones différents")
        return
    carriers = min(context.carriers(f"tel {phone}") for phone in shared)
    reason = shared_words("Même téléphone", carriers, spec.shared_at_most)
    yield Signal(SignalKind.PHONE, 1.0, agree if carriers <= spec.shared_at_most else 0.0, reason)


def _email(a: Profile, b: Profile, context: Context, spec: Spec) -> Iterator[Signal]:
    """Same box 1; same domain of an organisation, 1 for a weight of a third; another box says little."""
    if not a.emails or not b.emails:
        return
    agree, differ = spec.weights["email"]
    boxes, domains = a.emails & b.emails, a.domains & b.domains
    if boxes:
        carriers = min(context.carriers(box) for box in boxes)
        reason = shared_words("Même courriel", carriers, spec.shared_at_most)
        yield Signal(SignalKind.EMAIL, 1.0, agree if carriers <= spec.shared_at_most else 0.0, reason)
    elif domains:
        carriers = min(context.carriers(f"@{domain}") for domain in domains)
        reason = shared_words("Même domaine de courriel", carriers, spec.shared_at_most)
        yield Signal(SignalKind.EMAIL, 1.0, agree / 3 if carriers <= spec.shared_at_most else 0.0, reason)
    else:
        yield Signal(SignalKind.EMAIL, 0.0, differ, "Courriels différents")


def _website(a: Profile, b: Profile, context: Context, spec: Spec) -> Iterator[Signal]:
    if not a.sites or not b.sites:
        return
    agree, differ = spec.weights["website"]
    shared = a.sites & b.sites
    if not shared:
        yield Signal(SignalKind.WEBSITE, 0.0, differ, "Sites différents")
        return
    carriers = min(context.carriers(f"//{site}") for site in shared)
    reason = shared_words("Même site", carriers, spec.shared_at_most)
    yield Signal(SignalKind.WEBSITE, 1.0, agree if carriers <= spec.shared_at_most else 0.0, reason)


def _kind(a: Profile, b: Profile, spec: Spec) -> Iterator[Signal]:
    if not a.kinds or not b.kinds:
        return
    agree, differ = spec.weights["kind"]
    if a.kinds & b.kinds or {"rfs", "pimms"} <= a.kinds | b.kinds:
        yield Signal(SignalKind.KIND, 1.0, agree, "Types de lieu compatibles")
    else:
        yield Signal(SignalKind.KIND, 0.0, differ, "Types de lieu différents")


def _commune(a: Profile, b: Profile, spec: Spec) -> Iterator[Signal]:
    """Same Insee code or name: 1. Same postal code for two names: 0.5. A wrong code is a disagreement, not a wall."""
    agree, differ = spec.weights["commune"]
    if (a.commune_code and a.commune_code == b.commune_code) or (a.commune and a.commune == b.commune):
        yield Signal(SignalKind.COMMUNE, 1.0, agree, "Même commune")
    elif a.postal_code and a.postal_code == b.postal_code:
        agreement = 0.5 if a.commune and b.commune else 1.0
        yield Signal(SignalKind.COMMUNE, agreement, agree, "Même code postal")
    elif (a.commune_code and b.commune_code) or (a.postal_code and b.postal_code):
        yield Signal(SignalKind.COMMUNE, 0.0, differ, "Communes différentes")
