"""States of places, duplicates, conflicts, campaigns and reports, with their French words."""

from __future__ import annotations

from django.db.models import TextChoices


class PlaceStatus(TextChoices):
    """Whether a place is shown; a merged one redirects to the place that it joined."""

    ACTIVE = "active", "Actif"
    CLOSED = "closed", "Fermé définitivement"
    MERGED = "merged", "Réuni à un autre lieu"


class Method(TextChoices):
    """How a value came to us."""

    IMPORT = "import", "Import"
    EDIT = "edit", "Saisie"
    CONFIRMATION = "confirmation", "Confirmation du lieu"
    REPORT = "report", "Signalement"
    MERGE = "merge", "Réunion de doublons"
    UNDO = "undo", "Retour en arrière"


class Verdict(TextChoices):
    """What was decided of a pair of places."""

    PENDING = "pending", "À examiner"
    SAME = "same", "Le même lieu"
    DISTINCT = "distinct", "Deux lieux différents"


class ConflictStatus(TextChoices):
    """What was decided of a difference between us and a source."""

    OPEN = "open", "À trancher"
    KEPT = "kept", "Notre valeur gardée"
    TAKEN = "taken", "Valeur de la source prise"


class ConfirmationAnswer(TextChoices):
    """What a place answered to a request for confirmation."""

    NONE = "none", "Sans réponse"
    CORRECT = "correct", "Tout est exact"
    CHANGED = "changed", "Corrigé par le lieu"
    CLOSED = "closed", "Le lieu a fermé"


class ReportKind(TextChoices):
    """What someone reports about a place."""

    HOURS = "hours", "Les horaires sont faux"
    CONTACT = "contact", "Le téléphone ou le courriel est faux"
    ADDRESS = "address", "L’adresse est fausse"
    CLOSED = "closed", "Le lieu a fermé"
    DUPLICATE = "duplicate", "Ce lieu apparaît deux fois"
    OTHER = "other", "Autre chose"


class ReportStatus(TextChoices):
    """Where a report stands."""

    OPEN = "open", "Reçu"
    ANSWERED = "answered", "Répondu"


class Freshness(TextChoices):
    """The four colours, by the time since the last confirmation, as in Mon inclusion numérique."""

    RECENT = "recent", "À jour (moins de 6 mois)"
    AGEING = "ageing", "À vérifier bientôt (6 à 12 mois)"
    OLD = "old", "À vérifier (12 à 18 mois)"
    STALE = "stale", "Périmé (plus de 18 mois ou jamais confirmé)"
