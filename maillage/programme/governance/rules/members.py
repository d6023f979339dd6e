"""States of a member, charges that only a confirmed one takes, and what its identity must show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from maillage.programme.governance.enums import CollegeKind, GovernanceRole, MemberCategory, MemberStatus

S = MemberStatus
NEXT: Mapping[MemberStatus, frozenset[MemberStatus]] = {
    S.PROSPECTIVE: frozenset({S.CANDIDATE, S.CONFIRMED, S.REFUSED, S.WITHDRAWN}),
    S.CANDIDATE: frozenset({S.CONFIRMED, S.REFUSED, S.WITHDRAWN}),
    S.CONFIRMED: frozenset({S.SUSPENDED, S.WITHDRAWN}),
    S.SUSPENDED: frozenset({S.CONFIRMED, S.WITHDRAWN}),
    S.WITHDRAWN: frozenset(),
    S.REFUSED: frozenset(),
}
# A step back or out says why.
NEEDS_REASON = frozenset({S.SUSPENDED, S.WITHDRAWN, S.REFUSED})

C = MemberCategory
STATE = frozenset({C.PREFECTURE, C.STATE_SERVICE})
LOCAL = frozenset({C.REGION, C.DEPARTEMENT, C.EPCI, C.COMMUNE, C.SYNDICATE})
PRIVATE = frozenset({C.ASSOCIATION, C.COMPANY, C.OTHER, C.OPERATOR})
COLLEGES: Mapping[CollegeKind, frozenset[MemberCategory]] = {
    CollegeKind.STATE: STATE,
    CollegeKind.LOCAL: LOCAL,
    CollegeKind.OPERATOR: frozenset({C.OPERATOR}),
    CollegeKind.PARTNER: frozenset({C.ASSOCIATION, C.COMPANY, C.OTHER}),
}
# A body of these categories is a territory: it shows its code.
TERRITORIAL = frozenset({C.COMMUNE, C.EPCI, C.DEPARTEMENT})
# First digits of the Insee legal category of a body, from its SIRENE record.
LEGAL_PREFIXES: Mapping[MemberCategory, tuple[str, ...]] = {
    C.PREFECTURE: ("71",),
    C.STATE_SERVICE: ("71", "73", "74"),
    C.REGION: ("723",),
    C.DEPARTEMENT: ("722",),
    C.EPCI: ("734", "735"),
    C.COMMUNE: ("721",),
    C.SYNDICATE: ("735", "736", "73", "74"),
    C.ASSOCIATION: ("92", "93"),
    C.COMPANY: ("5", "6"),
}


@dataclass(frozen=True)
class Identity:
    """What a body shows of itself."""

    category: MemberCategory
    siren: str
    siret: str
    territory_code: str
    siren_valid: bool
    siret_valid: bool
    territory_found: bool
    territory_departement: str = ""
    legal_category: str = ""
    postal_code: str = ""
    address_fits: bool = True


def college_of(category: MemberCategory) -> CollegeKind:
    """The college where a body of this category sits unless someone chooses another."""
    return next(kind for kind, categories in COLLEGES.items() if category in categories)


def may_become(now: MemberStatus, then: MemberStatus) -> bool:
    """Whether a member in the first state may take the second."""
    return then in NEXT[now]


def may_take_charge(status: MemberStatus) -> bool:
    """Whether a member may be co-pilot, lead, recipient or co-funder."""
    return status is S.CONFIRMED


def status_fault(now: MemberStatus, then: MemberStatus, *, reason: str) -> str:
    """Why a change of state is refused, "" when it is not."""
    if not may_become(now, then):
        return f"Un membre « {now.label} » ne peut pas devenir « {then.label} »."
    if then in NEEDS_REASON and not reason.strip():
        return "Dites pourquoi : la raison reste dans l’historique du membre."
    return ""


def date_fault(on: date, *, today: date, last: date | None) -> str:
    """Why a change cannot bear this date: history is told in order, and not in advance."""
    if on > today:
        return "Cette date est à venir : enregistrez le changement le jour où il a lieu."
    if last is not None and on < last:
        return f"Le dernier changement est du {last:%d/%m/%Y} : choisissez ce jour ou un jour d’après."
    return ""


def charge_fault(role: GovernanceRole, status: MemberStatus) -> str:
    """Why a charge is refused, "" when it is not."""
    if may_take_charge(status):
        return ""
    return f"Seul un membre confirmé peut être « {role.label} » : ce membre est « {status.label} »."


def leave_fault(charges: Iterable[GovernanceRole], *, successor: bool) -> str:
    """Why a member cannot leave: one that leads or receives names who takes over."""
    held = {GovernanceRole.LEAD, GovernanceRole.RECIPIENT} & set(charges)
    if not held or successor:
        return ""
    words = ", ".join(sorted(role.label.lower() for role in held))
    return f"Ce membre est {words} : indiquez d’abord qui lui succède."


def co_pilot_fault(categories: Iterable[MemberCategory]) -> str:
    """Why a set of co-pilots is refused: a State service is always among them, when there are any."""
    held = set(categories)
    return "Il faut au moins un service de l’État parmi les co-pilotes." if held and not held & STATE else ""


def identity_faults(identity: Identity, departement: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(what refuses the body, what is to consolidate later), in French."""
    refused = _key_faults(identity)
    later = []
    if not identity.siren:
        later.append("le SIREN manque")
    if identity.category in TERRITORIAL:
        if not identity.territory_code:
            later.append("le code du territoire manque")
        elif not identity.territory_found:
            refused.append(f"Le code « {identity.territory_code} » n’est pas celui d’un territoire connu.")
        elif not identity.address_fits:
            refused.append(f"Le code postal {identity.postal_code} n’est pas dans le territoire de cette collectivité.")
        elif identity.category is C.EPCI:
            refused += _epci_faults(identity)
        elif identity.territory_departement != departement:
            later.append(f"ce territoire est dans le département {identity.territory_departement}")
    refused += _legal_faults(identity)
    return tuple(refused), tuple(later)


def postal_code_fits(code: str, *, inside: frozenset[str], known: bool) -> bool:
    """Whether a postal code is one of a territory; a CEDEX, that no list knows, counts by its two first digits."""
    return code in inside or (not known and code[:2] in {one[:2] for one in inside})


def _key_faults(identity: Identity) -> list[str]:
    faults = []
    if identity.siren and not identity.siren_valid:
        faults.append(f"Le SIREN « {identity.siren} » est faux : sa clé de contrôle ne correspond pas.")
    if identity.siret and not identity.siret_valid:
        faults.append(f"Le SIRET « {identity.siret} » est faux : sa clé de contrôle ne correspond pas.")
    if identity.siret and identity.siren and not identity.siret.startswith(identity.siren):
        faults.append("Le SIRET ne commence pas par le SIREN : ce sont deux structures différentes.")
    return faults


def _epci_faults(identity: Identity) -> list[str]:
    if not identity.siren or identity.siren == identity.territory_code:
        return []
    return [f"Le SIREN d’un EPCI est aussi son code : {identity.siren} n’est pas {identity.territory_code}."]


def _legal_faults(identity: Identity) -> list[str]:
    prefixes = LEGAL_PREFIXES.get(identity.category, ())
    if not identity.legal_category or not prefixes or identity.legal_category.startswith(prefixes):
        return []
    kind = identity.category.label
    return [f"La catégorie juridique {identity.legal_category} n’est pas celle d’une structure « {kind} »."]


@dataclass(frozen=True)
class Seated:
    """A member's category and its time in the governance."""

    category: MemberCategory
    confirmed_on: date | None
    left_on: date | None


def composition_at(members: Iterable[Seated], day: date) -> tuple[int, int, int]:
    """(collectivités, structures privées, State services) confirmed on a day."""
    inside = [m for m in members if m.confirmed_on and m.confirmed_on <= day and not (m.left_on and m.left_on <= day)]
    return tuple(sum(m.category in group for m in inside) for group in (LOCAL, PRIVATE, STATE))  # type: ignore[return-value]
