"""Pages of the campaigns of confirmation, for those who manage the directory."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.people.access import current_user, requires
from maillage.programme.people.rules import Capability
from maillage.programme.places.forms.campaigns import CampaignForm
from maillage.programme.places.links import confirmation_letter, site_address
from maillage.programme.places.presenters import campaigns as presenters
from maillage.programme.places.selectors import campaigns as selectors
from maillage.programme.places.selectors.quality import shows_demonstration
from maillage.programme.places.services import campaigns as services

PAGE = 50
DEFAULT_COLOURS = ["old", "stale"]


@requires(Capability.MANAGE_PLACES)
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign, the latest first."""
    page = Paginator(selectors.campaigns(), PAGE).get_page(request.GET.get("page"))
    lines = [presenters.campaign_line(campaign, timezone.localdate()) for campaign in page]
    return render(
        request, "places/campaigns.html", {"page": page, "lines": lines, "demonstration": shows_demonstration()}
    )


@requires(Capability.MANAGE_PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_new(request: HttpRequest) -> HttpResponse:
    """Choose the places, see how many they are, then open the campaign."""
    today, data = timezone.localdate(), request.POST if request.method == "POST" else None
    form = CampaignForm(data, today=today, initial={"colours": DEFAULT_COLOURS})
    words = ""
    if data is not None and form.is_valid():
        answers = form.cleaned_data
        found = selectors.candidates(answers.pop("colours"), answers.pop("epci"), today)
        words = presenters.candidates_words(found)
        if data.get("acte") == "ouvrir" and found.places:
            opened = services.open_campaign(**answers, places=found.places, by=current_user(request), today=today)
            messages.success(request, "La campagne est ouverte. Aucun courriel n’est encore parti.")
            return redirect("places:campaign", campaign_id=opened.pk)
    return render(
        request, "places/campaign_new.html", {"form": form, "words": words, "demonstration": shows_demonstration()}
    )


@requires(Capability.MANAGE_PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Where a campaign stands; sending is a POST, and each mail leaves at most once."""
    found, today = selectors.campaign_by_number(campaign_id), timezone.localdate()
    if request.method == "POST":
        letter = partial(confirmation_letter, base=site_address(request))
        try:
            sent = services.send_requests(campaign=found, write_letter=letter, by=current_user(request), today=today)
        except services.CampaignClosedError:
            messages.error(request, "Cette campagne est close : plus rien ne part.")
        else:
            messages.success(request, f"Courriels remis : {sent}.")
        return redirect("places:campaign", campaign_id=found.pk)
    page = presenters.campaign_page(found, selectors.progress_of(found), today)
    return render(
        request,
        "places/campaign.html",
        {"campaign": page, "campaign_id": found.pk, "demonstration": shows_demonstration()},
    )


@requires(Capability.MANAGE_PLACES)
@require_safe
def phone_list(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """The places without e-mail, to print and to phone."""
    found = selectors.campaign_by_number(campaign_id)
    lines = [presenters.phone_line(one) for one in selectors.phone_list(found)]
    return render(
        request, "places/phone_list.html", {"campaign": found, "lines": lines, "demonstration": shows_demonstration()}
    )
