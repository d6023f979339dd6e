"""Records of places: the place itself, where its values come from, its duplicates, its confirmations."""

from __future__ import annotations

from maillage.programme.places.models.duplicates import DuplicatePair, Merge
from maillage.programme.places.models.exchange import ColumnMapping, FieldConflict, ImportBatch, SourceRecord
from maillage.programme.places.models.freshness import Campaign, ConfirmationRequest, Report
from maillage.programme.places.models.place import Closure, FieldValue, Place, PlaceTerm, Service, Session

__all__ = [
    "Campaign",
    "Closure",
    "ColumnMapping",
    "ConfirmationRequest",
    "DuplicatePair",
    "FieldConflict",
    "FieldValue",
    "ImportBatch",
    "Merge",
    "Place",
    "PlaceTerm",
    "Report",
    "Service",
    "Session",
    "SourceRecord",
]
