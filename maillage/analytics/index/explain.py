"""Says in French why a territory has its score, from the contributions; rules only, the same words for everybody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.analytics.index.normalise import Array

NOTICEABLE = 0.05
NETWORK = frozenset({"no_thd_rate", "no_4g_rate"})
ADVICE: dict[str, str] = {
    "older_65_rate": "Pistes : ateliers pour seniors, visites à domicile, passage d’un bus.",
    "no_diploma_rate": "Pistes : parcours d’apprentissage longs, avec les acteurs de la lutte contre l’illettrisme.",
    "below_bac_rate": "Pistes : parcours d’apprentissage longs, lien avec les cours de français.",
    "foreigners_rate": "Pistes : ateliers de français et supports en plusieurs langues.",
    "poverty_rate": "Pistes : aide aux démarches et accès au matériel à bas prix.",
    "unemployment_rate": "Pistes : aide aux démarches avec France Travail et les missions locales.",
    "rsa_rate": "Pistes : aide aux démarches avec la CAF et le Département.",
    "one_parent_rate": "Pistes : permanences aux horaires des familles, avec garde d’enfants.",
    "one_person_rate": "Pistes : repérage par les voisins, les CCAS et les aides à domicile.",
    "no_car_rate": "Pistes : permanences de proximité et transport à la demande.",
    "no_thd_rate": "Pistes : raccordement et points d’accès public à internet.",
    "no_4g_rate": "Pistes : couverture mobile avec les opérateurs, points d’accès public.",
    "public_service_distance": "Pistes : itinérance et permanences dans les mairies.",
    "library_distance": "Pistes : itinérance et permanences dans les mairies.",
}


@dataclass(frozen=True)
class Wording:
    """How one indicator is named in sentences: what drives the score ("le niveau de diplôme")."""

    code: str
    driver: str


def decimal(value: float, digits: int = 1) -> str:
    """A number in French: decimal comma, true minus sign."""
    text = f"{abs(value):.{digits}f}".replace(".", ",")
    return f"−{text}" if value < 0 and float(f"{abs(value):.{digits}f}") else text


def signed(value: float, digits: int = 1) -> str:
    """A difference in French, always with its sign."""
    return f"+{decimal(value, digits)}" if value >= 0 else f"−{decimal(-value, digits)}"


def explain(
    name: str,
    score: float,
    reference_name: str,
    reference_score: float,
    parts: Array,
    wordings: tuple[Wording, ...],
    scale_end: str,
) -> str:
    """The sentence of one territory; `parts` (k,) are its contributions, NaN score meaning "no score"."""
    if np.isnan(score):
        return f"{name} : pas de score, trop d’indicateurs manquent."
    gap = score - reference_score
    verdict = _verdict(gap)
    start = (
        f"{name} : {decimal(score)} {scale_end}, {verdict} l’ensemble {reference_name} ({decimal(reference_score)})."
    )
    order = np.argsort(-np.abs(parts), kind="stable")
    up = [k for k in order if parts[k] >= NOTICEABLE][:3]
    down = [k for k in order if parts[k] <= -NOTICEABLE][:2]
    sentences = [start]
    if up:
        sentences.append(f"Ce qui expose le plus : {_listing(up, parts, wordings)}.")
    if down:
        sentences.append(f"Ce qui protège : {_listing(down, parts, wordings)}.")
    if not up and not down:
        sentences.append("Aucun indicateur ne s’écarte nettement.")
    if up:
        sentences.append(_advice(parts, wordings, int(up[0])))
    return " ".join(sentence for sentence in sentences if sentence)


def _verdict(gap: float) -> str:
    if gap >= NOTICEABLE:
        return "plus que"
    if gap <= -NOTICEABLE:
        return "moins que"
    return "autant que"


def _advice(parts: Array, wordings: tuple[Wording, ...], first: int) -> str:
    network = sum(float(parts[k]) for k, w in enumerate(wordings) if w.code in NETWORK and parts[k] > 0)
    social = sum(float(parts[k]) for k, w in enumerate(wordings) if w.code not in NETWORK and parts[k] > 0)
    if network > social:
        return "Pistes : agir d’abord sur les réseaux (raccordement, couverture mobile, points d’accès)."
    return ADVICE.get(wordings[first].code, "")


def _listing(places: list[int], parts: Array, wordings: tuple[Wording, ...]) -> str:
    named = [f"{wordings[k].driver} ({signed(float(parts[k]))})" for k in places]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} et {named[-1]}"


def what_if(contribution: float, median_contribution: float, score: float) -> float:
    """The score if one indicator were at the median of the territories compared (additive recipes)."""
    return score - contribution + median_contribution
