"""Asks for siting scenarios, makes them, and sends one to the instances; nothing is engaged."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from maillage.programme.governance.models import Committee, Governance, Member, Proposal
from maillage.programme.governance.services.proposals import create_proposal
from maillage.programme.journal.services import record
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import demand
from maillage.programme.people.rules import Capability
from maillage.programme.siting.enums import SitingState
from maillage.programme.siting.models import SitingScenario
from maillage.programme.siting.plan import planned
from maillage.programme.siting.selectors import ground_of
from maillage.tables.errors import DataError

UNEXPECTED = "Le calcul s’est arrêté sur une erreur inattendue ; elle est dans le journal du serveur."


class SitingRefusedError(RefusedError):
    """A name that is taken, or a scenario that is not made or already sent."""


@transaction.atomic
def request_siting(
    *, governance: Governance, terms: dict[str, Any], is_demonstration: bool = False, by: object
) -> SitingScenario:
    """Queue a scenario; a worker makes it."""
    demand(by, Capability.RUN_DIAGNOSIS)
    name = terms["name"].strip()
    if SitingScenario.objects.filter(governance=governance, name=name).exists():
        raise SitingRefusedError("Un scénario porte déjà ce nom : donnez-en un autre, l’ancien reste à comparer.")
    asked = {**terms, "name": name}
    scenario = SitingScenario.objects.create(
        governance=governance, by_label=str(by)[:200], is_demonstration=is_demonstration, **asked
    )
    _trace("siting.requested", scenario, by=by)
    return scenario


def make_siting(*, scenario: SitingScenario, now: datetime, by: object) -> SitingScenario:
    """Compute a queued scenario; on data or terms that allow none, it says why."""
    SitingScenario.objects.filter(pk=scenario.pk).update(state=SitingState.RUNNING)
    try:
        result = planned(scenario, ground_of(settings.DEPARTEMENT, timezone.localdate(now)), now)
    except DataError as error:
        _end(scenario, SitingState.FAILED, now, by, error=str(error))
    except Exception:
        _end(scenario, SitingState.FAILED, now, by, error=UNEXPECTED)
        raise
    else:
        _end(scenario, SitingState.DONE, now, by, result=result)
    scenario.refresh_from_db()
    return scenario


@transaction.atomic
def submit_siting(
    *,
    scenario: SitingScenario,
    text: str,
    author: Member | None,
    group: Committee | None,
    by: object,
    now: datetime,
) -> Proposal:
    """Turn a scenario into a proposal, once."""
    demand(by, Capability.MANAGE_GOVERNANCE)
    scenario = SitingScenario.objects.select_for_update(of=("self",)).select_related("governance").get(pk=scenario.pk)
    if scenario.state != SitingState.DONE:
        raise SitingRefusedError("Ce scénario n’est pas calculé : attendez la fin du calcul, ou faites-en un autre.")
    if scenario.proposal_id is not None:
        raise SitingRefusedError("Ce scénario est déjà devenu une proposition : suivez-la, ou faites-en un autre.")
    scenario.proposal = create_proposal(
        governance=scenario.governance,
        title=f"Implantation : {scenario.name}"[:200],
        text=text,
        author=author,
        group=group,
        is_demonstration=scenario.is_demonstration,
        by=by,
        today=timezone.localdate(now),
    )
    scenario.save(update_fields=["proposal"])
    _trace("siting.submitted", scenario, by=by, proposal=str(scenario.proposal.public_id))
    return scenario.proposal


@transaction.atomic
def _end(
    scenario: SitingScenario,
    state: SitingState,
    now: datetime,
    by: object,
    *,
    error: str = "",
    result: dict[str, Any] | None = None,
) -> None:
    SitingScenario.objects.filter(pk=scenario.pk).update(state=state, error=error, result=result or {}, finished_at=now)
    _trace(f"siting.{state}", scenario, by=by)


def _trace(event: str, scenario: SitingScenario, *, by: object, **details: object) -> None:
    record(
        actor=by, action=event, object_type="siting_scenario", object_id=str(scenario.public_id), details=dict(details)
    )
