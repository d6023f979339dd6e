"""What the money proposes to an agenda: windows that close with money left, reports that are due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from maillage.design.money import exact_euros
from maillage.design.typography import spaced
from maillage.programme.funding.selectors.envelopes import Due, dues_of, envelope_states
from maillage.programme.governance.alerts import Alert
from maillage.programme.governance.enums import ItemOrigin
from maillage.programme.governance.models import Governance
from maillage.programme.governance.rules.duties import days_words

NEAR = timedelta(days=60)


def agenda_alerts(governance: Governance, today: date) -> Iterable[Alert]:
    """What is due within two months or late; a window matters while its envelope has money left."""
    left = {one.envelope.pk: one.left_eur for one in envelope_states(governance)}
    for rank, due in enumerate(dues_of(governance, today)):
        remains = left[due.envelope.pk]
        if due.due_on > today + NEAR or (due.agreement is None and remains is not None and remains <= 0):
            continue
        yield Alert(f"argent-{rank}", f"{due.title} ({due.envelope.title})"[:200], _why(due, today), ItemOrigin.MONEY)


def _why(due: Due, today: date) -> str:
    when = days_words(due.due_on, today)
    if due.agreement is None:
        return when
    return spaced(f"{when}, convention de {exact_euros(due.agreement.amount_eur)}")
