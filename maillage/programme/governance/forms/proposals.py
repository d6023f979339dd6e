"""What is asked to write a proposal, to amend it and to move it."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.design.fields import reason_field
from maillage.programme.governance.enums import ProposalEvent, ProposalState
from maillage.programme.governance.forms.members import choose, offer
from maillage.programme.governance.models import Committee, Governance, Meeting, Member, Proposal
from maillage.programme.governance.rules.proposals import BACK, moves_from
from maillage.programme.governance.selectors.members import confirmed_members
from maillage.programme.governance.selectors.proposals import meetings_for_step, working_groups

LONGEST = 20_000


def _text() -> forms.CharField:
    return forms.CharField(
        label="Texte",
        help_text="Ce que la gouvernance est invitée à adopter. Une ligne vide sépare les paragraphes.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
    )


class ProposalForm(forms.Form):
    """A new proposal."""

    title = forms.CharField(label="Intitulé", max_length=200)
    author: forms.ModelChoiceField[Member] = forms.ModelChoiceField(
        label="Proposée par", queryset=None, empty_label="Choisissez"
    )
    group: forms.ModelChoiceField[Committee] = forms.ModelChoiceField(
        label="Groupe de travail", queryset=None, empty_label="Choisissez"
    )
    text = _text()

    def __init__(self, *args: Any, authors: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "author", authors)
        offer(self, "group", groups)


class SubmissionForm(forms.Form):
    """In whose name a scenario, of money or of sites, goes to the instances, and with which words."""

    author: forms.ModelChoiceField[Member] = forms.ModelChoiceField(
        label="Membre qui propose", queryset=None, required=False, empty_label="Les co-pilotes"
    )
    group: forms.ModelChoiceField[Committee] = forms.ModelChoiceField(
        label="Groupe de travail", queryset=None, required=False, empty_label="Aucun"
    )
    text = forms.CharField(label="Texte de la proposition", max_length=10000, widget=forms.Textarea(attrs={"rows": 14}))

    def __init__(self, *args: Any, governance: Governance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "author", confirmed_members(governance))
        offer(self, "group", working_groups(governance))


class AmendmentForm(forms.Form):
    """A new text, and what changes in it."""

    text = _text()
    note = forms.CharField(label="Ce qui change, en une phrase", required=False, max_length=300)


class MoveForm(forms.Form):
    """What an event asks: the meeting that decided it, where it goes, why. Only what it needs is shown."""

    meeting: forms.ModelChoiceField[Meeting] = forms.ModelChoiceField(
        label="Réunion qui l’a décidé",
        help_text="Les réunions ouvertes ou tenues de l’instance qui examine la proposition.",
        queryset=None,
        empty_label="Choisissez",
    )
    wanted = forms.TypedChoiceField(label="Renvoyer à l’étape", coerce=ProposalState)
    reason = reason_field("Pourquoi", hint="La raison est gardée, et lue par le membre qui propose.")

    def __init__(self, *args: Any, proposal: Proposal, event: ProposalEvent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state = ProposalState(proposal.state)
        move = moves_from(state)[event]
        if move.meeting:
            offer(self, "meeting", meetings_for_step(proposal, move.meeting))
        else:
            del self.fields["meeting"]
        if event is ProposalEvent.SEND_BACK:
            choose(self, "wanted", [(back.value, back.label) for back in BACK[state]])
        else:
            del self.fields["wanted"]
        if not move.reason:
            del self.fields["reason"]
