"""A place, what it offers, when it is open, its dated stops, and where each of its values comes from."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.people.models import Organisation
from maillage.programme.places.enums import Freshness, Method, PlaceStatus
from maillage.programme.territories.models import Commune


class Place(models.Model):
    """Somewhere, or some bus, where people are helped with digital matters. Its public identifier never changes."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("nom", max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, verbose_name="structure porteuse"
    )
    siret = models.CharField("SIRET", max_length=14, blank=True)
    rna = models.CharField("numéro RNA", max_length=10, blank=True)
    no_identifier_reason = models.CharField("raison de l’absence de SIRET et de RNA", max_length=200, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, related_name="places", verbose_name="commune")
    commune_name = models.CharField("commune telle que publiée", max_length=100, blank=True)
    postal_code = models.CharField("code postal", max_length=5, blank=True)
    address = models.CharField("adresse", max_length=250, blank=True)
    address_extra = models.CharField("complément d’adresse", max_length=250, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    phones = models.JSONField("téléphone", default=list, blank=True)
    emails = models.JSONField("courriel", default=list, blank=True)
    websites = models.JSONField("site web", default=list, blank=True)
    hours = models.TextField("horaires", blank=True)
    hours_note = models.TextField("précision sur les horaires", blank=True)
    itinerant = models.BooleanField("itinérant", null=True)
    accessibility_url = models.URLField("fiche d’accessibilité", max_length=500, blank=True)
    appointment_url = models.URLField("prise de rendez-vous", max_length=500, blank=True)
    summary = models.TextField("présentation courte", blank=True)
    description = models.TextField("présentation", blank=True)
    parent_organisation = models.CharField("structure porteuse telle que publiée", max_length=250, blank=True)
    status = models.CharField("état", max_length=10, choices=PlaceStatus, default=PlaceStatus.ACTIVE)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name="réuni à"
    )
    search_text = models.TextField("texte cherché", blank=True)
    completeness = models.FloatField("complétude, de 0 à 1", default=0.0)
    confirmed_on = models.DateField("dernière confirmation", null=True, blank=True)
    freshness = models.CharField("fraîcheur", max_length=10, choices=Freshness, default=Freshness.STALE)
    is_demonstration = models.BooleanField("lieu fictif de démonstration", default=False)
    created_at = models.DateTimeField("créé le", default=timezone.now)
    updated_at = models.DateTimeField("modifié le", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "lieu"
        verbose_name_plural = "lieux"
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["status", "commune"], name="place_status_commune"),
            models.Index(fields=["updated_at", "id"], name="place_updated"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status=PlaceStatus.MERGED, merged_into__isnull=False)
                | (~models.Q(status=PlaceStatus.MERGED) & models.Q(merged_into__isnull=True)),
                name="merged_place_names_its_heir",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_coordinates_paired",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceTerm(models.Model):
    """One word of a vocabulary that holds for a place."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="terms", verbose_name="lieu")
    vocabulary = models.CharField("vocabulaire", max_length=20)
    code = models.CharField("code", max_length=60)

    class Meta:
        verbose_name = "terme de lieu"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "vocabulary", "code"], name="one_row_per_place_term")
        ]
        indexes: ClassVar = [models.Index(fields=["vocabulary", "code"], name="place_term_code")]

    def __str__(self) -> str:
        return f"{self.vocabulary} : {self.code}"


class Service(models.Model):
    """One thing that a place offers, by its code in the vocabulary of services."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="services", verbose_name="lieu")
    code = models.CharField("service", max_length=60, db_index=True)
    details = models.TextField("précisions", blank=True)
    by_appointment = models.BooleanField("sur rendez-vous", null=True)

    class Meta:
        verbose_name = "service"
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "code"], name="one_row_per_place_service")]

    def __str__(self) -> str:
        return self.code


class Closure(models.Model):
    """Dates on which a place is closed, or opens otherwise, whatever its week says."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="closures", verbose_name="lieu")
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    hours = models.CharField("horaires ce jour-là (vide : fermé)", max_length=100, blank=True)
    reason = models.CharField("raison", max_length=200, blank=True)

    class Meta:
        verbose_name = "fermeture exceptionnelle"
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="closure_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"


class Session(models.Model):
    """A dated presence: a stop of a bus, a permanence, a workshop; repeated by an RFC 5545 rule, with exceptions."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="sessions", verbose_name="lieu")
    title = models.CharField("intitulé", max_length=200)
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="place_sessions", verbose_name="commune")
    address = models.CharField("adresse", max_length=250, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    starts_at = models.DateTimeField("premier passage")
    ends_at = models.DateTimeField("fin du premier passage")
    recurrence = models.CharField("répétition", max_length=200, blank=True)
    exceptions = models.JSONField("dates sans passage", default=list, blank=True)

    class Meta:
        verbose_name = "séance"
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="session_in_order")
        ]

    def __str__(self) -> str:
        return self.title


class FieldValue(models.Model):
    """One value that a field of a place has had: from where, seen when, confirmed by whom. Never changed after."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="values", verbose_name="lieu")
    field = models.CharField("champ", max_length=40)
    value = models.JSONField("valeur", null=True)
    source = models.CharField("source", max_length=80)
    seen_on = models.DateField("vue le")
    method = models.CharField("façon", max_length=15, choices=Method)
    confirmed_by = models.CharField("confirmée par", max_length=200, blank=True)
    at = models.DateTimeField("enregistrée le", default=timezone.now)

    class Meta:
        verbose_name = "valeur tracée"
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["place", "field", "-id"], name="field_value_latest")]

    def __str__(self) -> str:
        return f"{self.field} ({self.source})"
