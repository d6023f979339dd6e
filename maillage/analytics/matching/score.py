"""One score per pair from the signals present, held down by little evidence, strong disagreements and vetoes."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.analytics.matching.addresses import same_numbers, street_similarity
from maillage.analytics.matching.bands import Band, band_of
from maillage.analytics.matching.context import Context
from maillage.analytics.matching.evidence import NEAR_STREET, SAME_STREET, Signal, SignalKind, signals_of
from maillage.analytics.matching.profile import Profile, metres, profile_of
from maillage.analytics.matching.spec import Spec, spec
from maillage.analytics.matching.veto import Objection, objection
from maillage.tables.places import PlaceRow

UNKNOWN = Context()


@dataclass(frozen=True, slots=True)
class PairScore:
    """The judgement of a pair: a score in 0..1, its band, the signals, the objection and the reasons, in French."""

    score: float
    band: Band
    signals: tuple[Signal, ...]
    veto: str
    reasons: tuple[str, ...]


def compare(a: PlaceRow, b: PlaceRow, context: Context | None = None) -> PairScore:
    """Judge whether two rows describe one place; symmetric.

    score = min(max(min(mean, cap), floor), ceilings): mean = Σ w_i a_i / Σ w_i over the signals i that both sides
    give (a_i the agreement in 0..1, w_i the weight of `matching.yaml`); cap = f + (1 - f) min(1, Σ w_i / e), f the
    floor of evidence and e the full evidence; floor, that of a place that may have moved; ceilings, those of strong
    disagreements. `context` tells how shared an identifier is.
    Source: ours; the signals are those of mednum-cli and La Coop, plus SIRET, phone and mail.
    """
    return compare_profiles(profile_of(a), profile_of(b), context or UNKNOWN, spec())


def compare_profiles(a: Profile, b: Profile, context: Context, rules: Spec) -> PairScore:
    """`compare` on rows already prepared."""
    return judge(a, b, context, rules, objection(a, b, rules))


def judge(a: Profile, b: Profile, context: Context, rules: Spec, refusal: Objection | None) -> PairScore:
    """`compare` once the objection is known."""
    signals = signals_of(a, b, context, rules)
    facts = _Facts.of(a, b, {signal.kind: signal for signal in signals}, rules)
    score = round(min(max(_mean(signals, rules), _floor(facts, rules)), _ceiling(facts, refusal, rules)), 6)
    allowed = refusal is None and _strict(facts, rules)
    band = band_of(score, rules.automatic_mark, rules.review_mark, allowed=allowed)
    reasons = tuple(signal.reason for signal in signals)
    if refusal:
        reasons = (refusal.reason, *reasons)
    return PairScore(score, band, signals, refusal.reason if refusal else "", reasons)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the ceilings and the strict conditions read: None when the rows do not say."""

    name: float
    distinctive: bool
    same_name: bool
    commune: float | None
    one_per_commune: bool
    other_postal_code: bool
    street: float | None
    numbers: bool | None
    both_unnumbered: bool
    metres: float | None
    identified: bool
    same_owner: bool
    contradicted: bool
    same_source: bool
    both_france_services: bool

    @classmethod
    def of(cls, a: Profile, b: Profile, by_kind: dict[SignalKind, Signal], rules: Spec) -> _Facts:
        name, siret, phone = (by_kind.get(k) for k in (SignalKind.NAME, SignalKind.SIRET, SignalKind.PHONE))
        commune = by_kind.get(SignalKind.COMMUNE)
        same_town = bool(commune and commune.agreement == 1.0 and (a.commune or a.commune_code))
        given = bool(a.address.words and b.address.words)
        own = [by_kind[k] for k in (SignalKind.SIRET, SignalKind.PHONE, SignalKind.EMAIL) if k in by_kind]
        return cls(
            name=name.agreement if name else 0.0,
            distinctive=bool(a.name.distinctive and b.name.distinctive),
            same_name=a.name.words.keys() == b.name.words.keys() and bool(name and name.agreement == 1.0),
            other_postal_code=bool(a.postal_code and b.postal_code and a.postal_code != b.postal_code),
            commune=commune.agreement if commune else None,
            one_per_commune=bool(a.services.named & b.services.named & rules.one_per_commune) and same_town,
            street=street_similarity(a.address, b.address) if given else None,
            numbers=same_numbers(a.address, b.address),
            both_unnumbered=not a.address.numbers and not b.address.numbers,
            metres=metres(a.point, b.point) if a.point and b.point else None,
            identified=any(signal.agreement == 1.0 and signal.weight > 0 for signal in own),
            same_owner=bool(siret and siret.agreement == 1.0 and siret.weight > 0 and a.services.all == b.services.all),
            contradicted=any(signal is not None and signal.agreement < 0.4 for signal in (siret, phone)),
            same_source=a.key[0] == b.key[0],
            both_france_services=a.services.france_services and b.services.france_services,
        )

    @property
    def same_door(self) -> bool:
        """Same street, and no number says otherwise; the same number forgives the spelling of the street."""
        if self.street is None or self.numbers is False:
            return False
        return self.street >= (NEAR_STREET if self.numbers else SAME_STREET)


def _mean(signals: tuple[Signal, ...], rules: Spec) -> float:
    present = sum(signal.weight for signal in signals)
    if not present:
        return 0.0
    mean = sum(signal.weight * signal.agreement for signal in signals) / present
    floor = rules.evidence_floor
    return min(mean, floor + (1 - floor) * min(1.0, present / rules.evidence_full))


def _floor(facts: _Facts, rules: Spec) -> float:
    return rules.moved_floor if (facts.commune or 0.0) >= 0.5 and _may_have_moved(facts, rules) else 0.0


def _ceiling(facts: _Facts, refusal: Objection | None, rules: Spec) -> float:
    limits = [1.0]
    if refusal:
        limits.append(rules.ceilings["veto" if refusal.hard else "doubt"])
    moved = _may_have_moved(facts, rules)
    if _elsewhere(facts, rules):
        limits.append(rules.ceilings["moved" if moved else "elsewhere"])
    if facts.name < rules.alike_names and not moved:
        limits.append(_name_ceiling(facts, rules))
    return min(limits)


def _elsewhere(facts: _Facts, rules: Spec) -> bool:
    """Another street or number that the distance does not excuse, or points too far apart."""
    if facts.street is not None and not facts.same_door:
        return facts.metres is None or facts.metres > rules.same_m or not facts.distinctive
    if facts.metres is None:
        return not facts.distinctive and facts.commune is not None and facts.commune < 1.0
    return facts.metres > (rules.far_m if facts.same_door and facts.numbers else rules.none_m) and not (
        facts.distinctive and facts.same_door
    )


def _may_have_moved(facts: _Facts, rules: Spec) -> bool:
    if facts.same_source or facts.contradicted:
        return False
    near = facts.metres is None or facts.metres <= rules.none_m
    named = facts.distinctive and facts.name >= rules.alike_names and near
    return named or ((facts.same_owner or facts.one_per_commune) and facts.name >= rules.half_names)


def _name_ceiling(facts: _Facts, rules: Spec) -> float:
    if facts.same_door and (facts.identified or facts.both_france_services or not facts.distinctive):
        return rules.ceilings["same_door"]
    if facts.name < rules.unrelated_names or not facts.same_door:
        return rules.ceilings["unrelated_names"]
    return rules.ceilings["same_door"]


def _strict(facts: _Facts, rules: Spec) -> bool:
    """The conditions of the automatic band, beyond the score."""
    named = facts.same_name or (facts.distinctive and facts.name >= rules.automatic_name)
    if not named or facts.contradicted or not facts.same_door or (facts.street or 0.0) < SAME_STREET:
        return False
    if facts.other_postal_code if facts.metres is None else facts.metres > rules.automatic_m:
        return False
    if facts.numbers:
        return facts.distinctive or facts.metres is not None or facts.identified
    return facts.both_unnumbered and facts.metres is not None and facts.metres <= rules.close_m
