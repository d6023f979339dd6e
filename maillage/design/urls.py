"""Address of the gallery."""

from __future__ import annotations

from django.urls import path

from maillage.design.views import gallery

app_name = "design"
urlpatterns = [path("", gallery, name="gallery")]
