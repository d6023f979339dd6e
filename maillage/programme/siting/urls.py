"""Addresses of the siting scenarios."""

from __future__ import annotations

from django.urls import path

from maillage.programme.siting import views

app_name = "siting"
urlpatterns = [
    path("", views.scenarios, name="scenarios"),
    path("nouveau/", views.create, name="scenario_new"),
    path("<uuid:public_id>/", views.scenario, name="scenario"),
    path("<uuid:public_id>/communes.csv", views.scenario_file, name="scenario_csv"),
    path("<uuid:public_id>/proposer/", views.submit, name="scenario_submit"),
]
