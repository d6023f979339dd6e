"""Envelopes in French words: what is left, what they allow, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from maillage.design.money import exact_euros
from maillage.design.parts import Cell, Column, Crumb, Table
from maillage.design.typography import day_of, percent, spaced
from maillage.programme.funding.definitions import spec_of
from maillage.programme.funding.rules.agreements import report_alert
from maillage.programme.funding.rules.training import remainder_fault
from maillage.programme.funding.selectors.envelopes import Due, EnvelopeState
from maillage.programme.funding.selectors.spread import Spread
from maillage.programme.governance.rules.duties import days_words

HOME = ("Financements", "/financements/")


def trail(*pairs: tuple[str, str], last: str) -> tuple[Crumb, ...]:
    """The path to a page of the money."""
    return (Crumb("Accueil", "/"), *(Crumb(*pair) for pair in (HOME, *pairs)), Crumb(last))


@dataclass(frozen=True)
class EnvelopeLine:
    """An envelope in a list."""

    title: str
    url: str
    funder: str
    amount: str
    engaged: str
    agreed: str
    paid: str
    justified: str
    left: str
    forecast: str
    rate: str
    percent: int | None


def envelope_line(state: EnvelopeState) -> EnvelopeLine:
    """An envelope in words."""
    envelope = state.envelope
    return EnvelopeLine(
        title=envelope.title,
        url=reverse("funding:envelope", kwargs={"code": envelope.code}),
        funder=envelope.funder.name,
        amount=exact_euros(envelope.amount_eur) if envelope.amount_eur is not None else "sans plafond",
        engaged=exact_euros(state.engaged_eur),
        agreed=exact_euros(state.agreed_eur),
        paid=exact_euros(state.paid_eur),
        justified=exact_euros(state.justified_eur),
        left=exact_euros(state.left_eur) if state.left_eur is not None else "sans plafond",
        forecast=exact_euros(state.forecast_eur),
        rate=percent(state.use_rate, 0) if state.use_rate is not None else "",
        percent=round(100 * state.use_rate) if state.use_rate is not None else None,
    )


def finding(states: Sequence[EnvelopeState]) -> str:
    """What the page found: what is left and where."""
    capped = [one for one in states if one.left_eur is not None]
    if not states:
        return "Aucune enveloppe n’est ouverte encore."
    left = sum((one.left_eur for one in capped if one.left_eur is not None), start=type(states[0].paid_eur)(0))
    owed = [one for one in states if one.paid_eur > one.justified_eur]
    text = f"Il reste {exact_euros(left)} à engager sur {len(capped)} enveloppes plafonnées"
    if owed:
        gap = sum((one.paid_eur - one.justified_eur for one in owed), start=type(states[0].paid_eur)(0))
        text += f", et {exact_euros(gap)} versés restent à justifier"
    return spaced(f"{text}.")


def rules_of(code: str) -> tuple[tuple[str, str], ...]:
    """What an envelope allows, label by label."""
    spec = spec_of(code)
    windows = "; ".join(
        f"{purpose.label.lower()}, du {day_of(first)} au {day_of(last)}"
        for purpose, (first, last) in spec.windows.items()
    )
    pairs = (
        ("Dépôts", windows),
        ("Part du budget payée", f"de {percent(float(spec.rate_min), 0)} à {percent(float(spec.rate_max), 0)}"),
        ("Plafond par opération", exact_euros(spec.unit_cap_eur) if spec.unit_cap_eur else ""),
        ("Dépenses payées", ", ".join(sorted(one.label.lower() for one in spec.natures))),
        ("Structures aidées", ", ".join(sorted(one.label for one in spec.categories))),
        ("Pièces du dépôt", ", ".join(sorted(one.label for one in spec.papers))),
        ("Fin des conventions", f"{day_of(spec.ends_on)} au plus tard"),
        ("À former", f"{spec.training.least_trainees} personnes distinctes" if spec.training else ""),
        ("Source", spec.source),
    )
    return tuple((label, spaced(words)) for label, words in pairs if words)


def training_words(code: str, count: int) -> str:
    """How far the training promise is, "" for another envelope."""
    training = spec_of(code).training
    if training is None:
        return ""
    done = f"{count} personnes formées sur {training.least_trainees}."
    return spaced(f"{done} {remainder_fault(count, training.least_trainees)}".strip())


@dataclass(frozen=True)
class DueLine:
    """Something due, and how near it is."""

    title: str
    envelope: str
    due: str
    left: str
    kind: str
    url: str
    due_on: date


def due_lines(dues: Iterable[Due], today: date) -> tuple[DueLine, ...]:
    """What is due, the nearest first."""
    return tuple(_due(one, today) for one in dues)


def _due(one: Due, today: date) -> DueLine:
    alert = report_alert(one.due_on, False, today)
    kind = "muted" if alert is None else "error" if alert == 0 else "warning" if alert <= 30 else "info"
    if one.agreement is not None:
        request = one.agreement.beneficiary.request
        url = reverse("funding:request", kwargs={"public_id": request.public_id})
    else:
        url = reverse("funding:envelope", kwargs={"code": one.envelope.code})
    return DueLine(
        one.title, one.envelope.title, day_of(one.due_on), days_words(one.due_on, today), kind, url, one.due_on
    )


FIFTHS = ("les plus exposées", "exposées", "moyennes", "peu exposées", "les moins exposées")


def spread_tables(spread: Spread) -> tuple[Table, ...]:
    """Where the money goes, by EPCI and by fragility; nothing when nothing is engaged."""
    fifths = [(f"Communes {FIFTHS[fifth - 1]} (cinquième {fifth} sur 5)", amount) for fifth, amount in spread.by_fifth]
    epcis = [*spread.by_epci, *([("sans territoire", spread.nowhere_eur)] if spread.nowhere_eur else [])]
    titles = (("Par EPCI", "EPCI", epcis), ("Par fragilité des communes", "Communes", fifths))
    return tuple(_amounts(title, head, rows) for title, head, rows in titles if rows)


def _amounts(title: str, head: str, rows: Sequence[tuple[str, Decimal]]) -> Table:
    whole = sum((amount for _, amount in rows), Decimal(0))
    columns = (Column(head), Column("Engagé", numeric=True), Column("Part", numeric=True))
    cells = tuple(
        (
            Cell(spaced(name)),
            Cell(exact_euros(amount.quantize(Decimal(1))), numeric=True),
            Cell(percent(float(amount / whole), 0), numeric=True),
        )
        for name, amount in rows
    )
    return Table(title, columns, cells)
