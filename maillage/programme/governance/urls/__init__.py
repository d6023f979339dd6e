"""Addresses of the governance, one file a subject."""

from __future__ import annotations

from maillage.programme.governance.urls import bodies, meetings

app_name = "governance"
urlpatterns = [*bodies.patterns, *meetings.patterns]
