"""States and kinds of the governance, with their French words."""

from __future__ import annotations

from django.db.models import TextChoices


class CollegeKind(TextChoices):
    """The four colleges of a FNE governance."""

    STATE = "state", "Services de l’État"
    LOCAL = "local", "Collectivités territoriales"
    OPERATOR = "operator", "Opérateurs France services"
    PARTNER = "partner", "Partenaires et acteurs associatifs"


class MemberCategory(TextChoices):
    """What a legal body is; it decides which identifier it must show."""

    PREFECTURE = "prefecture", "Préfecture"
    STATE_SERVICE = "state_service", "Service de l’État"
    REGION = "region", "Région"
    DEPARTEMENT = "departement", "Département"
    EPCI = "epci", "EPCI"
    COMMUNE = "commune", "Commune"
    SYNDICATE = "syndicate", "Syndicat ou établissement public local"
    OPERATOR = "operator", "Opérateur de service public"
    ASSOCIATION = "association", "Association"
    COMPANY = "company", "Entreprise"
    OTHER = "other", "Autre structure"


class MemberStatus(TextChoices):
    """Where a body stands in the governance."""

    PROSPECTIVE = "prospective", "Pressenti"
    CANDIDATE = "candidate", "Candidat"
    CONFIRMED = "confirmed", "Confirmé"
    SUSPENDED = "suspended", "Suspendu"
    WITHDRAWN = "withdrawn", "Retiré"
    REFUSED = "refused", "Refusé"


class GovernanceRole(TextChoices):
    """What a confirmed member takes charge of."""

    CO_PILOT = "co_pilot", "Co-pilote"
    CO_SPONSOR = "co_sponsor", "Co-porteur"
    LEAD = "lead", "Porteur"
    RECIPIENT = "recipient", "Récipiendaire"
    CO_FUNDER = "co_funder", "Co-financeur"


class RepresentativeKind(TextChoices):
    """Whether a person sits, or replaces the one who sits."""

    HOLDER = "holder", "Titulaire"
    DEPUTY = "deputy", "Suppléant"


class ContactRole(TextChoices):
    """What a person is written to for."""

    REFERENCE = "reference", "Contact référent"
    POLITICAL = "political", "Contact politique"
    TECHNICAL = "technical", "Contact technique"


class CommitteeKind(TextChoices):
    """Kinds of instances."""

    COPIL = "copil", "Comité de pilotage (COPIL)"
    COTECH = "cotech", "Comité technique restreint (COTECH)"
    WORKING_GROUP = "working_group", "Groupe de travail thématique"
    FUNDERS = "funders", "Comité des financeurs"
    OTHER = "other", "Autre instance"


class Cadence(TextChoices):
    """How often an instance meets."""

    MONTHLY = "monthly", "Chaque mois"
    QUARTERLY = "quarterly", "Chaque trimestre"
    HALF_YEARLY = "half_yearly", "Chaque semestre"
    YEARLY = "yearly", "Chaque année"
    AS_NEEDED = "as_needed", "Selon les besoins"


class QuorumRule(TextChoices):
    """What makes a meeting able to decide."""

    NONE = "none", "Aucun quorum"
    COUNT = "count", "Un nombre de membres"
    SHARE = "share", "Une part des membres"
    BY_COLLEGE = "by_college", "Une part de chaque collège"


class DecisionRule(TextChoices):
    """What makes a decision adopted."""

    CONSENSUS = "consensus", "Consensus"
    SIMPLE = "simple", "Majorité simple des voix exprimées"
    QUALIFIED = "qualified", "Majorité qualifiée des voix exprimées"
    BY_COLLEGE = "by_college", "Majorité dans chaque collège"


class SeatFunction(TextChoices):
    """What a member does in an instance."""

    CHAIR = "chair", "Présidence"
    SECRETARY = "secretary", "Secrétariat"
    MEMBER = "member", "Membre"


class MeetingState(TextChoices):
    """Where a meeting stands."""

    DRAFT = "draft", "Projet"
    CONVENED = "convened", "Convoquée"
    FROZEN = "frozen", "Ordre du jour figé"
    OPEN = "open", "Ouverte"
    HELD = "held", "Tenue"
    CLOSED = "closed", "Clôturée"
    POSTPONED = "postponed", "Reportée"
    CANCELLED = "cancelled", "Annulée"


class ItemKind(TextChoices):
    """What an agenda item asks of the meeting."""

    INFORMATION = "information", "Information"
    DEBATE = "debate", "Débat"
    OPINION = "opinion", "Avis"
    DECISION = "decision", "Décision"


class ItemOrigin(TextChoices):
    """Why an item is on the agenda."""

    TYPED = "typed", "Ajouté à la main"
    FOLLOW_UP = "follow_up", "Suites en cours"
    PROPOSAL = "proposal", "Proposition"
    DEADLINE = "deadline", "Échéance"
    ALERT = "alert", "Alerte d’un indicateur"
    LATE_ACTION = "late", "Action en retard"
    MONEY = "money", "Alerte d’une enveloppe"
    RECURRING = "recurring", "Point habituel"


class Confidentiality(TextChoices):
    """Who may read."""

    PUBLIC = "public", "Public"
    PARTNERS = "partners", "Partenaires"
    INTERNAL = "internal", "Co-pilotes"


class Presence(TextChoices):
    """How someone takes part in a meeting."""

    EXPECTED = "expected", "Attendu"
    PRESENT = "present", "Présent"
    REMOTE = "remote", "À distance"
    REPRESENTED = "represented", "Représenté"
    PROXY = "proxy", "A donné pouvoir"
    EXCUSED = "excused", "Excusé"
    ABSENT = "absent", "Absent"


class InvitationAnswer(TextChoices):
    """What an invited person answered."""

    NONE = "none", "Sans réponse"
    PRESENT = "present", "Je viens"
    REMOTE = "remote", "Je participe à distance"
    EXCUSED = "excused", "Je ne peux pas venir"
    REPRESENTED = "represented", "Je me fais représenter"
    PROXY = "proxy", "Je donne pouvoir"


class DeliveryStatus(TextChoices):
    """Where one mail stands; a claimed one that never became sent is uncertain, and a person decides."""

    CLAIMED = "claimed", "Envoi commencé"
    SENT = "sent", "Envoyé"
    FAILED = "failed", "Refusé par le serveur"


class Outcome(TextChoices):
    """What was decided."""

    ADOPTED = "adopted", "Adoptée"
    ADOPTED_WITH_CHANGES = "adopted_with_changes", "Adoptée avec modifications"
    ADJOURNED = "adjourned", "Ajournée"
    SENT_BACK = "sent_back", "Renvoyée"
    REJECTED = "rejected", "Rejetée"
    NOTED = "noted", "Prise d’acte"


class DecisionMethod(TextChoices):
    """How it was decided."""

    CONSENSUS = "consensus", "Par consensus"
    VOTE = "vote", "Par un vote"


class VoteChoice(TextChoices):
    """One member's voice."""

    FOR = "for", "Pour"
    AGAINST = "against", "Contre"
    ABSTAIN = "abstain", "Abstention"


class FollowUpStatus(TextChoices):
    """Where a follow-up stands; lateness is computed."""

    TODO = "todo", "À faire"
    DOING = "doing", "En cours"
    DONE = "done", "Faite"
    DROPPED = "dropped", "Abandonnée"


class ProposalState(TextChoices):
    """Where a proposal stands in the chain GT → COTECH → COPIL."""

    DRAFT = "draft", "Brouillon"
    FILED = "filed", "Déposée en groupe de travail"
    RETAINED = "retained", "Retenue par le groupe de travail"
    FORWARDED = "forwarded", "Transmise au COTECH"
    VALIDATED = "validated", "Validée par le COTECH"
    SCHEDULED = "scheduled", "Inscrite au COPIL"
    ADOPTED = "adopted", "Adoptée"
    ADJOURNED = "adjourned", "Ajournée"
    REJECTED = "rejected", "Rejetée"
    WITHDRAWN = "withdrawn", "Retirée"


class ProposalEvent(TextChoices):
    """What can happen to a proposal."""

    FILE = "file", "Déposer en groupe de travail"
    RETAIN = "retain", "Retenir"
    FORWARD = "forward", "Transmettre au COTECH"
    VALIDATE = "validate", "Valider"
    SCHEDULE = "schedule", "Inscrire au COPIL"
    ADOPT = "adopt", "Adopter"
    AMEND = "amend", "Amender"
    SEND_BACK = "send_back", "Renvoyer"
    ADJOURN = "adjourn", "Ajourner"
    RESUME = "resume", "Reprendre"
    REJECT = "reject", "Rejeter"
    WITHDRAW = "withdraw", "Retirer"


class MinutesState(TextChoices):
    """Where a relevé de conclusions stands."""

    DRAFT = "draft", "En rédaction"
    REVIEW = "review", "En relecture"
    APPROVED = "approved", "Approuvé"
    SIGNED = "signed", "Signé"
    PUBLISHED = "published", "Diffusé"
    ARCHIVED = "archived", "Archivé"
