"""Addresses of the roadmap, one file a subject."""

from __future__ import annotations

from maillage.programme.roadmap.urls import indicators, roadmaps

app_name = "roadmap"
urlpatterns = [*indicators.patterns, *roadmaps.patterns]
