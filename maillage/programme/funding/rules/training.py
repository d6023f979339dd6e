"""The training envelope (F7): one recipient, who is trained, by whom, and when what is left can be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from maillage.design.typography import day_of
from maillage.programme.governance.enums import GovernanceRole


@dataclass(frozen=True)
class Recipient:
    """The body that would receive the training money."""

    name: str
    roles: frozenset[GovernanceRole]
    is_training_body: bool


@dataclass(frozen=True)
class Trained:
    """A trainee as the rules see it."""

    full_name: str
    employer_siret: str
    is_conseiller_numerique: bool
    employer_in_uniformation: bool
    qualiopi_until: date
    trained_on: date


def recipient_faults(recipients: Sequence[Recipient], derogation: str) -> list[str]:
    """One recipient, never a training body, a co-sponsor or by a reasoned derogation."""
    if len(recipients) != 1:
        return [f"L’enveloppe de formation a un seul récipiendaire, et la demande en nomme {len(recipients)}."]
    (one,) = recipients
    if one.is_training_body:
        return [f"{one.name} est un organisme de formation : il ne peut pas être récipiendaire."]
    carries = one.roles & {GovernanceRole.CO_SPONSOR, GovernanceRole.CO_PILOT}
    if not carries and not derogation.strip():
        return [f"{one.name} n’est pas co-porteur : dites la raison de la dérogation."]
    return []


def trainee_faults(one: Trained) -> list[str]:
    """Why someone does not count among the trainees."""
    faults = []
    if one.is_conseiller_numerique:
        faults.append("les conseillers numériques ont leur propre formation")
    if one.employer_in_uniformation:
        faults.append("les salariés des adhérents d’Uniformation sont formés par leur OPCO")
    if one.qualiopi_until < one.trained_on:
        faults.append(f"l’organisme n’était plus certifié Qualiopi le {day_of(one.trained_on)}")
    return faults


def eligible_count(trainees: Sequence[Trained]) -> int:
    """How many distinct people count: the same name at the same employer counts once."""
    return len({(one.full_name.casefold(), one.employer_siret) for one in trainees if not trainee_faults(one)})


def remainder_fault(count: int, least: int) -> str:
    """What is left pays something else only once the promised number is trained."""
    if count >= least:
        return ""
    return f"Le reliquat se libère à {least} personnes formées : il y en a {count}."
