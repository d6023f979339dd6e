"""Every address of the product; each app brings its own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("maillage.portal.urls")),
    path("", include("maillage.programme.people.urls")),
    path("", include("maillage.programme.diagnosis.urls")),
    path("journal/", include("maillage.programme.journal.urls")),
    path("composants/", include("maillage.design.urls")),
]
handler400 = "maillage.portal.errors.bad_request"
handler403 = "maillage.portal.errors.forbidden"
handler404 = "maillage.portal.errors.not_found"
handler500 = "maillage.portal.errors.server_error"
