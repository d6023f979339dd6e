"""Addresses of the indicators."""

from __future__ import annotations

from django.urls import path

from maillage.programme.roadmap.views import indicators

patterns = [
    path("indicateurs/", indicators.indicators, name="indicators"),
    path("indicateurs/indicateurs.csv", indicators.export, name="indicators_csv"),
    path("indicateurs/nouveau/", indicators.create, name="indicator_new"),
    path("indicateurs/<uuid:public_id>/", indicators.indicator, name="indicator"),
    path("indicateurs/<uuid:public_id>/modifier/", indicators.edit, name="indicator_edit"),
    path("indicateurs/<uuid:public_id>/cibles/nouvelle/", indicators.target, name="indicator_target"),
    path("indicateurs/<uuid:public_id>/valeurs/nouvelle/", indicators.measure, name="indicator_measure"),
    path("indicateurs/<uuid:public_id>/meteo/", indicators.weather, name="indicator_weather"),
    path("indicateurs/<uuid:public_id>/compter/", indicators.refresh, name="indicator_refresh"),
]
