"""Printed matter in large type with a QR code: the sheet of one place, the leaflet of an area."""

from __future__ import annotations

import io
from itertools import groupby

import segno

from maillage.design.documents.document import compile_pdf, typst_text
from maillage.programme.places.presenters.directory import Card, Sheet
from maillage.runs.report import quoted

# Large type: readers of these sheets are often low-sighted.
LARGE = "15pt"


def qr_svg(address: str) -> bytes:
    """The QR code of an address."""
    stream = io.BytesIO()
    segno.make(address, error="m").save(stream, kind="svg", scale=4, border=2)
    return stream.getvalue()


def sheet_pdf(sheet: Sheet, address: str) -> bytes:
    """One place on one page."""
    place = sheet.place
    lines = [
        *_head(place.name, demonstration=place.is_demonstration),
        typst_text(sheet.kind),
        "== Venir",
        typst_text(sheet.where),
        typst_text(place.address_extra),
        *(f"*Téléphone :* {typst_text(shown)}" for shown, _ in sheet.phones),
        *(["== Horaires", _week(sheet.week)] if sheet.week or not sheet.stops else []),
        typst_text(place.hours_note),
        *(["== Prochains passages", *(f"- {typst_text(stop)}" for stop in sheet.stops)] if sheet.stops else []),
    ]
    for block in sheet.blocks[:3]:
        lines += [f"== {typst_text(block.title)}", "\n".join(f"- {typst_text(word)}" for word in block.words)]
    lines += [typst_text(f"Frais : {sheet.fees}.") if sheet.fees else "", typst_text(f"{sheet.checked}."), _qr(address)]
    return compile_pdf("\n\n".join(line for line in lines if line), {"qr.svg": qr_svg(address)})


def leaflet_pdf(title: str, cards: list[Card], address: str, *, demonstration: bool) -> bytes:
    """The places of an area, by commune, in large type."""
    lines = [*_head(title, demonstration=demonstration), "Appelez avant de venir : les horaires peuvent changer."]
    ordered = sorted(cards, key=lambda card: (card.town, card.name))
    for town, group in groupby(ordered, key=lambda card: card.town):
        lines.append(f"== {typst_text(town or 'Commune non connue')}")
        lines += [_entry(card) for card in group]
    lines.append(_qr(address))
    return compile_pdf("\n\n".join(lines), {"qr.svg": qr_svg(address)})


def _head(title: str, *, demonstration: bool) -> list[str]:
    notice = (
        "#block(stroke: 1pt, inset: 8pt)[*Données de démonstration.* Les lieux sont fictifs.]" if demonstration else ""
    )
    return [
        '#import "theme.typ": document',
        f"#show: document.with(title: {quoted(title)}, size: {LARGE})",
        f"= {typst_text(title)}",
        notice,
    ]


def _week(week: tuple[tuple[str, str], ...]) -> str:
    if not week:
        return "Horaires non connus. Appelez avant de venir."
    rows = ", ".join(f"[{typst_text(day)}], [{typst_text(words)}]" for day, words in week)
    return f"#table(columns: (auto, 1fr), table.header([*Jour*], [*Horaires*]), {rows})"


def _entry(card: Card) -> str:
    parts = [f"*{typst_text(card.name)}*", typst_text(card.where)]
    if card.phone:
        parts.append(f"Téléphone : {typst_text(card.phone)}")
    if card.week:
        parts.append(typst_text(card.week))
    return "#block(breakable: false)[" + " \\\n".join(parts) + "]"


def _qr(address: str) -> str:
    alt = quoted(f"Code à photographier pour ouvrir {address}")
    return (
        f'#figure(image("qr.svg", width: 28mm, alt: {alt}), '
        f"caption: [Photographiez ce code, ou tapez {typst_text(address)}])"
    )
