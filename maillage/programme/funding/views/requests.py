"""Pages of the requests: written in two steps, filed, examined; their papers and their documents."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.design.documents.paper import ODT, Paper, paper_odt, paper_pdf
from maillage.programme.funding import documents
from maillage.programme.funding.enums import RequestEvent, RequestState
from maillage.programme.funding.forms.requests import AskForm, EventForm, PaperForm, StartForm, initial_of
from maillage.programme.funding.presenters import requests as presenters
from maillage.programme.funding.presenters.envelopes import HOME, rules_of, trail
from maillage.programme.funding.rules.papers import extension_of
from maillage.programme.funding.rules.states import WRITABLE, Actor, moves_from
from maillage.programme.funding.selectors import agreements as agreement_selectors
from maillage.programme.funding.selectors import requests as selectors
from maillage.programme.funding.selectors.checks import deposit_faults
from maillage.programme.funding.selectors.envelopes import envelope_by_code
from maillage.programme.funding.services import requests as services
from maillage.programme.funding.services.papers import add_paper
from maillage.programme.funding.views.pages import actors_of, found_request, show, show_form
from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.rules import Capability
from maillage.programme.roadmap.selectors.actions import action_by_id

TYPES = {"pdf": "application/pdf", "odt": ODT}
FILES = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg"}


@requires(Capability.REQUEST_FUNDING)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """First step: which action, which envelope."""
    form = StartForm(posted(request), governance=the_governance(), user=current_user(request))
    if form.is_valid():
        chosen = form.cleaned_data
        keys = {"code": chosen["envelope"].code, "public_id": chosen["action"].public_id}
        return redirect(reverse("funding:request_new", kwargs=keys))
    heading, lead = "Demander un financement", "Choisissez l’action, puis l’enveloppe. Rien n’est envoyé encore."
    crumbs = trail(last=heading)
    return show_form(request, form, crumbs=crumbs, heading=heading, action="Continuer", back=HOME[1], lead=lead)


@requires(Capability.REQUEST_FUNDING)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Second step: the draft."""
    governance, by, today = the_governance(), current_user(request), timezone.localdate()
    envelope, action = envelope_by_code(governance, code), action_by_id(governance, by, public_id)
    form = AskForm(posted(request), envelope=envelope)
    draft = services.draft_request
    made = done(form, lambda: draft(envelope=envelope, action=action, ask=form.ask(), by=by, today=today))
    if made:
        messages.success(request, "Le brouillon est gardé. Ajoutez les pièces, puis déposez-le.")
        return redirect("funding:request", public_id=made.public_id)
    heading = f"Demander à « {envelope.title} »"
    context = {"form": form, "rules": rules_of(code), "heading": heading, "crumbs": trail(last=heading)}
    return show(request, "funding/ask.html", **context, lead=str(action), back=HOME[1])


@requires(Capability.SEE_FUNDING)
@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One request: where it stands, what is next, its money, its papers, its agreements."""
    found, today = found_request(request, public_id), timezone.localdate()
    actors, state = actors_of(request, found), RequestState(found.state)
    writes = Actor.ASKER in actors
    signed = {one.beneficiary_id for one in agreement_selectors.agreements_of(found)}
    return show(
        request,
        "funding/request.html",
        request_=presenters.request_line(found),
        public_id=public_id,
        stages=presenters.stages(found),
        acts=presenters.acts(found, actors),
        writable=writes and state in WRITABLE,
        writes=writes,
        funds=Actor.FUNDER in actors,
        faults=deposit_faults(found, today) if writes and state in WRITABLE else [],
        plan=presenters.plan_table(found),
        shares=presenters.shares_table(found),
        papers=presenters.paper_lines(found, selectors.papers_of(found)),
        agreements=presenters.agreement_views(agreement_selectors.agreements_of(found)),
        to_agree=[one for one in found.beneficiaries.all() if one.pk not in signed] if state == "accepted" else [],
        settles=state == RequestState.JUSTIFIED,
        history=presenters.history(selectors.transitions_of(found)),
        trains=presenters.trains(found),
        trainee_count=found.trainees.count(),
    )


@requires(Capability.REQUEST_FUNDING)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Rewrite a request that nobody examines."""
    found, by, today = found_request(request, public_id), current_user(request), timezone.localdate()
    form = AskForm(posted(request), envelope=found.envelope, initial=initial_of(found))
    if done(form, lambda: services.update_request(request=found, ask=form.ask(), by=by, today=today)):
        messages.success(request, "La demande est à jour.")
        return redirect("funding:request", public_id=public_id)
    back, heading = presenters.request_url(found), "Modifier la demande"
    crumbs = trail((str(found), back), last=heading)
    context = {"form": form, "rules": rules_of(found.envelope.code), "heading": heading, "crumbs": crumbs}
    return show(request, "funding/ask.html", **context, lead=str(found), back=back)


@requires(Capability.SEE_FUNDING)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, public_id: UUID, event: str) -> HttpResponse:
    """Make one event happen; the service knows who may."""
    found, by, today = found_request(request, public_id), current_user(request), timezone.localdate()
    if event not in presenters.ON_REQUEST:
        raise Http404
    wanted = RequestEvent(event)
    if wanted not in moves_from(RequestState(found.state)):
        messages.warning(request, "Cette étape n’est plus possible : la demande a avancé entre-temps.")
        return redirect("funding:request", public_id=public_id)
    form = EventForm(posted(request), request=found, event=wanted, initial={"granted_eur": found.asked_eur})
    act = services.move_request
    if done(form, lambda: act(request=found, event=wanted, **form.cleaned_data, by=by, today=today)):
        messages.success(request, "L’étape est enregistrée.")
        return redirect("funding:request", public_id=public_id)
    back = presenters.request_url(found)
    crumbs, lead = trail((str(found), back), last=wanted.label), f"Aujourd’hui « {found.get_state_display()} »."
    return show_form(request, form, crumbs=crumbs, heading=wanted.label, action=wanted.label, back=back, lead=lead)


@requires(Capability.REQUEST_FUNDING)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a paper."""
    found, by, today = found_request(request, public_id), current_user(request), timezone.localdate()
    files = request.FILES if request.method == "POST" else None
    form = PaperForm(posted(request), files, request=found)
    if done(form, lambda: add_paper(request=found, **form.kept(), by=by, today=today)):
        messages.success(request, "La pièce est gardée.")
        return redirect("funding:request", public_id=public_id)
    back, heading = presenters.request_url(found), "Ajouter une pièce"
    crumbs = trail((str(found), back), last=heading)
    return show(request, "funding/upload.html", form=form, crumbs=crumbs, heading=heading, back=back, lead=str(found))


@requires(Capability.SEE_FUNDING)
@require_safe
def paper(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Open a paper: always as a download, under the type of its bytes."""
    found = selectors.paper_by_id(found_request(request, public_id), number)
    with found.file.open("rb") as file:
        content = file.read()
    extension = extension_of(content)
    name = f"{found.kind}-{found.pk}{extension}"
    response = HttpResponse(content, content_type=FILES.get(extension, "application/octet-stream"))
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires(Capability.SEE_FUNDING)
@require_safe
def plan(request: HttpRequest, public_id: UUID, code: str) -> HttpResponse:
    """The financing plan, as PDF or ODT."""
    found = found_request(request, public_id)
    return document(documents.plan_paper(found), code, f"plan-de-financement-{found.action.reference}")


def document(paper_: Paper, code: str, name: str) -> HttpResponse:
    """A paper as a download."""
    if code not in TYPES:
        raise Http404
    content = paper_pdf(paper_) if code == "pdf" else paper_odt(paper_)
    response = HttpResponse(content, content_type=TYPES[code])
    response["Content-Disposition"] = f'attachment; filename="{name}.{code}"'
    return response
