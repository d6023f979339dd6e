"""Writes indicators: their definition, the targets that texts set, values with their author, the pilots' weather."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from maillage.programme.governance.effects import Adoption
from maillage.programme.governance.models import Governance, Proposal
from maillage.programme.governance.selectors.members import voices
from maillage.programme.journal.services import record
from maillage.programme.people.models import User
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import NotAllowedError, demand
from maillage.programme.people.rules import Capability, may
from maillage.programme.roadmap.enums import Weather
from maillage.programme.roadmap.feeds import feed_named
from maillage.programme.roadmap.models import Action, Indicator, Measurement, ProposedEffect, Target, WeatherReport
from maillage.programme.roadmap.rules import indicators as rules
from maillage.programme.roadmap.selectors.indicators import may_measure


class IndicatorRefusedError(RefusedError):
    """A definition, a target, a value or a weather that cannot be kept."""


LOCKED = "Maillage calcule cette valeur lui-même : elle ne se saisit pas. Sa formule est écrite sur la page."
CORRECTION = "Une valeur existe déjà ce jour-là. Pour la corriger, dites pourquoi dans le commentaire."
TAKEN = "Un indicateur porte déjà ce nom : changez l’un des deux."


@transaction.atomic
def save_indicator(
    *,
    governance: Governance,
    values: dict[str, Any],
    actions: Iterable[Action] = (),
    indicator: Indicator | None = None,
    by: object,
) -> Indicator:
    """Create an indicator, or change its definition; `values` holds the fields of the record."""
    demand(by, Capability.MANAGE_ROADMAP)
    found = indicator or Indicator(governance=governance)
    if values.get("feed") and feed_named(values["feed"]) is None:
        raise IndicatorRefusedError("Cette alimentation automatique n’existe pas : choisissez-en une de la liste.")
    same = governance.indicators.filter(title=values.get("title", found.title)).exclude(pk=found.pk)
    if same.exists():
        raise IndicatorRefusedError(TAKEN)
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    found.actions.set(actions)
    _trace("indicator.saved", found, by=by, title=found.title, baseline=found.baseline_value, feed=found.feed)
    return found


@transaction.atomic
def set_target(
    *,
    indicator: Indicator,
    source: str,
    value: Decimal,
    due_on: date,
    is_reference: bool = False,
    proposal: Proposal | None = None,
    by: object,
) -> Target:
    """Keep what a text promises for a day; the first source of an indicator is the one of reference."""
    demand(by, Capability.MANAGE_ROADMAP)
    indicator = _locked(indicator)
    if fault := rules.target_fault(due_on, indicator.baseline_on):
        raise IndicatorRefusedError(fault)
    others = indicator.targets.exclude(source=source)
    kept = indicator.targets.filter(source=source, is_reference=True).exists()
    reference = is_reference or kept or not others.exists()
    if reference:
        others.update(is_reference=False)
    values = {"value": value, "is_reference": reference, "proposal": proposal}
    target, _ = Target.objects.update_or_create(indicator=indicator, source=source, due_on=due_on, defaults=values)
    indicator.targets.filter(source=source).update(is_reference=reference)
    _trace("indicator.target", indicator, by=by, source=source, value=value, due_on=due_on, reference=reference)
    return target


@transaction.atomic
def record_measurement(
    *, indicator: Indicator, on: date, value: Decimal, proof: str = "", comment: str = "", by: object, today: date
) -> Measurement:
    """Keep a value that someone gives; one that exists that day is corrected with a reason, the journal keeps both."""
    indicator = _followed(indicator, by, today)
    if indicator.feed:
        raise IndicatorRefusedError(LOCKED)
    return _keep(indicator, on, value, proof, comment, by, today)


@transaction.atomic
def refresh_indicator(*, indicator: Indicator, by: object, today: date) -> Measurement | None:
    """Count a fed indicator as of today; None when nothing feeds it."""
    demand(by, Capability.CONTRIBUTE)
    indicator = _locked(indicator)
    feed = feed_named(indicator.feed)
    if feed is None:
        return None
    value = Decimal(feed.read(indicator.governance, indicator.territory_code, today))
    known = indicator.measurements.filter(on=today).first()
    if known is not None and known.value == value:
        return known
    return _keep(indicator, today, value, feed.formula, "", by, today, computed=True)


def refresh_indicators(*, governance: Governance, by: object, today: date) -> int:
    """Count every fed indicator; how many were."""
    fed = governance.indicators.exclude(feed="")
    return sum(refresh_indicator(indicator=one, by=by, today=today) is not None for one in fed)


@transaction.atomic
def report_weather(
    *, indicator: Indicator, weather: Weather, comment: str = "", by: object, today: date
) -> WeatherReport:
    """Keep what the pilot thinks of the target."""
    indicator = _followed(indicator, by, today)
    if fault := rules.weather_fault(weather, comment):
        raise IndicatorRefusedError(fault)
    report = WeatherReport.objects.create(
        indicator=indicator, on=today, weather=weather, comment=comment.strip(), by_label=str(by)[:200]
    )
    _trace("indicator.weather", indicator, by=by, weather=weather, comment=comment)
    return report


def apply_target(effect: ProposedEffect, adoption: Adoption) -> None:
    """Set the target that an adopted proposal holds."""
    content = effect.content
    indicator = adoption.proposal.governance.indicators.filter(public_id=content["indicator"]).first()
    if indicator is None:
        raise IndicatorRefusedError("L’indicateur de cet effet n’existe plus : retirez l’effet de la proposition.")
    set_target(
        indicator=indicator,
        source=adoption.proposal.title,
        value=Decimal(content["value"]),
        due_on=date.fromisoformat(content["due_on"]),
        is_reference=True,
        proposal=adoption.proposal,
        by=adoption.by,
    )


def _keep(
    indicator: Indicator,
    on: date,
    value: Decimal,
    proof: str,
    comment: str,
    by: object,
    today: date,
    computed: bool = False,
) -> Measurement:
    if fault := rules.measurement_fault(on, indicator.baseline_on, today):
        raise IndicatorRefusedError(fault)
    known = indicator.measurements.filter(on=on).first()
    if known is not None and not computed and not comment.strip():
        raise IndicatorRefusedError(CORRECTION)
    values = {"value": value, "proof": proof, "comment": comment, "is_computed": computed, "by_label": str(by)[:200]}
    kept, _ = Measurement.objects.update_or_create(indicator=indicator, on=on, defaults=values)
    _trace("indicator.measured", indicator, by=by, on=on, value=value, before=known and known.value, comment=comment)
    return kept


def _followed(indicator: Indicator, by: object, today: date) -> Indicator:
    """The indicator, locked, for who runs the roadmap or speaks for the member that follows it."""
    demand(by, Capability.CONTRIBUTE)
    indicator = _locked(indicator)
    manages = not isinstance(by, User) or may(by.roles, Capability.MANAGE_ROADMAP)
    if not manages and isinstance(by, User) and not may_measure(indicator, voices(by, today)):
        raise NotAllowedError(f"{by} : {indicator}")
    return indicator


def _locked(indicator: Indicator) -> Indicator:
    return Indicator.objects.select_for_update(of=("self",)).select_related("governance").get(pk=indicator.pk)


def _trace(event: str, indicator: Indicator, *, by: object, **details: object) -> None:
    record(actor=by, action=event, object_type="indicator", object_id=str(indicator.public_id), details=dict(details))
