"""What forbids joining two rows whatever their score: another service, a bus, another number, the same register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from maillage.analytics.matching.explain import doubt_words, veto_words
from maillage.analytics.matching.profile import Profile
from maillage.analytics.matching.spec import Service, Spec


@dataclass(frozen=True, slots=True)
class Objection:
    """A refusal (`hard`: two different places) or a doubt (never without a human), with its French reason."""

    hard: bool
    reason: str


def objection(a: Profile, b: Profile, spec: Spec) -> Objection | None:
    """The strongest objection to joining two rows, None when there is none; symmetric."""
    found = [one for rule in RULES if (one := rule(a, b, spec))]
    return next((one for one in found if one.hard), found[0] if found else None)


def same_register(a: Profile, b: Profile, spec: Spec) -> Objection | None:
    """Two identifiers of the national France services list are two places, by the State's own word."""
    if a.registry and b.registry and a.key[0] == b.key[0] and a.key[1] != b.key[1]:
        return Objection(True, veto_words("deux identifiants différents de la liste des France services"))
    return None


def moving(a: Profile, b: Profile, spec: Spec) -> Objection | None:
    """A bus is not the office it leaves from."""
    mover, other = (a.services, b.services) if a.services.moves else (b.services, a.services)
    if mover.moves == other.moves:
        return None
    if mover.itinerant or other.fixed:
        return Objection(True, veto_words(f"l’un est {spec.itinerant.label}, l’autre non"))
    return Objection(False, doubt_words("un seul des deux se dit itinérant"))


def numbered(a: Profile, b: Profile, spec: Spec) -> Objection | None:
    """« Agence 1 » and « Agence 2 », « Val Nord » and « Val Sud »."""
    if a.name.numbers and b.name.numbers and not a.name.numbers & b.name.numbers:
        return Objection(True, veto_words("numéros différents dans les noms"))
    if a.name.compass and b.name.compass and not a.name.compass & b.name.compass:
        return Objection(True, veto_words("points cardinaux différents dans les noms"))
    return None


def other_service(a: Profile, b: Profile, spec: Spec) -> Objection | None:
    """Service words that contradict each other, or that one side alone has."""
    ours, theirs = a.services.all, b.services.all
    if ours == theirs:
        return None
    known = {service.code: service for service in spec.services}
    if ours and theirs:
        return _two_services(a, b, known)
    return _one_service(known, a if ours else b, b if ours else a)


def hosted(a: Profile, b: Profile, spec: Spec) -> Objection | None:
    """A France services and its host share a door and a name: debatable, so a human decides. A Pimms is both."""
    if a.services.france_services == b.services.france_services:
        return None
    if "pimms" in a.services.all & b.services.all:
        return None
    return Objection(False, doubt_words("un seul des deux se dit France services"))


RULES: tuple[Callable[[Profile, Profile, Spec], Objection | None], ...] = (
    same_register,
    moving,
    numbered,
    other_service,
    hosted,
)


def _two_services(a: Profile, b: Profile, known: dict[str, Service]) -> Objection:
    ours, theirs = a.services.all, b.services.all
    only = [known[code] for code in sorted(ours ^ theirs)]
    label = (next((service for service in only if service.strong), only[0])).label
    if ours & theirs:
        return Objection(False, doubt_words(f"un seul des deux est {label}"))
    strong = any(service.strong for service in only)
    circles = {known[code].circle for code in ours | theirs}
    first, second = sorted((_label(ours, known), _label(theirs, known)))
    if not strong and len(circles) == 1 and "" not in circles:
        return Objection(False, doubt_words(f"l’un est {first}, l’autre {second}"))
    if strong or (a.services.named and b.services.named):
        return Objection(True, veto_words(f"l’un est {first}, l’autre {second}"))
    return Objection(False, doubt_words("types de lieu différents"))


def _one_service(known: dict[str, Service], sayer: Profile, silent: Profile) -> Objection | None:
    said = [known[code] for code in sorted(sayer.services.all)]
    strong = next((service for service in said if service.strong), None)
    if strong and silent.services.france_services:
        return Objection(True, veto_words(f"l’un est {strong.label}"))
    if sayer.services.france_services and silent.services.france_services and not strong:
        return None
    if not sayer.services.named:
        return None if not strong else Objection(False, doubt_words(f"un seul des deux est {strong.label}"))
    return Objection(False, doubt_words(f"un seul des deux est {(strong or said[0]).label}"))


def _label(codes: frozenset[str], known: dict[str, Service]) -> str:
    return known[min(codes)].label
