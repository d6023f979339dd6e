"""Addresses of meetings, from their planning to what follows them; the fixed ones first."""

from __future__ import annotations

from django.urls import URLPattern, path

from maillage.programme.governance.views import (
    agenda,
    attendance,
    ballots,
    convocations,
    dates,
    follow_ups,
    invitation,
    live,
    meetings,
)

MEETING = "reunions/<uuid:public_id>/"
AGENDA = f"{MEETING}ordre-du-jour/"

patterns: list[URLPattern] = [
    path("reunions/", meetings.meetings, name="meetings"),
    path("reunions/nouvelle/", meetings.meeting_new, name="meeting_new"),
    path("reunions/dates/", dates.dates, name="meeting_dates"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}modifier/", meetings.meeting_edit, name="meeting_edit"),
    path(f"{MEETING}etape/", meetings.meeting_step, name="meeting_step"),
    path(f"{MEETING}reporter/", meetings.meeting_postpone, name="meeting_postpone"),
    path(f"{MEETING}annuler/", meetings.meeting_cancel, name="meeting_cancel"),
    path(f"{MEETING}note/", meetings.private_note, name="private_note"),
    path(f"{MEETING}reunion.ics", meetings.meeting_calendar, name="meeting_calendar"),
    path(AGENDA, agenda.agenda, name="agenda"),
    path(f"{AGENDA}proposer/", agenda.agenda_propose, name="agenda_propose"),
    path(f"{AGENDA}<int:item_id>/", agenda.item_edit, name="item_edit"),
    path(f"{AGENDA}<int:item_id>/deplacer/", agenda.item_move, name="item_move"),
    path(f"{AGENDA}<int:item_id>/retirer/", agenda.item_remove, name="item_remove"),
    path(f"{AGENDA}<int:item_id>/pieces/", agenda.paper_add, name="paper_add"),
    path("pieces/<int:paper_id>/", agenda.paper, name="paper"),
    path("pieces/<int:paper_id>/retirer/", agenda.paper_remove, name="paper_remove"),
    path(f"{MEETING}convocation/", convocations.convocation, name="convocation"),
    path(f"{MEETING}convocation/envoyer/", convocations.convocation_send, name="convocation_send"),
    path(f"{MEETING}convocation/renvoyer/", convocations.convocation_resend, name="convocation_resend"),
    path(f"{MEETING}convocation/lettres.pdf", convocations.letters, name="letters"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("invitation/<str:token>/reunion.ics", invitation.invitation_calendar, name="invitation_calendar"),
    path(f"{MEETING}presences/", attendance.attendance, name="attendance"),
    path(f"{MEETING}presences/preparer/", attendance.attendance_fill, name="attendance_fill"),
    path(f"{MEETING}presences/feuille.pdf", attendance.attendance_sheet, name="attendance_sheet"),
    path(f"{MEETING}presences/<int:attendance_id>/", attendance.attendance_change, name="attendance_change"),
    path(f"{MEETING}seance/", live.live, name="live"),
    path(f"{MEETING}seance/<int:item_id>/aborder/", live.live_start, name="live_start"),
    path(f"{MEETING}seance/<int:item_id>/notes/", live.live_notes, name="live_notes"),
    *(
        path(f"{MEETING}seance/<int:item_id>/{what}/", live.live_add, {"what": what}, name=f"live_{name}")
        for what, name in (
            ("intervention", "intervention"),
            ("chiffre", "figure"),
            ("decision", "decision"),
            ("suite", "follow_up"),
        )
    ),
    path(
        f"{MEETING}seance/interventions/<int:intervention_id>/retirer/",
        live.intervention_remove,
        name="intervention_remove",
    ),
    path(f"{MEETING}projection/", live.projection, name="projection"),
    path("scrutins/<int:decision_id>/", ballots.ballot, name="ballot"),
    path("scrutins/<int:decision_id>/etat/", ballots.ballot_state, name="ballot_state"),
    path("suites/", follow_ups.follow_ups, name="follow_ups"),
    path("suites/<int:follow_up_id>/", follow_ups.follow_up, name="follow_up"),
]
