"""Addresses of surveys."""

from __future__ import annotations

from django.urls import path

from maillage.programme.surveys import views

app_name = "surveys"
urlpatterns = [
    path("<uuid:public_id>/resultats/", views.results, name="results"),
    path("repondre/<str:token>/", views.answer, name="answer"),
]
