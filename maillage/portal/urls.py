"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import path

from maillage.portal import views
from maillage.portal.accessibility import views as accessibility
from maillage.portal.open_data import views as open_data
from maillage.portal.proof import views as proof

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("recherche/", views.search, name="search"),
    path("aide/", views.help_page, name="help"),
    path("mentions-legales/", views.legal, name="legal"),
    path("accessibilite/", accessibility.declaration, name="accessibility"),
    path("accessibilite/schema/", accessibility.scheme, name="accessibility_scheme"),
    path("accessibilite/plan/", accessibility.plan, name="accessibility_plan"),
    path("plan-du-site/", views.sitemap, name="sitemap"),
    path("preuves/", proof.proofs, name="proofs"),
    path("preuves/analyse-d-impact.odt", proof.assessment, name="assessment"),
    path("donnees/", open_data.open_data, name="open_data"),
    path("donnees/catalogue.jsonld", open_data.catalogue, name="catalogue"),
    path("donnees/<str:name>", open_data.published_file, name="published_file"),
]
