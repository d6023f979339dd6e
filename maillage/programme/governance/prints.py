"""Printed matter of the meetings: letters to post, the blank attendance sheet. Tagged PDF."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from django.http import HttpResponse
from django.utils import timezone

from maillage.design.documents.document import compile_pdf, typst_text
from maillage.design.typography import day_of, long_time
from maillage.programme.governance.links import letter_context
from maillage.programme.governance.models import Attendance, Invitation, Meeting
from maillage.programme.places.prints import qr_svg

Lines = list[str]


def letters_pdf(meeting: Meeting, invitations: Sequence[Invitation], *, base: str) -> bytes:
    """One letter a page, one page or more a person, with a QR code to answer."""
    assets, lines = {}, _head(f"Convocation : {meeting.title}")
    for number, invitation in enumerate(invitations):
        name = f"qr{number}.svg"
        context = letter_context(invitation, "convocation", base)
        assets[name] = qr_svg(str(context["address"]))
        if number:
            lines.append("#pagebreak()")
        lines += _letter(meeting, invitation, context, name)
    return compile_pdf("\n\n".join(line for line in lines if line), assets)


def sheet_pdf(meeting: Meeting, attendances: Sequence[Attendance]) -> bytes:
    """The attendance sheet to be signed, by college, with blank lines for those who were not expected."""
    lines = [
        *_head(f"Feuille de présence : {meeting.title}"),
        f"= {typst_text(f'Feuille de présence : {meeting.title}')}",
        typst_text(f"{meeting.committee.name}, {long_time(timezone.localtime(meeting.starts_at))}."),
    ]
    for college, group in groupby(attendances, key=lambda line: line.college.name):
        people = [(f"{one.civility} {one.full_name}".strip(), one.function) for one in group]
        lines += [f"== {typst_text(college)}", _table(people)]
    lines += ["== Autres personnes présentes", _table([("", "")] * 6)]
    return compile_pdf("\n\n".join(lines), {})


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A PDF shown by the browser under a name."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _head(title: str) -> Lines:
    return ['#import "theme.typ": document', f"#show: document.with(title: {_quoted(title)}, size: 11pt)"]


def _letter(meeting: Meeting, invitation: Invitation, context: dict[str, object], qr: str) -> Lines:
    person = invitation.representative
    items: list[str] = context["items"]  # type: ignore[assignment]
    signatories: list[str] = context["signatories"]  # type: ignore[assignment]
    where = ", ".join(part for part in (meeting.place, meeting.address) if part)
    alt = _quoted(f"Code à photographier pour répondre : {context['address']}")
    return [
        f"= {typst_text(f'Convocation : {meeting.title}')}",
        " \\\n".join(
            typst_text(line)
            for line in (f"{person.civility} {person.full_name}".strip(), person.function, person.member.display_name)
            if line
        ),
        typst_text(f"Le {day_of(timezone.localdate(invitation.convocation.created_at))}"),
        typst_text(f"Vous êtes invité·e à la réunion : {meeting.committee.name}."),
        typst_text(f"Quand : {context['when']}."),
        typst_text(f"Où : {where}.") if where else "",
        typst_text(f"Convocation urgente : {meeting.urgent_reason}") if meeting.urgent_reason else "",
        typst_text(str(context["message"])),
        "== Ordre du jour",
        " \\\n".join(typst_text(line) for line in items),
        "== Répondre",
        typst_text(
            "Répondez sans compte ni mot de passe : photographiez le code, ou écrivez-nous. "
            "Dites si vous venez, à distance ou sur place, ou qui vous représente."
        ),
        f'#image("{qr}", width: 30mm, alt: {alt})',
        " \\\n".join(typst_text(name) for name in signatories),
    ]


def _table(people: Sequence[tuple[str, str]]) -> str:
    rows = ", ".join(f"[{typst_text(name)}], [{typst_text(function)}], [#v(8mm)]" for name, function in people)
    header = "table.header([*Nom*], [*Fonction et structure*], [*Signature*])"
    return f"#table(columns: (1fr, 1.4fr, 1fr), {header}, {rows})"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
