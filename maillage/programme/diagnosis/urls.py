"""Addresses of the diagnosis."""

from __future__ import annotations

from django.urls import path

from maillage.programme.diagnosis import views

app_name = "diagnosis"
urlpatterns = [
    path("diagnostic/", views.map_and_table, name="map"),
    path("diagnostic/acces/", views.access, name="access"),
    path("diagnostic/acces.csv", views.access_file, name="access_csv"),
    path("diagnostic/estimations/", views.estimates, name="estimates"),
    path("diagnostic/estimations.csv", views.estimates_file, name="estimates_csv"),
    path("diagnostic/certitude/", views.certainty, name="certainty"),
    path("diagnostic/certitude.csv", views.certainty_file, name="certainty_csv"),
    path("diagnostic/methode/", views.method, name="method"),
    path("diagnostic/export.<slug:kind>", views.export, name="export"),
    path("diagnostic/calculs/", views.runs, name="runs"),
    path("diagnostic/calculs/<int:run_id>/", views.run, name="run"),
    path("territoires/<slug:code>/", views.territory, name="territory"),
    path("territoires/<slug:code>/fiche.pdf", views.territory_pdf, name="territory_pdf"),
]
