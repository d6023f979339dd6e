"""The search of the directory: every choice lives in the address, an unknown one is forgotten, never an error."""

from __future__ import annotations

from dataclasses import replace

from django import forms

from maillage.programme.places.enums import Freshness
from maillage.programme.places.selectors.directory import Criteria
from maillage.programme.territories.names import plain
from maillage.programme.territories.selectors import qpv_named, territories_named, territory_name
from maillage.tables.vocabulary import terms_of

EVERYWHERE = "france"
FRANCE_LATITUDES, FRANCE_LONGITUDES = (-90.0, 90.0), (-180.0, 180.0)


def _choices(vocabulary: str, *, broad_only: bool = False) -> list[tuple[str, str]]:
    terms = terms_of(vocabulary).values()
    return [(term.code, term.plain or term.label) for term in terms if not (broad_only and term.broader)]


def _several(label: str, vocabulary: str, *, broad_only: bool = False) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=lambda: _choices(vocabulary, broad_only=broad_only),
        widget=forms.CheckboxSelectMultiple,
    )


class SearchForm(forms.Form):
    """Words, where, and the filters of both national standards."""

    every_field_optional = True

    quoi = forms.CharField(label="Nom du lieu", required=False, max_length=100)
    ou = forms.CharField(
        label="Où ?",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "Commune, EPCI, QPV, code postal"}),
    )
    territoire = forms.CharField(required=False, max_length=9, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    service = forms.ChoiceField(
        label="Pour quoi ?",
        required=False,
        choices=lambda: [("", "Peu importe"), *_choices("services", broad_only=True)],
    )
    accompagnement = _several("Comment", "support_modes")
    public = _several("Pour qui", "audiences")
    besoin = _several("Besoin particulier", "special_care")
    langue = _several("Langue parlée", "languages")
    acces = _several("Accessibilité", "accessibility")
    frais = _several("Frais", "fees", broad_only=True)
    dispositif = _several("Dispositif", "programmes")
    type = _several("Type de lieu", "kinds")
    ouvert = forms.BooleanField(label="Ouvert maintenant", required=False)
    itinerant = forms.BooleanField(label="Bus et lieux itinérants seulement", required=False)
    fraicheur = forms.ChoiceField(label="Vérifié", required=False, choices=[("", "Peu importe"), *Freshness.choices])


TERM_FIELDS = {
    "accompagnement": "support_modes",
    "public": "audiences",
    "besoin": "special_care",
    "langue": "languages",
    "acces": "accessibility",
    "frais": "fees",
    "dispositif": "programmes",
    "type": "kinds",
}


def criteria_of(form: SearchForm) -> tuple[Criteria, str]:
    """(criteria, what was understood of « where »); a field that makes no sense is left out."""
    form.is_valid()
    found = form.cleaned_data
    point = (found.get("lat"), found.get("lon"))
    criteria = Criteria(
        text=found.get("quoi", ""),
        near=(point[0], point[1]) if point[0] is not None and point[1] is not None else None,
        services=(found["service"],) if found.get("service") else (),
        terms=tuple((vocabulary, tuple(found.get(name, ()))) for name, vocabulary in TERM_FIELDS.items()),
        itinerant=True if found.get("itinerant") else None,
        open_now=bool(found.get("ouvert")),
        freshness=found.get("fraicheur", ""),
    )
    code = found.get("territoire", "")
    name = territory_name(code) if code else ""
    if name:
        return replace(criteria, territory=code), name
    return _located(criteria, found.get("ou", "").strip())


def _located(criteria: Criteria, where: str) -> tuple[Criteria, str]:
    if not where:
        return criteria, ""
    if where.casefold() == EVERYWHERE:
        return replace(criteria, territory=EVERYWHERE), "toute la France"
    if where.isdigit() and len(where) == 5:
        return replace(criteria, territory=EVERYWHERE, postal_code=where), f"code postal {where}"
    # Who types « Cergy » lives in the town: it comes before the EPCI that bears its name.
    named = sorted(territories_named(where), key=lambda found: plain(found.name) != plain(where))
    quartiers = qpv_named(where)
    if quartiers and (not named or where.casefold().startswith(("qpv", "quartier"))):
        return replace(criteria, territory=quartiers[0].code), f"QPV {quartiers[0].name} et 300 m autour"
    if not named:
        return replace(criteria, territory="inconnu"), ""
    return replace(criteria, territory=named[0].code), named[0].name
