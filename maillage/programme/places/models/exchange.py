"""What came from each source: imports, the last row seen of each place, differences to settle, remembered columns."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.places.enums import ConflictStatus
from maillage.programme.places.models.place import Place


class ImportBatch(models.Model):
    """One import of one file, and what it changed."""

    source = models.CharField("source", max_length=80)
    layout = models.CharField("format reconnu", max_length=40)
    file_name = models.CharField("fichier", max_length=200)
    sha256 = models.CharField("empreinte du fichier", max_length=64)
    counts = models.JSONField("bilan", default=dict)
    faults = models.JSONField("anomalies", default=list)
    losses = models.JSONField("pertes de vocabulaire", default=list)
    by_label = models.CharField("par", max_length=200)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "import de lieux"
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.file_name


class SourceRecord(models.Model):
    """The last row seen of a place in a source: the alias of the place there, and the base of the next comparison."""

    source = models.CharField("source", max_length=80)
    source_id = models.CharField("identifiant dans la source", max_length=500)
    place = models.ForeignKey(Place, models.CASCADE, related_name="records", verbose_name="lieu")
    row = models.JSONField("dernière fiche vue")
    fingerprint = models.CharField("empreinte", max_length=64)
    first_seen_on = models.DateField("vue la première fois le")
    last_seen_on = models.DateField("vue la dernière fois le")
    absent_since = models.DateField("absente de la source depuis", null=True, blank=True)

    class Meta:
        verbose_name = "fiche de source"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "source_id"], name="one_record_per_source_id")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}"


class FieldConflict(models.Model):
    """A field that both we and a source changed since the last import."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="conflicts", verbose_name="lieu")
    record = models.ForeignKey(SourceRecord, models.CASCADE, related_name="conflicts", verbose_name="fiche de source")
    field = models.CharField("champ", max_length=40)
    ours = models.JSONField("notre valeur", null=True)
    theirs = models.JSONField("valeur de la source", null=True)
    status = models.CharField("décision", max_length=10, choices=ConflictStatus, default=ConflictStatus.OPEN)
    opened_at = models.DateTimeField("relevé le", default=timezone.now)
    decided_by = models.CharField("tranché par", max_length=200, blank=True)
    decided_at = models.DateTimeField("tranché le", null=True, blank=True)

    class Meta:
        verbose_name = "écart avec une source"
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "field"],
                condition=models.Q(status=ConflictStatus.OPEN),
                name="one_open_conflict_per_field",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} : {self.field}"


class ColumnMapping(models.Model):
    """How the columns and values of a free table were matched, remembered for the next file with the same header."""

    header_sha256 = models.CharField("empreinte de l’en-tête", max_length=64, unique=True)
    mapping = models.JSONField("correspondance")
    by_label = models.CharField("par", max_length=200)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "correspondance de colonnes"

    def __str__(self) -> str:
        return self.header_sha256[:12]
