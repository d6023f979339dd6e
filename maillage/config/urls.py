"""Every address of the product; each app brings its own."""

from __future__ import annotations

from django.urls import include, path

from maillage.config.watching import views as watching
from maillage.programme.governance.views.duties import preferences, renew_feed
from maillage.programme.journal.views import entries
from maillage.programme.people.access import requires
from maillage.programme.people.rules import Capability

urlpatterns = [
    path("", include("maillage.portal.urls")),
    path("tableau-de-bord/", include("maillage.portal.dashboard.urls")),
    path("", include("maillage.programme.people.urls")),
    path("donnees-personnelles/", include("maillage.programme.privacy.urls")),
    path("", include("maillage.programme.diagnosis.urls")),
    path("diagnostic/scenarios/", include("maillage.programme.siting.urls")),
    path("", include("maillage.programme.places.urls")),
    path("enquetes/", include("maillage.programme.surveys.urls")),
    path("gouvernance/", include("maillage.programme.governance.urls")),
    path("feuille-de-route/", include("maillage.programme.roadmap.urls")),
    path("financements/", include("maillage.programme.funding.urls")),
    path("compte/avis/", preferences, name="notices"),
    path("compte/avis/agenda/", renew_feed, name="notices_renew"),
    path("api/v1/", include("maillage.portal.api.urls")),
    path("sante/", watching.alive, name="alive"),
    path("sante/pret/", watching.ready, name="ready"),
    path("sante/mesures/", watching.measures, name="measures"),
    path("journal/", requires(Capability.SEE_JOURNAL)(entries), name="journal"),
    path("composants/", include("maillage.design.urls")),
]
handler400 = "maillage.portal.errors.bad_request"
handler403 = "maillage.portal.errors.forbidden"
handler404 = "maillage.portal.errors.not_found"
handler500 = "maillage.portal.errors.server_error"
