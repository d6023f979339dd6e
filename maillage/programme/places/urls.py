"""Addresses of the directory; the fixed ones stand before those of one place."""

from __future__ import annotations

from django.urls import path

from maillage.programme.places.views import (
    campaigns,
    confirmation,
    conflicts,
    directory,
    duplicates,
    orientation,
    quality,
    reports,
    sharing,
)

app_name = "places"
urlpatterns = [
    path("lieux/", directory.places, name="places"),
    path("lieux/orientation/", orientation.orientation, name="orientation"),
    path("lieux/page-autonome.zip", sharing.standalone, name="standalone"),
    path("integrer/lieux/", sharing.embed, name="embed"),
    path("lieux/depliant.pdf", sharing.leaflet, name="leaflet"),
    path("lieux/gestion/", quality.management, name="management"),
    path("lieux/doublons/", duplicates.duplicates, name="duplicates"),
    path("lieux/doublons/chercher/", duplicates.detect, name="detect"),
    path("lieux/doublons/<int:pair_id>/", duplicates.duplicate, name="duplicate"),
    path("lieux/reunions/<int:merge_id>/defaire/", duplicates.part, name="part"),
    path("lieux/ecarts/", conflicts.conflicts, name="conflicts"),
    path("lieux/ecarts/<int:conflict_id>/", conflicts.settle, name="settle"),
    path("lieux/fraicheur/", quality.freshness, name="freshness"),
    path("lieux/fraicheur/lieux.csv", quality.freshness_csv, name="freshness_csv"),
    path("lieux/fraicheur/<slug:code>/", quality.freshness_area, name="freshness_area"),
    path("lieux/campagnes/", campaigns.campaigns, name="campaigns"),
    path("lieux/campagnes/nouvelle/", campaigns.campaign_new, name="campaign_new"),
    path("lieux/campagnes/<int:campaign_id>/", campaigns.campaign, name="campaign"),
    path("lieux/campagnes/<int:campaign_id>/appels/", campaigns.phone_list, name="phone_list"),
    path("lieux/campagnes/demandes/<int:request_id>/", confirmation.phone_answer, name="phone_answer"),
    path("lieux/confirmer/<str:token>/", confirmation.confirm, name="confirm"),
    path("lieux/confirmer/<str:token>/corriger/", confirmation.confirm_correct, name="confirm_correct"),
    path("lieux/signalements/", reports.reports, name="reports"),
    path("lieux/signalements/<uuid:report_id>/", reports.report_followed, name="report_followed"),
    path("lieux/signalements/<uuid:report_id>/repondre/", reports.report_answer, name="report_answer"),
    path("lieux/<uuid:public_id>/fiche.pdf", sharing.sheet, name="sheet"),
    path("lieux/<uuid:public_id>/", directory.place, name="place"),
    path("lieux/<uuid:public_id>/passages.ics", sharing.calendar, name="calendar"),
    path("lieux/<uuid:public_id>/historique/", quality.history, name="history"),
    path("lieux/<uuid:public_id>/signaler/", reports.report_new, name="report"),
]
