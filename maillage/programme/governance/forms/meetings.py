"""Planning, postponing and cancelling a meeting; the items of its agenda and their papers."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from maillage.design.fields import WebField
from maillage.programme.governance.enums import Confidentiality, ItemKind
from maillage.programme.governance.models import Meeting
from maillage.programme.governance.rules.papers import KINDS, WORDS
from maillage.programme.governance.selectors.meetings import committees_that_meet

DATE = {"type": "date"}
TIME = {"type": "time"}


class TimesForm(forms.Form):
    """A day, a start and an end, given back as instants."""

    day = forms.DateField(label="Jour", widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))
    starts = forms.TimeField(label="Début", widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    ends = forms.TimeField(label="Fin prévue", widget=forms.TimeInput(attrs=TIME, format="%H:%M"))

    def clean(self) -> dict[str, Any]:
        """The two instants, in order."""
        answers = super().clean() or {}
        if {"day", "starts", "ends"} <= answers.keys():
            for name, end in (("starts", "starts_at"), ("ends", "ends_at")):
                moment = datetime.combine(answers["day"], answers[name])
                answers[end] = timezone.make_aware(moment)
            if answers["ends_at"] <= answers["starts_at"]:
                self.add_error("ends", "La fin prévue doit venir après le début.")
        return answers

    @property
    def times(self) -> dict[str, datetime]:
        """Start and end."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}


class MeetingForm(TimesForm):
    """What is planned of a meeting."""

    title = forms.CharField(label="Intitulé", max_length=200)
    place = forms.CharField(label="Lieu", max_length=200, required=False, help_text="Salle et bâtiment.")
    address = forms.CharField(label="Adresse", max_length=250, required=False)
    remote_url = WebField(
        label="Lien pour participer à distance", max_length=500, required=False, assume_scheme="https"
    )

    field_order = ("committee", "title", "day", "starts", "ends", "place", "address", "remote_url")

    @property
    def values(self) -> dict[str, Any]:
        """What the commands take."""
        names = ("title", "place", "address", "remote_url")
        return {**{name: self.cleaned_data[name] for name in names}, **self.times}


def new_initial(query: Mapping[str, str]) -> dict[str, Any]:
    """What a link that proposes a date already knows: `instance`, `jour`, `debut`; what is senseless is left out."""
    committee = next((one for one in committees_that_meet() if str(one.public_id) == query.get("instance")), None)
    shapes = {"day": ("jour", date.fromisoformat), "starts": ("debut", time.fromisoformat)}
    found: dict[str, Any] = {"committee": committee} if committee else {}
    for name, (key, read) in shapes.items():
        with suppress(ValueError):
            found[name] = read(query.get(key, ""))
    return found


class NewMeetingForm(MeetingForm):
    """A meeting of one of the instances."""

    committee: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label="Instance", empty_label="Choisissez"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committees: forms.ModelChoiceField = self.fields["committee"]  # type: ignore[assignment]
        committees.queryset = committees_that_meet()


def meeting_initial(meeting: Meeting) -> dict[str, Any]:
    """The fields of a meeting as it is."""
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return {
        "title": meeting.title,
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "place": meeting.place,
        "address": meeting.address,
        "remote_url": meeting.remote_url,
    }


class PostponeForm(TimesForm):
    """The new day, and why."""

    reason = forms.CharField(label="Pourquoi", max_length=500, help_text="La raison est lue par les membres.")


class CancelForm(forms.Form):
    """Why a meeting is cancelled."""

    reason = forms.CharField(label="Pourquoi", max_length=500, help_text="La raison est lue par les membres.")


class ItemForm(forms.Form):
    """An item of the agenda."""

    title = forms.CharField(label="Intitulé", max_length=250)
    kind = forms.ChoiceField(label="Nature", choices=ItemKind.choices, initial=ItemKind.INFORMATION)
    rapporteur = forms.CharField(label="Rapporteur", max_length=200, required=False)
    minutes_planned = forms.IntegerField(label="Durée, en minutes", min_value=1, max_value=600, initial=15)
    confidentiality = forms.ChoiceField(
        label="Qui peut lire",
        choices=Confidentiality.choices,
        initial=Confidentiality.PARTNERS,
        help_text="Un point réservé aux co-pilotes ne figure ni dans les courriels, ni à l’écran de projection.",
    )


class PaperForm(forms.Form):
    """A file, or an address."""

    title = forms.CharField(label="Titre de la pièce", max_length=200)
    file = forms.FileField(
        label="Fichier",
        required=False,
        help_text=f"{WORDS}, de 25 Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in KINDS)}),
    )
    url = WebField(label="Ou son adresse", max_length=500, required=False, assume_scheme="https", help_text="https://…")

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        answers = super().clean() or {}
        if not self.errors and bool(answers.get("file")) == bool(answers.get("url")):
            self.add_error("file", "Joignez un fichier, ou donnez une adresse : l’un ou l’autre.")
        return answers


class NoteForm(forms.Form):
    """A private note."""

    text = forms.CharField(
        label="Ma note",
        max_length=5000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Vous seul·e la lisez.",
    )
