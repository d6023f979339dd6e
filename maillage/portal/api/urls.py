"""Addresses of the API."""

from __future__ import annotations

from maillage.portal.api.places import routes

app_name = "api"
urlpatterns = routes()
