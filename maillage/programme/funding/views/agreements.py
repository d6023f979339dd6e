"""Pages of the agreements: prepared, signed, amended, paid, spent, reported, refunded; and of the trainees."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.programme.funding import documents
from maillage.programme.funding.forms import agreements as forms
from maillage.programme.funding.models import Agreement, GrantRequest
from maillage.programme.funding.presenters.envelopes import trail
from maillage.programme.funding.presenters.requests import request_url
from maillage.programme.funding.selectors import agreements as selectors
from maillage.programme.funding.services import agreements as services
from maillage.programme.funding.services.trainees import add_trainee
from maillage.programme.funding.views.pages import found_request, show_form
from maillage.programme.funding.views.requests import document
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import attempt, done, posted
from maillage.programme.people.rules import Capability

METHODS = ["GET", "HEAD", "POST"]


@requires(Capability.MANAGE_FUNDING)
@require_http_methods(METHODS)
def prepare(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Write the agreement of a beneficiary."""
    found, by, today = found_request(request, public_id), current_user(request), timezone.localdate()
    one = selectors.beneficiary_by_id(found, number)
    form = forms.AgreementForm(posted(request))
    act = lambda: services.prepare_agreement(beneficiary=one, **form.cleaned_data, by=by, today=today)  # noqa: E731
    heading = f"Préparer la convention : {one.member}"
    return _answer(request, found, form, act, heading, "Préparer", "La convention est prête à signer.")


@requires(Capability.MANAGE_FUNDING)
@require_http_methods(METHODS)
def sign(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Note the signature."""
    found, one = _agreement(request, public_id, number)
    by, today = current_user(request), timezone.localdate()
    form = forms.SignatureForm(posted(request), initial={"signed_on": today})
    act = lambda: services.sign_agreement(agreement=one, **form.cleaned_data, by=by, today=today)  # noqa: E731
    return _answer(request, found, form, act, f"Signer la {str(one).lower()}", "Signer", "La convention est signée.")


@requires(Capability.MANAGE_FUNDING)
@require_http_methods(METHODS)
def amend(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Add an amendment."""
    found, one = _agreement(request, public_id, number)
    by, today = current_user(request), timezone.localdate()
    form = forms.AmendmentForm(posted(request))
    act = lambda: services.amend_agreement(agreement=one, **form.cleaned_data, by=by, today=today)  # noqa: E731
    return _answer(request, found, form, act, f"Avenant à la {str(one).lower()}", "Signer", "L’avenant est gardé.")


@requires(Capability.MANAGE_FUNDING)
@require_http_methods(METHODS)
def pay(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Note a payment."""
    found, one = _agreement(request, public_id, number)
    by, today = current_user(request), timezone.localdate()
    form = forms.PaymentForm(posted(request), initial={"paid_on": today})
    act = lambda: services.pay(agreement=one, **form.cleaned_data, by=by, today=today)  # noqa: E731
    return _answer(request, found, form, act, f"Verser : {one}", "Noter le versement", "Le versement est noté.")


@requires(Capability.REQUEST_FUNDING)
@require_http_methods(METHODS)
def expense(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Count an expense."""
    found, one = _agreement(request, public_id, number)
    by, today = current_user(request), timezone.localdate()
    form = forms.ExpenseForm(posted(request))
    act = lambda: services.add_expense(agreement=one, **form.kept(), by=by, today=today)  # noqa: E731
    return _answer(request, found, form, act, f"Ajouter une dépense : {one}", "Ajouter", "La dépense est comptée.")


@requires(Capability.REQUEST_FUNDING)
@require_http_methods(METHODS)
def report(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """File the report."""
    found, one = _agreement(request, public_id, number)
    by, today = current_user(request), timezone.localdate()
    form = forms.ReportForm(posted(request))
    act = lambda: services.file_report(agreement=one, **form.cleaned_data, by=by, today=today)  # noqa: E731
    heading = f"Déposer le bilan : {one}"
    return _answer(request, found, form, act, heading, "Déposer le bilan", "Le bilan est déposé.")


@requires(Capability.INSTRUCT_FUNDING)
@require_POST
def settle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close the request, or claim what is not justified."""
    found, by, today = found_request(request, public_id), current_user(request), timezone.localdate()
    attempt(request, lambda: services.settle_request(request=found, by=by, today=today), "L’étape est enregistrée.")
    return redirect("funding:request", public_id=public_id)


@requires(Capability.INSTRUCT_FUNDING)
@require_http_methods(METHODS)
def refund(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Note that money came back."""
    found, one = _agreement(request, public_id, number)
    by, today = current_user(request), timezone.localdate()
    form = forms.RefundForm(posted(request), initial={"refunded_on": today})
    act = lambda: services.note_refund(agreement=one, **form.cleaned_data, by=by, today=today)  # noqa: E731
    heading = f"Noter la restitution : {one}"
    return _answer(request, found, form, act, heading, "Noter la restitution", "La restitution est notée.")


@requires(Capability.REQUEST_FUNDING)
@require_http_methods(METHODS)
def trainee(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add someone trained."""
    found, by, today = found_request(request, public_id), current_user(request), timezone.localdate()
    form = forms.TraineeForm(posted(request))
    act = lambda: add_trainee(request=found, **form.kept(), by=by, today=today)  # noqa: E731
    lead = "Seul ce que la convention demande est gardé, et effacé cinq ans après le solde."
    return _answer(request, found, form, act, "Ajouter un stagiaire", "Ajouter", "Le stagiaire compte.", lead)


@requires(Capability.SEE_FUNDING)
@require_safe
def agreement_file(request: HttpRequest, public_id: UUID, number: int, code: str) -> HttpResponse:
    """The convention, as PDF or ODT."""
    _, one = _agreement(request, public_id, number)
    return document(documents.agreement_paper(one), code, f"convention-{one.number}")


@requires(Capability.SEE_FUNDING)
@require_safe
def expenses_file(request: HttpRequest, public_id: UUID, number: int, code: str) -> HttpResponse:
    """The expenditure statement, as PDF or ODT."""
    _, one = _agreement(request, public_id, number)
    return document(documents.expenses_paper(one), code, f"depenses-{one.number}")


@requires(Capability.REQUEST_FUNDING)
@require_safe
def trainees_file(request: HttpRequest, public_id: UUID, code: str) -> HttpResponse:
    """The list of trainees, as PDF or ODT, for those who ask and who run the programme."""
    found = found_request(request, public_id)
    paper = documents.trainees_paper(found, list(found.trainees.all()), timezone.localdate())
    return document(paper, code, f"stagiaires-{found.action.reference}")


def _agreement(request: HttpRequest, public_id: UUID, number: int) -> tuple[GrantRequest, Agreement]:
    found = found_request(request, public_id)
    return found, selectors.agreement_by_id(found, number)


def _answer(
    request: HttpRequest,
    found: GrantRequest,
    form: Form,
    act: Callable[[], object],
    heading: str,
    label: str,
    success: str,
    lead: str = "",
) -> HttpResponse:
    """A form of one request: done and told, or shown again with what was typed."""
    if done(form, act):
        messages.success(request, success)
        return redirect("funding:request", public_id=found.public_id)
    back = request_url(found)
    crumbs = trail((str(found), back), last=heading)
    return show_form(request, form, crumbs=crumbs, heading=heading, action=label, back=back, lead=lead or str(found))
