"""What agreements, payments, expenses, reports and trainees ask."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.design.fields import EuroField, day_field
from maillage.programme.funding.enums import TraineeModule
from maillage.programme.funding.rules.agreements import Spent
from maillage.programme.funding.rules.training import Trained
from maillage.programme.roadmap.enums import BudgetNature

TALL = {"rows": 4}


class AgreementForm(forms.Form):
    """The agreement of a beneficiary."""

    starts_on = day_field("Début")
    ends_on = day_field("Fin")
    signatories = forms.CharField(
        label="Signataires", help_text="Un par ligne : nom et fonction.", max_length=500, widget=forms.Textarea(TALL)
    )

    def clean_signatories(self) -> list[str]:
        """The lines."""
        return [line.strip() for line in str(self.cleaned_data["signatories"]).splitlines() if line.strip()]


class SignatureForm(forms.Form):
    """The day of the signature."""

    signed_on = day_field("Signée le")


class AmendmentForm(forms.Form):
    """What an amendment changes."""

    wording = forms.CharField(label="Objet de l’avenant", max_length=1000, widget=forms.Textarea(TALL))
    ends_on = day_field("Nouvelle fin", required=False)


class PaymentForm(forms.Form):
    """A payment."""

    amount_eur = EuroField(label="Montant versé")
    paid_on = day_field("Versé le")
    reference = forms.CharField(label="Référence du virement", max_length=60, required=False)


class ExpenseForm(forms.Form):
    """An expense."""

    spent_on = day_field("Dépensé le")
    label = forms.CharField(label="Dépense", max_length=200)
    supplier = forms.CharField(label="Fournisseur", max_length=150)
    invoice = forms.CharField(label="Numéro de la facture", max_length=60)
    nature = forms.ChoiceField(label="Nature", choices=BudgetNature.choices)
    amount_eur = EuroField(label="Montant")

    def kept(self) -> dict[str, Any]:
        """What the service keeps."""
        given = self.cleaned_data
        spent = Spent(given["spent_on"], BudgetNature(given["nature"]), given["amount_eur"])
        return {"spent": spent} | {name: given[name] for name in ("label", "supplier", "invoice")}


class ReportForm(forms.Form):
    """The report."""

    text = forms.CharField(
        label="Ce qui a été fait, ce que cela a donné", max_length=5000, widget=forms.Textarea({"rows": 8})
    )


class RefundForm(forms.Form):
    """The day when the money came back."""

    refunded_on = day_field("Restitué le")


class TraineeForm(forms.Form):
    """Someone trained: only what the convention asks."""

    full_name = forms.CharField(label="Nom et prénom", max_length=150)
    employer = forms.CharField(label="Employeur", max_length=200)
    employer_siret = forms.CharField(label="SIRET de l’employeur", max_length=20)
    training_body = forms.CharField(label="Organisme de formation", max_length=200)
    qualiopi_until = day_field("Certifié Qualiopi jusqu’au")
    module = forms.ChoiceField(label="Module", choices=TraineeModule.choices)
    trained_on = day_field("Formé le")
    is_conseiller_numerique = forms.BooleanField(label="C’est un conseiller numérique", required=False)
    employer_in_uniformation = forms.BooleanField(label="L’employeur adhère à l’OPCO Uniformation", required=False)

    def kept(self) -> dict[str, Any]:
        """What the service keeps."""
        given = self.cleaned_data
        trained = Trained(
            given["full_name"],
            given["employer_siret"],
            given["is_conseiller_numerique"],
            given["employer_in_uniformation"],
            given["qualiopi_until"],
            given["trained_on"],
        )
        return {"trained": trained, "module": TraineeModule(given["module"])} | {
            name: given[name] for name in ("employer", "training_body")
        }
