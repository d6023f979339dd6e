"""Addresses of the dashboard."""

from __future__ import annotations

from django.urls import path

from maillage.portal.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("dossier-copil.<str:kind>", views.pack, name="pack"),
]
