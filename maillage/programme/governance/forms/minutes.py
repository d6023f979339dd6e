"""Forms of the relevé: its last words, its review, a remark, its signature, an erratum."""

from __future__ import annotations

from django import forms

from maillage.design.fields import day_field


class WordsForm(forms.Form):
    """What the records of the meeting do not hold."""

    next_steps = forms.CharField(
        label="Prochaines étapes",
        required=False,
        max_length=5000,
        help_text="Une par ligne.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    closing = forms.CharField(
        label="Formule de clôture", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReviewForm(forms.Form):
    """Until when partners may comment."""

    until = day_field("Relecture jusqu’au")


class RemarkForm(forms.Form):
    """One remark on one paragraph."""

    paragraph = forms.CharField(max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(label="Votre remarque", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class SignatureForm(forms.Form):
    """Who signs. The text cannot change after."""

    signatory = forms.CharField(label="Nom de la personne qui signe", max_length=150)
    function = forms.CharField(label="Sa fonction", max_length=200, help_text="Par exemple : la secrétaire générale.")


class ErratumForm(forms.Form):
    """What must be read instead."""

    text = forms.CharField(label="Ce qu’il faut lire", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
