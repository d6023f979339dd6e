"""States and kinds of the roadmap, with their French words."""

from __future__ import annotations

from django.db.models import TextChoices


class RoadmapState(TextChoices):
    """Where a feuille de route stands."""

    DRAFT = "draft", "Ébauche"
    CONSULTATION = "consultation", "En concertation"
    VALIDATED = "validated", "Validée par le COTECH"
    ADOPTED = "adopted", "Adoptée par le COPIL"
    FILED = "filed", "Déposée à l’ANCT"
    REVISION = "revision", "En révision"
    CLOSED = "closed", "Close"


class BackingContract(TextChoices):
    """The contract that already exists on the territory, in the words of the national platform."""

    NONE = "", "Aucun"
    CRTE = "crte", "CRTE"
    SDAASAP = "sdaasap", "SDAASAP"
    SDIN = "sdin", "SDIN"
    SDUN = "sdun", "SDUN"
    OTHER = "autre", "Autre contrat"


class ActionStatus(TextChoices):
    """What a pilot says of an action; lateness is computed, never typed."""

    TO_DISCUSS = "to_discuss", "À discuter"
    TO_COME = "to_come", "À venir"
    ONGOING = "ongoing", "En cours"
    BLOCKED = "blocked", "Bloqué"
    PAUSED = "paused", "En pause"
    DONE = "done", "Réalisé"
    DROPPED = "dropped", "Abandonné"


class Priority(TextChoices):
    """How much an action matters."""

    HIGH = "high", "Élevé"
    MEDIUM = "medium", "Moyen"
    LOW = "low", "Bas"


class BudgetNature(TextChoices):
    """What money pays; the first two are those of the national platform."""

    STAFF = "staff", "Ressources humaines"
    SERVICE = "service", "Prestation de service"
    INVESTMENT = "investment", "Investissement"
    OPERATING = "operating", "Autre fonctionnement"


class ActionRole(TextChoices):
    """What a member does in an action."""

    PILOT = "pilot", "Pilote"
    PARTNER = "partner", "Partenaire"


class RiskLevel(TextChoices):
    """How likely, or how heavy, a risk is."""

    LOW = "low", "Faible"
    MEDIUM = "medium", "Moyenne"
    HIGH = "high", "Forte"


class EffectKind(TextChoices):
    """What the adoption of a proposal does to the programme."""

    CREATE_ACTION = "create_action", "Créer une action"
    UPDATE_ACTION = "update_action", "Modifier une action"
    SET_TARGET = "set_target", "Fixer une cible d’indicateur"
    USE_ENVELOPE = "use_envelope", "Réserver une enveloppe pour une action"
    ADOPT_ROADMAP = "adopt_roadmap", "Adopter la feuille de route"


class IndicatorKind(TextChoices):
    """What an indicator tells, with the types of the State's follow-up tool."""

    IMPACT = "impact", "Impact"
    DEPLOYMENT = "deployment", "Déploiement"
    QUALITY = "quality", "Qualité de service"
    REBOUND = "rebound", "Effet rebond"
    CONTEXT = "context", "Contexte"


class Direction(TextChoices):
    """Whether the figure should rise or fall."""

    UP = "up", "À augmenter"
    DOWN = "down", "À diminuer"


class Weather(TextChoices):
    """How a pilot feels about reaching the target, in the words of the State's follow-up tool."""

    SECURED = "secured", "Objectifs sécurisés"
    REACHABLE = "reachable", "Objectifs atteignables"
    SUPPORT = "support", "Appuis nécessaires"
    COMPROMISED = "compromised", "Objectifs compromis"
