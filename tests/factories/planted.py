"""Writes a text of one's choice in every free text of the database, past the forms, to see where each is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

Field = models.Field[Any, Any]
# Keys, codes and measures: no person types them, and the product reads them.
CODES = frozenset({
    "people.User.password", "people.OpenSession.session_key", "people.Authenticator.secret",
    "people.RecoveryCode.digest", "people.Passkey.public_key", "people.Passkey.credential_id",
    "places.Place.hours", "places.Place.search_text", "places.PlaceTerm.vocabulary", "places.PlaceTerm.code",
    "places.Service.code", "places.Session.recurrence", "places.Closure.hours", "places.FieldValue.field",
    "places.FieldConflict.field", "places.DuplicatePair.band", "places.ImportBatch.sha256",
    "places.ImportBatch.layout", "places.SourceRecord.fingerprint", "places.ColumnMapping.header_sha256",
    "diagnosis.Run.departement_code", "diagnosis.Run.recipe_code", "diagnosis.Figure.code",
    "diagnosis.Estimate.code", "diagnosis.Estimate.definition", "diagnosis.Estimate.display",
    "diagnosis.Estimate.margins", "diagnosis.IndicatorFigure.indicator", "diagnosis.IndicatorFigure.quality",
    "diagnosis.IndicatorFigure.source", "surveys.Survey.questionnaire", "surveys.Survey.version",
    "surveys.Survey.subject", "governance.Member.territory_code", "governance.Paper.sha256",
    "governance.Delivery.purpose", "governance.Minutes.sha256", "governance.QuotedFigure.key",
    "governance.Representative.civility", "governance.Attendance.civility", "governance.MinutesComment.paragraph",
    "roadmap.RoadmapVersion.sha256", "roadmap.Action.reference", "roadmap.Indicator.territory_code",
    "roadmap.Indicator.feed", "funding.Envelope.code", "funding.FundingPaper.sha256", "territories.Commune.search_name",
    "territories.Qpv.search_name", "territories.Qpv.outline", "territories.CodePassage.old_code",
})  # fmt: skip


def name_of(field: Field) -> str:
    """« people.User.email »."""
    return f"{field.model._meta.app_label}.{field.model.__name__}.{field.name}"


def texts(app: str = "") -> Iterator[Field]:
    """Every field where a text is free, of every model of the product; the journal, which cannot change, aside."""
    for model in apps.get_models():
        ours = model.__module__.startswith("maillage.programme.") and model._meta.app_label != "journal"
        for field in model._meta.concrete_fields if ours and app in ("", model._meta.app_label) else ():
            free = isinstance(field, models.CharField | models.TextField) and not field.choices
            if free and not field.primary_key and name_of(field) not in CODES:
                yield field


def is_unique(field: Field) -> bool:
    """Whether two rows may not share a value, alone or with other columns."""
    together = {name for one in field.model._meta.constraints for name in getattr(one, "fields", ())}
    return field.unique or field.name in together


def plant(value: Callable[[Field, int], str], fields: Iterable[Field], *, most: int = 60) -> int:
    """Write `value(field, row)` in the rows, cut to the length of the field; how many cells were written."""
    written = 0
    for field in fields:
        rows = field.model._default_manager.order_by("pk")
        for number, row in enumerate(rows[:most]):
            rows.filter(pk=row.pk).update(**{field.attname: value(field, number)[: field.max_length]})
            written += 1
    return written
