"""Bringing existing minutes in: the file, then what is kept of what was read."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet

from maillage.design.fields import day_field
from maillage.programme.governance.enums import CollegeKind
from maillage.programme.governance.models import Committee
from maillage.programme.governance.selectors.readings import KINDS
from maillage.programme.governance.services.readings import Kept

MOST_BYTES = 10 * 1024 * 1024
LISTS = ("people", "chapters", "decisions", "follow_ups", "deadlines")


class MinutesFileForm(forms.Form):
    """One file of minutes."""

    file = forms.FileField(
        label="Le relevé",
        help_text=f"{', '.join(KINDS)}, 10 Mo au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(KINDS)}),
    )

    def clean_file(self) -> object:
        """Bounded before anything is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("Ce fichier pèse plus de 10 Mo : enregistrez-le sans ses images.")
        return file


class KeptForm(forms.Form):
    """What is kept: the meeting, then the ticked findings."""

    committee = forms.ModelChoiceField(label="Instance", queryset=Committee.objects.none(), empty_label="Choisissez")
    title = forms.CharField(label="Intitulé de la réunion", max_length=200)
    held_on = day_field("Date de la réunion")

    def __init__(self, *args: object, committees: QuerySet[Committee], sizes: dict[str, int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        chosen = self.fields["committee"]
        if isinstance(chosen, forms.ModelChoiceField):
            chosen.queryset = committees
        for name in LISTS:
            choices = [(str(place), str(place)) for place in range(sizes[name])]
            self.fields[name] = forms.MultipleChoiceField(choices=choices, required=False)
        for place in range(sizes["people"]):
            self.fields[f"college-{place}"] = forms.ChoiceField(choices=CollegeKind.choices, required=False)

    def kept(self) -> Kept:
        """The choice, as the service takes it."""
        found = self.cleaned_data
        ticked = {name: frozenset(int(place) for place in found[name]) for name in LISTS}
        colleges = {place: found.get(f"college-{place}", "") for place in ticked["people"]}
        return Kept(found["title"], found["held_on"], colleges=colleges, **ticked)
