"""Form fields that every subject shares; what each expects is said in French."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from maillage.design.money import parse_euros, typed_euros


class EuroField(forms.CharField):
    """An amount, however people type it: « 59 700 », « 59.700,00 € »; None when an optional one is empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show an amount of the database as people write it; what was typed comes back as typed."""
        return typed_euros(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        """The amount, or the French reason why it is not one."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        try:
            return parse_euros(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class EmailField(forms.EmailField):
    """An address; a wrong one is answered with a right one."""

    default_error_messages = {"invalid": "Écrivez l’adresse ainsi : nom@domaine.fr."}  # noqa: RUF012


class WebField(forms.URLField):
    """An address of the Web; a wrong one is answered with a right one."""

    default_error_messages = {"invalid": "Écrivez l’adresse ainsi : https://exemple.fr/page."}  # noqa: RUF012


def day_field(label: str, *, hint: str = "", required: bool = True) -> forms.DateField:
    """A day, with the calendar of the browser."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


def reason_field(label: str, *, hint: str = "", required: bool = True) -> forms.CharField:
    """A few lines that say why."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=500, widget=widget)


class FigureField(EuroField):
    """A figure that is not money, typed as people type it: « 15 000 », « 62,5 »; at most two decimals."""

    default_error_messages = {"unreadable": "Écrivez un nombre, par exemple 15 000 ou 62,5."}  # noqa: RUF012

    def prepare_value(self, value: Any) -> Any:
        """Show a figure without useless decimals."""
        shown = super().prepare_value(value)
        return shown.removesuffix(",00") if isinstance(shown, str) and isinstance(value, Decimal) else shown

    def clean(self, value: Any) -> Decimal | None:
        """The figure, or the French reason why it is not one."""
        text = str(value or "").strip()
        if "€" in text or "eur" in text.lower():
            raise forms.ValidationError(self.error_messages["unreadable"])
        try:
            return super().clean(value)
        except forms.ValidationError as error:
            if not {one.code for one in error.error_list}.isdisjoint(("required", "max_length")):
                raise
            raise forms.ValidationError(self.error_messages["unreadable"]) from error
