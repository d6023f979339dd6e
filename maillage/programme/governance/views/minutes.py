"""The relevé of a meeting: its page, its steps, its exports, and what anyone may read once it is diffused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.design.documents.minutes import minutes_html, public_version
from maillage.programme.governance.enums import MinutesState
from maillage.programme.governance.forms import minutes as forms
from maillage.programme.governance.models import Minutes
from maillage.programme.governance.presenters import minutes as presenters
from maillage.programme.governance.selectors import minutes as selectors
from maillage.programme.governance.selectors.meetings import meeting_for
from maillage.programme.governance.services import minutes as services
from maillage.programme.people.access import HOUR, allowed, current_user, public, requires, shared
from maillage.programme.people.rules import Capability

READERS = (MinutesState.PUBLISHED, MinutesState.ARCHIVED)


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def minutes_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The relevé as it stands, its remarks, and what can be done now."""
    minutes = selectors.minutes_of(public_id)
    document, comments = selectors.document_of(minutes), list(minutes.comments.all())
    context = {
        "minutes": minutes,
        "sheet": presenters.sheet(minutes, comments),
        "document": minutes_html(document),
        "chapters": presenters.passages(document, comments),
        "formats": presenters.FORMATS.values(),
        "manages": allowed(request, Capability.MANAGE_GOVERNANCE),
        "signs": allowed(request, Capability.SIGN_MINUTES),
        "comments_allowed": allowed(request, Capability.PROPOSE),
        **_forms(minutes),
        "demonstration": minutes.meeting.is_demonstration,
    }
    return render(request, "governance/minutes.html", context)


def _forms(minutes: Minutes) -> dict[str, Form]:
    words = {"next_steps": minutes.next_steps, "closing": minutes.closing}
    return {
        "words": forms.WordsForm(initial=words),
        "review": forms.ReviewForm(),
        "signature": forms.SignatureForm(),
        "erratum": forms.ErratumForm(),
    }


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def begin(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Begin the relevé of a meeting."""
    meeting = meeting_for(current_user(request), public_id)
    try:
        services.begin_minutes(meeting=meeting, by=current_user(request))
    except services.MinutesRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("governance:meeting", public_id=public_id)
    return redirect("governance:minutes", public_id=public_id)


STEPS: dict[str, tuple[type[Form], Callable[..., object], str]] = {
    "textes": (forms.WordsForm, services.write_minutes, "Les textes sont enregistrés."),
    "relecture": (forms.ReviewForm, services.review_minutes, "La relecture est ouverte."),
    "approbation": (Form, services.approve_minutes, "Le relevé est approuvé : son texte est gardé tel quel."),
    "reprise": (Form, services.reopen_minutes, "Le relevé est de nouveau en rédaction."),
    "diffusion": (Form, services.publish_minutes, "Le relevé est diffusé."),
    "archivage": (Form, services.archive_minutes, "Le relevé est archivé."),
    "erratum": (forms.ErratumForm, services.add_erratum, "L’erratum est ajouté."),
}
DATED = {"relecture": "today", "erratum": "today", "diffusion": "now"}


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def step(request: HttpRequest, public_id: UUID, name: str) -> HttpResponse:
    """One step of the relevé; a refusal is said and nothing changes."""
    if name not in STEPS:
        raise Http404("Cette étape n’existe pas.")
    kind, service, done = STEPS[name]
    return _done(request, public_id, kind(request.POST), service, done, DATED.get(name, ""))


@requires(Capability.SIGN_MINUTES)
@require_POST
def sign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Sign the approved text."""
    signed = "Le relevé est signé. Il ne change plus."
    return _done(request, public_id, forms.SignatureForm(request.POST), services.sign_minutes, signed, "now")


@requires(Capability.PROPOSE)
@require_POST
def comment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A remark on one paragraph."""
    form = forms.RemarkForm(request.POST)
    return _done(request, public_id, form, services.comment_minutes, "Votre remarque est enregistrée.", "")


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def resolve(request: HttpRequest, public_id: UUID, comment_id: int) -> HttpResponse:
    """The remark was dealt with."""
    services.resolve_comment(comment=selectors.comment_of(public_id, comment_id), by=current_user(request))
    messages.success(request, "La remarque est traitée.")
    return redirect("governance:minutes", public_id=public_id)


def _done(
    request: HttpRequest, public_id: UUID, form: Form, service: Callable[..., object], done: str, dated: str
) -> HttpResponse:
    moments: dict[str, Any] = {"today": timezone.localdate()} if dated == "today" else {}
    moments |= {"now": timezone.now()} if dated == "now" else {}
    minutes = selectors.minutes_of(public_id)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("governance:minutes", public_id=public_id)
    try:
        service(minutes=minutes, by=current_user(request), **form.cleaned_data, **moments)
    except services.MinutesRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("governance:minutes", public_id=public_id)


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def export(request: HttpRequest, public_id: UUID, code: str) -> HttpResponse:
    """The relevé as a file, complete or public."""
    minutes = selectors.minutes_of(public_id)
    return _file(minutes, code, public_only=request.GET.get("version") == "publique")


@public
@shared(HOUR)
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """The relevés that anyone may read."""
    return render(request, "governance/minutes_published.html", {"found": selectors.published_minutes()[:200]})


@public
@shared(HOUR)
@require_safe
def published_one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The public version of one relevé."""
    minutes = _published(public_id)
    document = minutes_html(public_version(selectors.public_part(minutes)))
    context = {
        "minutes": minutes,
        "document": document,
        "formats": presenters.FORMATS.values(),
        "demonstration": minutes.meeting.is_demonstration,
    }
    return render(request, "governance/minutes_public.html", context)


@public
@require_safe
def published_file(request: HttpRequest, public_id: UUID, code: str) -> HttpResponse:
    """The public version of one relevé as a file."""
    return _file(_published(public_id), code, public_only=True)


def _published(public_id: UUID) -> Minutes:
    minutes = selectors.minutes_of(public_id)
    if minutes.state not in READERS:
        raise Http404("Ce relevé n’est pas diffusé.")
    return minutes


def _file(minutes: Minutes, code: str, *, public_only: bool) -> HttpResponse:
    if code not in presenters.FORMATS:
        raise Http404("Ce format n’existe pas.")
    document = selectors.public_part(minutes) if public_only else selectors.document_of(minutes)
    form = presenters.FORMATS[code]
    response = HttpResponse(presenters.export(document, code, public=public_only), content_type=form.media_type)
    day = timezone.localdate(minutes.meeting.starts_at)
    name = f"releve-{day:%Y-%m-%d}{'-public' if public_only else ''}.{code}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
