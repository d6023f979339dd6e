"""The list of an area as a page that stands alone: a ZIP to put on any site, readable when the platform is down."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from maillage.design.typography import day_of
from maillage.programme.places.presenters.directory import Card

SHEETS = ("tokens", "base", "layout", "components")


def standalone_zip(title: str, cards: list[Card], today: date, *, demonstration: bool) -> bytes:
    """`index.html` and its style sheet, without script, font or address of ours."""
    ordered = sorted(cards, key=lambda card: (card.town, card.name))
    shown = {"title": title, "cards": ordered, "day": day_of(today), "demonstration": demonstration}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", render_to_string("places/standalone.html", shown))
        archive.writestr("maillage.css", "\n".join(_sheet(name) for name in SHEETS))
    return stream.getvalue()


def _sheet(name: str) -> str:
    path = finders.find(f"design/{name}.css")
    with open(str(path), encoding="utf-8") as stream:  # noqa: PTH123 - a path given by Django
        return "\n".join(line for line in stream.read().splitlines() if "@font-face" not in line and "url(" not in line)
