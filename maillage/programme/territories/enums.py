"""Kinds of territories."""

from __future__ import annotations

from django.db.models import TextChoices


class EpciKind(TextChoices):
    """Legal kind of an intercommunal body."""

    CC = "CC", "Communauté de communes"
    CA = "CA", "Communauté d’agglomération"
    CU = "CU", "Communauté urbaine"
    METRO = "METRO", "Métropole"
    MET69 = "MET69", "Métropole de Lyon"
    EPT = "EPT", "Établissement public territorial"
