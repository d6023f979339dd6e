"""What a place corrects of its own sheet: contacts, address, and the week without any syntax."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms

from maillage.design.typography import spoken_phone
from maillage.programme.places.forms.contact import LinesField
from maillage.programme.places.forms.week import WeekFields
from maillage.programme.places.models import Place
from maillage.sources.places.contacts import emails_of, phones_of

CORRECTED = ("phones", "emails", "address", "postal_code", "hours")


class CorrectionForm(WeekFields):
    """The sheet as it is, to be corrected; what is not touched stays."""

    phones = LinesField(label="Téléphone", help_text="Un numéro par ligne.")
    emails = LinesField(label="Courriel", help_text="Une adresse par ligne.", read=emails_of)
    address = forms.CharField(label="Numéro et rue", max_length=250, required=False)
    postal_code = forms.RegexField(
        r"^\d{5}$", label="Code postal", required=False, error_messages={"invalid": "Un code postal a cinq chiffres."}
    )
    every_field_optional = True

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        held = {
            "phones": [spoken_phone(phone) for phone in place.phones],
            "emails": list(place.emails),
            "address": place.address,
            "postal_code": place.postal_code,
        }
        super().__init__(*args, hours=place.hours, initial=held, **kwargs)
        phones = self.fields["phones"]
        if isinstance(phones, LinesField):
            phones.read = partial(phones_of, departement=place.postal_code[:2])

    def clean(self) -> dict[str, Any]:
        """The hours are judged as a whole week; a place that has some does not lose them by a blank form."""
        cleaned = super().clean() or self.cleaned_data
        self.settle_week(cleaned)
        if self.hours and not cleaned.get("hours") and not self.errors:
            self.add_error("j0_de0", "Donnez au moins une plage, ou répondez que le lieu a fermé.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What the place says now, by field."""
        return {field: self.cleaned_data[field] for field in CORRECTED}
