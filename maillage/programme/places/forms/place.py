"""A place typed by hand: who, where, how to reach it, what it offers, when; and what deserves a second look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from maillage.design.typography import spoken_phone
from maillage.programme.places.forms.commune import CommuneFields
from maillage.programme.places.forms.contact import LinesField
from maillage.programme.places.forms.week import WeekFields
from maillage.programme.places.ledger import LISTS, TERMS, TEXTS, values_of
from maillage.programme.places.models import Place
from maillage.programme.places.selectors.duplicates import lookalikes
from maillage.programme.places.selectors.localities import km_outside
from maillage.sources.places.contacts import emails_of, phones_of, site_of, sites_of
from maillage.sources.places.identifiers import rna_of, siret_of
from maillage.sources.places.localities import departement_named, located
from maillage.tables.places import PlaceRow, row_from_json
from maillage.tables.vocabulary import labels_of, terms_of

Lookalike = tuple[Place, float, tuple[str, ...]]
CHOICES = {
    "kinds": "Type de lieu",
    "services": "Services",
    "audiences": "Publics",
    "special_care": "Prise en charge spécifique",
    "fees": "Frais",
    "access_modes": "Modalités d’accès",
    "support_modes": "Modalités d’accompagnement",
    "programmes": "Dispositifs",
    "labels": "Labels",
    "equipment": "Matériel",
    "accessibility": "Accessibilité",
    "languages": "Langues parlées",
}
UNSAID, FIXED, MOVING = "", "fixe", "itinerant"
NEAR_KM = 0.5


def _text(label: str, hint: str = "", **more: Any) -> forms.CharField:
    more.setdefault("required", False)
    return forms.CharField(label=label, help_text=hint, **more)


def _long(label: str, hint: str = "", rows: int = 3) -> forms.CharField:
    return _text(label, hint, widget=forms.Textarea(attrs={"rows": rows}), max_length=10_000)


class PlaceForm(CommuneFields, WeekFields):
    """Everything that a place says of itself."""

    name = _text("Nom du lieu", required=True, max_length=200)
    parent_organisation = _text("Structure porteuse", max_length=250)
    siret = _text("SIRET", "14 chiffres. Espaces acceptés.", max_length=30)
    rna = _text("Numéro RNA", "Pour une association : W et 9 chiffres.", max_length=20)
    no_identifier_reason = _text(
        "S’il n’y a ni SIRET ni RNA, pourquoi", "Par exemple : annexe d’une mairie, sans SIRET à elle.", max_length=200
    )
    address = _text("Adresse", "Numéro et voie.", max_length=250)
    address_extra = _text("Complément d’adresse", max_length=250)
    postal_code = _text("Code postal", max_length=5)
    latitude = _text("Latitude", "En degrés, par exemple 48,9959.", max_length=20)
    longitude = _text("Longitude", "En degrés, par exemple 2,3806.", max_length=20)
    itinerance = forms.ChoiceField(
        label="Fixe ou itinérant",
        required=False,
        choices=[(UNSAID, "Non précisé"), (FIXED, "Lieu fixe"), (MOVING, "Bus ou lieu itinérant")],
    )
    phones = LinesField(label="Téléphone", help_text="Un numéro par ligne.")
    emails = LinesField(label="Courriel", help_text="Une adresse par ligne.", read=emails_of)
    websites = LinesField(label="Site web", help_text="Une adresse par ligne.", read=sites_of)
    appointment_url = _text("Prise de rendez-vous en ligne", "L’adresse de la page.", max_length=500)
    accessibility_url = _text(
        "Fiche d’accessibilité", "L’adresse de la page, par exemple sur Acceslibre.", max_length=500
    )
    hours_note = _long("Précision sur les horaires", rows=2)
    local_labels = LinesField(label="Labels locaux", help_text="Un par ligne.")
    summary = _text("Présentation courte", "Une ou deux phrases.", max_length=500, widget=forms.Textarea({"rows": 2}))
    description = _long("Présentation", rows=5)

    def __init__(self, *args: Any, place: Place | None = None, **kwargs: Any) -> None:
        held = values_of(place) if place else {}
        super().__init__(*args, hours=held.get("hours", ""), initial=_initial(place, held) if place else None, **kwargs)
        self.place, self.held = place, held
        self.doubts: list[str] = []
        self.lookalikes: list[Lookalike] = []
        for name, label in CHOICES.items():
            self.fields[name] = _choice(name, label, held.get(name, ()))

    def clean_siret(self) -> str:
        """A SIRET whose key is right."""
        return self._identifier(*siret_of(self.cleaned_data["siret"]))

    def clean_rna(self) -> str:
        """The number of an association."""
        return self._identifier(*rna_of(self.cleaned_data["rna"]))

    def clean_appointment_url(self) -> str:
        """An address in http or https."""
        return _site(self.cleaned_data["appointment_url"])

    def clean_accessibility_url(self) -> str:
        """An address in http or https."""
        return _site(self.cleaned_data["accessibility_url"])

    def clean_postal_code(self) -> str:
        """Five digits."""
        code = str(self.cleaned_data["postal_code"]).strip()
        if code and not (len(code) == 5 and code.isascii() and code.isdecimal()):
            raise forms.ValidationError("Ce n’est pas un code postal : il faut 5 chiffres.")
        return code

    def clean(self) -> dict[str, Any]:
        """What depends on several fields, then what deserves a second look."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("hours_note", "summary", "description"):
            cleaned[name] = str(cleaned.get(name, "")).replace("\r\n", "\n")
        self._settle_place(cleaned)
        self.settle_week(cleaned)
        self._check_identity(cleaned)
        self._check_phones(cleaned)
        self._check_point(cleaned)
        if not self.errors and self.place is None:
            self.lookalikes = lookalikes(self.row())
        return cleaned

    def needs_a_second_look(self) -> bool:
        """Whether something must be confirmed before it is kept."""
        return bool(self.doubts or self.lookalikes) and "quand_meme" not in self.data

    def values(self) -> dict[str, Any]:
        """The values by field, as the ledger takes them."""
        found = self.cleaned_data
        names = (*TEXTS, *LISTS, *TERMS, "services", "commune_code", "latitude", "longitude")
        kept = {name: found[name] for name in names if name in found}
        return kept | {"itinerant": {FIXED: False, MOVING: True}.get(found.get("itinerance", ""))}

    def row(self) -> PlaceRow:
        """What was typed, as deduplication compares it."""
        found = self.cleaned_data
        texts = ("name", "siret", "rna", "commune_code", "commune_name", "postal_code", "address")
        names = (*texts, "latitude", "longitude", "kinds", "phones", "emails", "websites")
        return row_from_json({"source": "", "source_id": "", **{name: found[name] for name in names if name in found}})

    def choice_groups(self) -> Iterable[tuple[forms.BoundField, str]]:
        """Each vocabulary, and the words chosen in it."""
        return ((self[name], ", ".join(labels_of(name, self[name].value() or ()))) for name in CHOICES)

    def _identifier(self, number: str, fault: str) -> str:
        if fault:
            raise forms.ValidationError(fault)
        return number

    def _settle_place(self, cleaned: dict[str, Any]) -> None:
        # A commune left as it was stays the same one, homonyms included, even an unknown one.
        if self.place is not None and "commune" in cleaned and "commune" not in self.changed_data:
            cleaned["commune_code"] = self.held["commune_code"]
            cleaned["commune_name"] = self.held["commune_name"]
        else:
            self.settle_commune(cleaned, cleaned.get("postal_code", ""))

    def _check_identity(self, cleaned: dict[str, Any]) -> None:
        named = any(cleaned.get(name) for name in ("siret", "rna", "no_identifier_reason"))
        had = self.place is None or any(self.held[n] for n in ("siret", "rna", "no_identifier_reason"))
        faulty = {"siret", "rna"} & set(self.errors)
        if had and not named and not faulty:
            self.add_error("no_identifier_reason", "Donnez un SIRET, un numéro RNA, ou dites pourquoi il n’y en a pas.")

    def _check_phones(self, cleaned: dict[str, Any]) -> None:
        where = departement_named(cleaned.get("commune_code", ""), cleaned.get("postal_code", ""))
        reader = LinesField(read=lambda line: phones_of(line, where))
        try:
            cleaned["phones"] = reader.clean("\n".join(cleaned.get("phones", ())))
        except forms.ValidationError as error:
            self.add_error("phones", error)

    def _check_point(self, cleaned: dict[str, Any]) -> None:
        north, east = (str(cleaned.get(name, "")) for name in ("latitude", "longitude"))
        code = cleaned.get("commune_code", "")
        latitude, longitude, fault = located(north, east, code)
        if latitude is None or longitude is None:
            cleaned["latitude"] = cleaned["longitude"] = None
            if fault:
                self.add_error("latitude", fault)
            return
        cleaned["latitude"], cleaned["longitude"] = latitude, longitude
        outside = km_outside(latitude, longitude, code) if code else 0.0
        if fault:
            self.doubts.append(fault)
        elif outside > NEAR_KM and {"latitude", "longitude", "commune"} & set(self.changed_data):
            self.doubts.append(
                f"Ces coordonnées sont à environ {outside:.0f} km de la commune : à vérifier.".replace(" 0 km", " 1 km")
            )


def _choice(name: str, label: str, held: Iterable[str]) -> forms.MultipleChoiceField:
    known = terms_of(name)
    terms = [(code, term.label) for code, term in known.items()]
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=[*terms, *((code, code) for code in held if code not in known)],
        widget=forms.CheckboxSelectMultiple,
        initial=list(held),
    )


def _site(text: str) -> str:
    if text and not site_of(text):
        raise forms.ValidationError("Ce n’est pas une adresse de site.")
    return site_of(text) if text else ""


def _initial(place: Place, held: dict[str, Any]) -> dict[str, Any]:
    commune = place.commune.name if place.commune else place.commune_name
    moving = {True: MOVING, False: FIXED}.get(held["itinerant"], UNSAID)
    point = {name: "" if held[name] is None else str(held[name]) for name in ("latitude", "longitude")}
    phones = [spoken_phone(phone) for phone in held["phones"]]
    return {**held, **point, "phones": phones, "commune": commune, "itinerance": moving}
