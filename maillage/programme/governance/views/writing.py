"""What can be written on an item during a meeting: its form, and the command that keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.utils import timezone

from maillage.programme.governance.enums import DecisionMethod, Outcome
from maillage.programme.governance.forms import live as forms
from maillage.programme.governance.models import AgendaItem, Meeting
from maillage.programme.governance.services.ballots import open_ballot
from maillage.programme.governance.services.follow_ups import add_follow_up
from maillage.programme.governance.services.live import add_intervention, quote_figure, record_decision
from maillage.programme.people.models import User

Answers = dict[str, Any]


@dataclass(frozen=True)
class Writer:
    """A kind of thing to write."""

    form: Callable[[Any, Meeting], Form]
    write: Callable[[AgendaItem, Answers, User], object]


def _intervention(item: AgendaItem, answers: Answers, by: User) -> object:
    return add_intervention(item=item, by=by, now=timezone.now(), **answers)


def _figure(item: AgendaItem, answers: Answers, by: User) -> object:
    return quote_figure(item=item, by=by, today=timezone.localdate(), **answers)


def _decision(item: AgendaItem, answers: Answers, by: User) -> object:
    wording, conditions, now = answers["wording"], answers["conditions"], timezone.now()
    if answers["method"] == DecisionMethod.VOTE:
        return open_ballot(
            item=item, wording=wording, conditions=conditions, is_secret=answers["is_secret"], by=by, now=now
        )
    outcome = Outcome(answers["outcome"])
    return record_decision(item=item, wording=wording, conditions=conditions, outcome=outcome, by=by, now=now)


def _follow_up(item: AgendaItem, answers: Answers, by: User) -> object:
    return add_follow_up(item=item, by=by, **answers)


WRITERS = {
    "intervention": Writer(lambda typed, _: forms.InterventionForm(typed, auto_id="dit-%s"), _intervention),
    "chiffre": Writer(lambda typed, _: forms.FigureForm(typed, auto_id="chiffre-%s"), _figure),
    "decision": Writer(lambda typed, _: forms.DecisionForm(typed, auto_id="decision-%s"), _decision),
    "suite": Writer(lambda typed, meeting: forms.FollowUpForm(typed, meeting=meeting, auto_id="suite-%s"), _follow_up),
}
