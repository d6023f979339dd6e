"""Addresses of the diagnosis."""

from __future__ import annotations

from django.urls import path

from maillage.programme.diagnosis.views import maps, questions, runs, territories

app_name = "diagnosis"
urlpatterns = [
    path("diagnostic/", maps.map_and_table, name="map"),
    path("diagnostic/acces/", questions.access, name="access"),
    path("diagnostic/acces.csv", questions.access_file, name="access_csv"),
    path("diagnostic/estimations/", questions.estimates, name="estimates"),
    path("diagnostic/estimations.csv", questions.estimates_file, name="estimates_csv"),
    path("diagnostic/certitude/", questions.certainty, name="certainty"),
    path("diagnostic/certitude.csv", questions.certainty_file, name="certainty_csv"),
    path("diagnostic/profils/", questions.profiles, name="profiles"),
    path("diagnostic/profils.csv", questions.profiles_file, name="profiles_csv"),
    path("diagnostic/methode/", maps.method, name="method"),
    path("diagnostic/export.<slug:kind>", maps.export, name="export"),
    path("diagnostic/calculs/", runs.runs, name="runs"),
    path("diagnostic/calculs/<int:run_id>/", runs.run, name="run"),
    path("territoires/<slug:code>/", territories.territory, name="territory"),
    path("territoires/<slug:code>/fiche.pdf", territories.territory_pdf, name="territory_pdf"),
]
