"""Pages of a ballot: who has a voice, casting it, closing."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillage.programme.governance.enums import VoteChoice
from maillage.programme.governance.models import Decision
from maillage.programme.governance.presenters.decisions import decision_line, voice_lines
from maillage.programme.governance.presenters.meetings import meeting_head
from maillage.programme.governance.selectors.attendance import quorum_for, voters_of
from maillage.programme.governance.selectors.decisions import decision_for
from maillage.programme.governance.selectors.meetings import manages
from maillage.programme.governance.services import ballots as services
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import attempt
from maillage.programme.people.models import User
from maillage.programme.people.rules import Capability


@requires(Capability.SEE_GOVERNANCE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The wording, the voices, and a button for each voice that this account carries."""
    viewer = current_user(request)
    decision = decision_for(viewer, decision_id)
    member, choice = request.POST.get("membre", ""), request.POST.get("choix")
    if request.method == "POST":
        if choice in VoteChoice.values and member.isascii() and member.isdigit():
            _cast(request, decision, int(member), VoteChoice(choice), viewer)
        return redirect("governance:ballot", decision_id=decision_id)
    meeting = decision.item.meeting
    voices = voice_lines(decision, voters_of(meeting), user=viewer.pk, manages=manages(viewer))
    context = {
        "head": meeting_head(meeting),
        "decision": decision_line(decision),
        "voices": voices,
        "waiting": sum(not voice.voted for voice in voices),
        "choices": VoteChoice.choices,
        "secret": decision.is_secret,
        "quorum": quorum_for(meeting).words if decision.ballot_open else decision.quorum_words,
        "manages": manages(viewer),
        "item_id": decision.item_id,
        "demonstration": meeting.is_demonstration,
    }
    return render(request, "governance/live/ballot.html", context)


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def ballot_state(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Close a ballot, or take it back."""
    by = current_user(request)
    decision = decision_for(by, decision_id)
    if request.POST.get("acte") == "retirer":
        meeting = decision.item.meeting
        command = partial(services.withdraw_ballot, decision=decision, by=by)
        if attempt(request, command, "Le scrutin est retiré."):
            return redirect("governance:live", public_id=meeting.public_id)
    elif request.POST.get("acte") == "fermer":
        attempt(request, partial(services.close_ballot, decision=decision, by=by, now=timezone.now()))
    return redirect("governance:ballot", decision_id=decision_id)


def _cast(request: HttpRequest, decision: Decision, member: int, choice: VoteChoice, by: User) -> bool:
    command = partial(services.cast_vote, decision=decision, member_id=member, choice=choice, by=by)
    return attempt(request, lambda: command(now=timezone.now()), "La voix est comptée.")
