"""Reports in French words, for agents and for those who follow them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from maillage.design.typography import day_of
from maillage.programme.places.enums import ReportStatus
from maillage.programme.places.models import Report
from maillage.programme.places.presenters.directory import where


@dataclass(frozen=True)
class ReportLine:
    """One report; the address of its author is never shown, only whether there is one."""

    kind: str
    message: str
    place: str
    where: str
    place_url: str
    received: str
    state: str
    state_kind: str
    open: bool
    answer: str
    answered: str
    answered_by: str
    answer_by_mail: bool
    follow_url: str
    answer_url: str


def report_line(report: Report) -> ReportLine:
    """A report in words."""
    is_open = report.status == ReportStatus.OPEN
    arguments = {"report_id": report.public_id}
    return ReportLine(
        kind=report.get_kind_display(),
        message=report.message,
        place=report.place.name,
        where=where(report.place),
        place_url=reverse("places:place", kwargs={"public_id": report.place.public_id}),
        received=day_of(timezone.localdate(report.received_at)),
        state=report.get_status_display(),
        state_kind="warning" if is_open else "success",
        open=is_open,
        answer=report.answer,
        answered=day_of(timezone.localdate(report.answered_at)) if report.answered_at else "",
        answered_by=report.answered_by,
        answer_by_mail=bool(report.contact),
        follow_url=reverse("places:report_followed", kwargs=arguments),
        answer_url=reverse("places:report_answer", kwargs=arguments),
    )
