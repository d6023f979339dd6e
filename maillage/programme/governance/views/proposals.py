"""Pages of the proposals: the list, one with its versions and its way, and what can happen to it now."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.governance.effects import effects_of, prepare_urls
from maillage.programme.governance.enums import ProposalEvent, ProposalState
from maillage.programme.governance.forms.proposals import AmendmentForm, MoveForm, ProposalForm
from maillage.programme.governance.presenters import proposals as presenters
from maillage.programme.governance.presenters.words import trail
from maillage.programme.governance.rules.proposals import moves_from
from maillage.programme.governance.selectors import proposals as selectors
from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.governance.services import proposals as services
from maillage.programme.governance.views.pages import show, show_form
from maillage.programme.people.access import allowed, current_user, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.parameters import asked_number
from maillage.programme.people.rules import Capability

PROPOSALS = ("Propositions", "/gouvernance/propositions/")
PAGE = 20
NOBODY_BEHIND = "Votre compte ne parle pour aucun membre : demandez aux co-pilotes de le relier."


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """The proposals, all or in one state."""
    state = request.GET.get("etat", "")
    state = state if state in ProposalState.values else ""
    found = selectors.proposals_of(the_governance(), current_user(request), state=state)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "governance/proposals/list.html",
        page=page,
        proposals=[presenters.proposal_line(one) for one in page],
        state=ProposalState(state).label if state else "",
        states=ProposalState.choices,
        asked=state,
    )


@requires(Capability.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Write a proposal."""
    governance, by, today = the_governance(), current_user(request), timezone.localdate()
    authors = selectors.authors_for(governance, by, today)
    form = ProposalForm(posted(request), authors=authors, groups=selectors.working_groups(governance))
    created = done(
        form, lambda: services.create_proposal(governance=governance, **form.cleaned_data, by=by, today=today)
    )
    if created:
        messages.success(request, "Le brouillon est gardé. Relisez-le, puis déposez-le.")
        return redirect("governance:proposal", public_id=created.public_id)
    warning = "" if authors.exists() else NOBODY_BEHIND
    return show_form(
        request,
        form,
        crumbs=trail(PROPOSALS, last="Écrire une proposition"),
        heading="Écrire une proposition",
        lead="Elle reste un brouillon tant que vous ne la déposez pas.",
        warning=warning,
        action="Garder le brouillon",
        back=PROPOSALS[1],
    )


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def proposal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One proposal: its text, what changed, its way, what can happen now."""
    user = current_user(request)
    found = selectors.proposal_by_id(the_governance(), user, public_id)
    versions = list(selectors.versions_of(found))
    rights = {
        "manages": allowed(request, Capability.MANAGE_GOVERNANCE),
        "is_author": allowed(request, Capability.PROPOSE) and selectors.is_author(user, found, timezone.localdate()),
    }
    last = versions[-1].number
    before, after = asked_number(request, "de", last - 1), asked_number(request, "a", last)
    return show(
        request,
        "governance/proposals/proposal.html",
        proposal=presenters.proposal_line(found),
        public_id=found.public_id,
        text=versions[-1].text,
        number=last,
        versions=presenters.version_lines(found, versions),
        difference=presenters.difference(versions, before, after),
        stages=presenters.stages(found),
        steps=presenters.timeline(selectors.steps_of(found)),
        actions=presenters.actions(found, **rights),
        can_amend=presenters.can_amend(found, **rights),
        effects=effects_of(found),
        prepare_urls=prepare_urls(found),
    )


@requires(Capability.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write a new version."""
    by, today = current_user(request), timezone.localdate()
    found = selectors.proposal_by_id(the_governance(), by, public_id)
    form = AmendmentForm(posted(request), initial={"text": selectors.current_version(found).text})
    if done(form, lambda: services.amend_proposal(proposal=found, **form.cleaned_data, by=by, today=today)):
        messages.success(request, "La nouvelle version est gardée ; la précédente reste lisible.")
        return redirect("governance:proposal", public_id=public_id)
    back = presenters.proposal_url(found)
    return show_form(
        request,
        form,
        crumbs=trail(PROPOSALS, (found.title, back), last="Amender"),
        heading=f"Amender : {found.title}",
        lead="Si une instance a déjà approuvé le texte, la nouvelle version repassera devant elle.",
        action="Enregistrer cette version",
        back=back,
    )


@requires(Capability.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, public_id: UUID, event: str) -> HttpResponse:
    """Make one event happen."""
    by, today = current_user(request), timezone.localdate()
    found = selectors.proposal_by_id(the_governance(), by, public_id)
    wanted = _event(found.state, event)
    if wanted is None:
        messages.warning(request, "Cette étape n’est plus possible : la proposition a avancé entre-temps.")
        return redirect("governance:proposal", public_id=public_id)
    form = MoveForm(posted(request), proposal=found, event=wanted)
    if done(
        form, lambda: services.move_proposal(proposal=found, event=wanted, **form.cleaned_data, by=by, today=today)
    ):
        messages.success(request, "L’étape est enregistrée.")
        return redirect("governance:proposal", public_id=public_id)
    back = presenters.proposal_url(found)
    label = presenters.ACTIONS[wanted]
    return show_form(
        request,
        form,
        crumbs=trail(PROPOSALS, (found.title, back), last=label),
        heading=f"{label} : {found.title}",
        lead=f"Aujourd’hui « {found.get_state_display()} ».",
        action=label,
        back=back,
    )


def _event(state: str, event: str) -> ProposalEvent | None:
    """The event of the address when the table allows it now; 404 when there is no such event."""
    if event not in presenters.ACTIONS:
        raise Http404
    asked = ProposalEvent(event)
    return asked if asked in moves_from(ProposalState(state)) else None
