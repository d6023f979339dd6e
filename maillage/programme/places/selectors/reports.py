"""Reads what the public reported: the queue of agents, and one report for the person who follows it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from maillage.programme.places.enums import ReportStatus
from maillage.programme.places.models import Report


def open_reports() -> QuerySet[Report]:
    """The reports without answer, the oldest first: someone waits."""
    return Report.objects.filter(status=ReportStatus.OPEN).select_related("place__commune").order_by("received_at")


def answered_reports() -> QuerySet[Report]:
    """The reports that had an answer, the latest first."""
    return Report.objects.exclude(status=ReportStatus.OPEN).select_related("place__commune").order_by("-answered_at")


def report_by_id(report_id: UUID) -> Report:
    """One report; 404 when there is none."""
    found = Report.objects.select_related("place__commune").filter(public_id=report_id).first()
    if found is None:
        raise Http404("Ce signalement n’existe pas.")
    return found
