"""Addresses of the governance, one file a subject."""

from __future__ import annotations

from maillage.programme.governance.urls import bodies, meetings, minutes

app_name = "governance"
urlpatterns = [*bodies.patterns, *meetings.patterns, *minutes.patterns]
