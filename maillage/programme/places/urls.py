"""Addresses of the directory; the fixed ones stand before those of one place."""

from __future__ import annotations

from django.urls import path

from maillage.programme.places.views import conflicts, directory, duplicates, orientation, quality, sharing

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
    path("lieux/<uuid:public_id>/fiche.pdf", sharing.sheet, name="sheet"),
    path("lieux/<uuid:public_id>/", directory.place, name="place"),
    path("lieux/<uuid:public_id>/passages.ics", sharing.calendar, name="calendar"),
    path("lieux/<uuid:public_id>/historique/", quality.history, name="history"),
]
