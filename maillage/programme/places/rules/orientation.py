"""Which place suits a person, and why: five plain questions, reasons for what is kept and for what is left out.

What a place does not say never keeps nor rejects it: it ranks lower, and the page says « à vérifier ».
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import Enum
from typing import Any

from maillage.tables.vocabulary import labels_of, with_narrower


class Travel(Enum):
    """How far a person can go, in kilometres as the crow flies."""

    HOME = 0.0
    WALK = 1.5
    TRANSPORT = 10.0
    CAR = 25.0


class Moment(Enum):
    """When a person can come: the days of the week (Monday is 0) and the hours."""

    ANY = (frozenset(range(7)), time(0), time(23, 59))
    MORNING = (frozenset(range(5)), time(8), time(12))
    AFTERNOON = (frozenset(range(5)), time(12), time(18))
    EVENING = (frozenset(range(5)), time(18), time(22))
    SATURDAY = (frozenset({5}), time(8), time(20))


@dataclass(frozen=True)
class Need:
    """What a person answered; an empty answer asks for nothing."""

    service: str = ""
    travel: Travel = Travel.TRANSPORT
    moment: Moment = Moment.ANY
    language: str = "fr"
    care: str = ""


@dataclass(frozen=True)
class Candidate:
    """A place as seen from the person: its values, how far it is, and its open spans of one week.

    `spans` are (day, opening, closing); None when the hours are not known. `stops` says, in words, the coming stops of
    an itinerant place near the person, with their distance.
    """

    key: Any
    values: Mapping[str, Any]
    distance_km: float | None
    spans: tuple[tuple[int, time, time], ...] | None
    stops: tuple[str, ...] = ()


@dataclass(frozen=True)
class Advice:
    """A candidate with why it suits, what to check, and why it does not."""

    candidate: Candidate
    suits: tuple[str, ...] = ()
    to_check: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass
class _Reasons:
    suits: list[str] = field(default_factory=list)
    to_check: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)


def orient(candidates: Iterable[Candidate], need: Need) -> tuple[list[Advice], list[Advice]]:
    """(places that suit, best first; places left out, nearest first), each with its reasons in French."""
    advices = [advise(candidate, need) for candidate in candidates]
    kept = [advice for advice in advices if not advice.against]
    left = [advice for advice in advices if advice.against]
    kept.sort(key=lambda a: (len(a.to_check), _distance(a), str(a.candidate.values.get("name", ""))))
    left.sort(key=lambda a: (len(a.against), _distance(a)))
    return kept, left


def advise(candidate: Candidate, need: Need) -> Advice:
    """One candidate against a need."""
    reasons = _Reasons()
    for judge in (_service, _distance_reason, _moment, _language, _care, _public):
        judge(candidate, need, reasons)
    return Advice(candidate, tuple(reasons.suits), tuple(reasons.to_check), tuple(reasons.against))


def _distance(advice: Advice) -> float:
    distance = advice.candidate.distance_km
    return 1e6 if distance is None else distance


def _service(candidate: Candidate, need: Need, reasons: _Reasons) -> None:
    if not need.service:
        return
    held = set(candidate.values.get("services") or ())
    word = labels_of("services", [need.service])[0]
    if held & with_narrower("services", [need.service]):
        reasons.suits.append(f"propose : {word}")
    elif held:
        reasons.against.append(f"ne propose pas : {word}")
    else:
        reasons.to_check.append("ses services ne sont pas connus")


def _distance_reason(candidate: Candidate, need: Need, reasons: _Reasons) -> None:
    if "remote" in (candidate.values.get("support_modes") or ()):
        reasons.suits.append("aide aussi à distance")
        return
    if need.travel is Travel.HOME:
        reasons.against.append("n’indique pas aider à distance")
        return
    if candidate.stops:
        reasons.suits.append(f"passe près de chez vous : {candidate.stops[0]}")
        return
    if candidate.distance_km is None:
        reasons.to_check.append("sa distance n’est pas connue")
    elif candidate.distance_km <= need.travel.value:
        reasons.suits.append(f"à {_km(candidate.distance_km)} à vol d’oiseau")
    else:
        reasons.against.append(f"trop loin : {_km(candidate.distance_km)} à vol d’oiseau")


def _moment(candidate: Candidate, need: Need, reasons: _Reasons) -> None:
    if need.moment is Moment.ANY:
        return
    days, earliest, latest = need.moment.value
    if candidate.spans is None:
        reasons.to_check.append("ses horaires ne sont pas connus : appelez avant")
    elif any(day in days and start < latest and end > earliest for day, start, end in candidate.spans):
        reasons.suits.append(f"ouvert {MOMENT_WORDS[need.moment]}")
    else:
        reasons.against.append(f"fermé {MOMENT_WORDS[need.moment]}")


def _language(candidate: Candidate, need: Need, reasons: _Reasons) -> None:
    if need.language in ("", "fr"):
        return
    held = set(candidate.values.get("languages") or ())
    word = labels_of("languages", [need.language])[0].lower()
    foreign = {"english"} if need.language == "en" else {"other_languages"}
    if need.language in held:
        reasons.suits.append(f"on y parle {word}")
    elif held - {"fr"}:
        reasons.against.append(f"n’indique pas parler {word}")
    elif foreign & set(candidate.values.get("special_care") or ()):
        reasons.suits.append("accueille les personnes qui parlent une autre langue")
    else:
        reasons.to_check.append(f"demandez si quelqu’un parle {word}")


def _care(candidate: Candidate, need: Need, reasons: _Reasons) -> None:
    if not need.care:
        return
    word = labels_of("special_care", [need.care])[0].lower()
    if need.care in (candidate.values.get("special_care") or ()):
        reasons.suits.append(f"prend en compte : {word}")
    else:
        reasons.to_check.append(f"n’indique pas de prise en charge : {word}")


def _public(candidate: Candidate, need: Need, reasons: _Reasons) -> None:
    if "no_public" in (candidate.values.get("access_modes") or ()):
        reasons.against.append("n’accueille pas de public")
    if "free" in (candidate.values.get("fees") or ()):
        reasons.suits.append("gratuit")


def _km(distance: float) -> str:
    if distance < 1:
        return f"{round(distance * 100) * 10}\u00a0m"
    return f"{distance:.1f}\u00a0km".replace(".", ",")


MOMENT_WORDS = {
    Moment.MORNING: "en semaine le matin",
    Moment.AFTERNOON: "en semaine l’après-midi",
    Moment.EVENING: "en semaine le soir",
    Moment.SATURDAY: "le samedi",
}
