"""What the roadmap proposes to an agenda."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from maillage.design.typography import number
from maillage.programme.governance.alerts import Alert
from maillage.programme.governance.enums import ItemOrigin
from maillage.programme.governance.models import Governance
from maillage.programme.roadmap.presenters.actions import counted
from maillage.programme.roadmap.selectors.actions import late_actions
from maillage.programme.roadmap.selectors.indicators import off_track, states_of

# An agenda has room for the worst of each; the pages list them all.
AT_MOST = 3


def agenda_alerts(governance: Governance, today: date) -> Iterable[Alert]:
    """The indicators furthest behind, then the latest actions that every member may read."""
    for one in off_track(states_of(governance, today))[:AT_MOST]:
        points = one.path.gap if one.path else None
        why = (
            "la dernière valeur recule"
            if points is None or not one.is_behind
            else (f"{number(float(-points), 1)} points derrière sa trajectoire")
        )
        yield Alert(f"indicateur-{one.indicator.pk}", one.indicator.title, why)
    late = [(action, days) for action, days in late_actions(governance, None, today) if not action.is_confidential]
    for action, days in late[:AT_MOST]:
        yield Alert(f"action-{action.pk}", str(action), f"en retard de {counted(days, 'jour')}", ItemOrigin.LATE_ACTION)
