"""What the adoption of a proposal will do, in words that the instances read before they vote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from maillage.design.parts import Crumb
from maillage.programme.governance.effects import EffectLine
from maillage.programme.governance.enums import ProposalState
from maillage.programme.governance.models import Proposal
from maillage.programme.governance.rules.proposals import ENDED
from maillage.programme.roadmap.models import Action, ProposedEffect
from maillage.programme.roadmap.presenters.actions import field_label, value_words
from maillage.programme.roadmap.selectors.effects import effects_prepared


def effect_lines(proposal: Proposal) -> Iterable[EffectLine]:
    """The effects of a proposal, each with the action that it made or changes."""
    return [
        EffectLine(effect_words(one), action_url(one.action) if one.action else "", one.applied_at is not None)
        for one in effects_prepared(proposal)
    ]


def effect_words(effect: ProposedEffect) -> str:
    """« Créer une action : Former soixante professionnels »."""
    sheet = effect.content.get("sheet") or {}
    subject = sheet.get("title") or effect.content.get("label") or (str(effect.action) if effect.action else "")
    return f"{effect.get_kind_display()} : {subject}" if subject else effect.get_kind_display()


# What a proposal can do, and the page that prepares it; a subject above adds its own.
_preparations = [
    ("Créer une action", "roadmap:effect_create"),
    ("Modifier une action", "roadmap:effect_update"),
    ("Adopter une feuille de route", "roadmap:effect_adopt"),
    ("Fixer une cible", "roadmap:effect_target"),
]


def register_preparation(label: str, name: str) -> None:
    """Add a page that prepares an effect; called once, when its app is ready."""
    if (label, name) not in _preparations:
        _preparations.append((label, name))


def preparations(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """What can be prepared for a proposal, and where."""
    keys = {"public_id": proposal.public_id}
    return tuple((label, reverse(name, kwargs=keys)) for label, name in _preparations)


def prepare_url(proposal: Proposal) -> str:
    """The page where the effects are prepared."""
    return reverse("roadmap:effects", kwargs={"public_id": proposal.public_id})


def action_url(action: Action) -> str:
    """The page of an action."""
    return reverse("roadmap:action", kwargs={"public_id": action.public_id})


@dataclass(frozen=True)
class PreparedLine:
    """An effect on the page where they are prepared."""

    label: str
    details: str
    url: str
    done: bool
    drop_url: str


def prepared_lines(proposal: Proposal) -> tuple[PreparedLine, ...]:
    """The effects with their details, and how to take each back."""
    return tuple(_prepared(one) for one in effects_prepared(proposal))


def _prepared(effect: ProposedEffect) -> PreparedLine:
    sheet = effect.content.get("sheet") or {}
    budget = {f"budget:{key}": amount for key, amount in (sheet.get("budget") or {}).items()}
    fields = {name: value for name, value in sheet.items() if name not in ("title", "budget") and value}
    words = [f"{field_label(name)} : {value_words(name, value)}" for name, value in {**fields, **budget}.items()]
    keys = {"public_id": effect.proposal.public_id, "number": effect.pk}
    return PreparedLine(
        effect_words(effect),
        " ; ".join(words),
        action_url(effect.action) if effect.action else "",
        effect.applied_at is not None,
        reverse("roadmap:effect_drop", kwargs=keys),
    )


def may_prepare(proposal: Proposal) -> bool:
    """Whether effects can still be prepared."""
    return ProposalState(proposal.state) not in ENDED


def crumbs(proposal: Proposal, last: str) -> tuple[Crumb, ...]:
    """The path to the effects of a proposal."""
    url = reverse("governance:proposal", kwargs={"public_id": proposal.public_id})
    return (
        Crumb("Accueil", "/"),
        Crumb("Gouvernance", reverse("governance:home")),
        Crumb(proposal.title, url),
        Crumb("Effets de l’adoption", prepare_url(proposal)),
        Crumb(last),
    )
