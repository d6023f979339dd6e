"""States and kinds of the funding, with their French words."""

from __future__ import annotations

from django.db.models import TextChoices


class RequestState(TextChoices):
    """Where a request for money stands."""

    DRAFT = "draft", "Brouillon"
    FILED = "filed", "Déposée"
    INCOMPLETE = "incomplete", "À compléter"
    EXAMINED = "examined", "En instruction"
    ACCEPTED = "accepted", "Acceptée"
    REFUSED = "refused", "Refusée"
    AGREED = "agreed", "Conventionnée"
    PAID = "paid", "Versée"
    JUSTIFIED = "justified", "Justifiée"
    SETTLED = "settled", "Soldée"
    WITHDRAWN = "withdrawn", "Retirée"
    TO_REFUND = "to_refund", "À restituer"


class RequestEvent(TextChoices):
    """What can happen to a request."""

    FILE = "file", "Déposer"
    WITHDRAW = "withdraw", "Retirer"
    COMPLETE = "complete", "Demander un complément"
    EXAMINE = "examine", "Mettre en instruction"
    ACCEPT = "accept", "Accepter"
    REFUSE = "refuse", "Refuser"
    AGREE = "agree", "Signer la convention"
    PAY = "pay", "Verser"
    JUSTIFY = "justify", "Déposer le bilan"
    SETTLE = "settle", "Solder"
    CLAIM = "claim", "Demander une restitution"
    REOPEN = "reopen", "Reprendre"


class Purpose(TextChoices):
    """What a request pays: each has its own window."""

    ELABORATION = "elaboration", "Élaborer la feuille de route"
    DEPLOYMENT = "deployment", "Déployer la feuille de route"


class PlanKind(TextChoices):
    """A line of a financing plan."""

    SUBSIDY = "subsidy", "Autre subvention publique"
    CO_FUNDING = "co_funding", "Cofinancement privé"
    OWN = "own", "Fonds propres"


class PlanStatus(TextChoices):
    """How sure a line of a financing plan is."""

    HOPED = "hoped", "Pressenti"
    ASKED = "asked", "Sollicité"
    CONFIRMED = "confirmed", "Confirmé"
    RECEIVED = "received", "Versé"


class PaperKind(TextChoices):
    """The papers that a funder asks for."""

    BUDGET = "budget", "Budget prévisionnel"
    SIRENE = "sirene", "Avis de situation SIRENE"
    RIB = "rib", "RIB"
    CER = "cer", "Contrat d’engagement républicain"
    QUOTE = "quote", "Devis du prestataire"
    INVOICE = "invoice", "Facture ou justificatif"
    REPORT = "report", "Bilan"
    SIGNED = "signed", "Convention signée"


class TraineeModule(TextChoices):
    """The three trainings that the envelope pays."""

    HELPER = "helper", "Aidant numérique"
    HELPER_CONNECT = "helper_connect", "Aidant numérique et Aidants Connect"
    CONNECT = "connect", "Aidants Connect"


class ScenarioKind(TextChoices):
    """What a scenario shares out."""

    ACTIONS = "actions", "Actions à financer"
    TRAINING = "training", "Places de formation"
