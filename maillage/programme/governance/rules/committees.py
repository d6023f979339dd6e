"""What an instance may choose for its quorum and its decisions, and how that reads in plain French."""

from __future__ import annotations

from maillage.programme.governance.enums import Cadence, DecisionRule, QuorumRule

CADENCES = {
    Cadence.MONTHLY: "Se réunit chaque mois.",
    Cadence.QUARTERLY: "Se réunit chaque trimestre.",
    Cadence.HALF_YEARLY: "Se réunit chaque semestre.",
    Cadence.YEARLY: "Se réunit une fois par an.",
    Cadence.AS_NEEDED: "Se réunit quand c’est utile.",
}


def ruling_fault(
    quorum: QuorumRule, quorum_value: int | None, decision: DecisionRule, majority_percent: int | None
) -> str:
    """Why these choices contradict one another, "" when they do not."""
    if quorum is not QuorumRule.NONE and not quorum_value:
        return "Dites combien il faut de membres pour le quorum, ou choisissez « Aucun quorum »."
    if quorum in (QuorumRule.SHARE, QuorumRule.BY_COLLEGE) and (quorum_value or 0) > 100:
        return "Une part de membres ne dépasse pas 100 %."
    if decision is DecisionRule.QUALIFIED and not 50 < (majority_percent or 0) <= 100:
        return "Une majorité qualifiée est au-dessus de 50 %, et d’au plus 100 %."
    return ""


def convening_words(days: int, *, clear: bool) -> str:
    """When the convocation must have left."""
    if not days:
        return "Aucun délai de convocation n’est fixé."
    plural = "s" if days > 1 else ""
    kind = f" franc{plural}" if clear else ""
    return f"La convocation part au moins {days} jour{plural}{kind} avant."


def quorum_words(rule: QuorumRule, value: int | None) -> str:
    """What makes a meeting able to decide."""
    if rule is QuorumRule.COUNT:
        return f"Il faut au moins {value} membres présents pour décider."
    if rule is QuorumRule.SHARE:
        return f"Il faut au moins {value} % des membres présents pour décider."
    if rule is QuorumRule.BY_COLLEGE:
        return f"Il faut au moins {value} % des membres de chaque collège pour décider."
    return "Aucun quorum n’est demandé."


def decision_words(rule: DecisionRule, percent: int | None) -> str:
    """How a decision is taken."""
    return {
        DecisionRule.CONSENSUS: "Les décisions se prennent par consensus.",
        DecisionRule.SIMPLE: "Une décision est adoptée à la majorité des voix exprimées.",
        DecisionRule.QUALIFIED: f"Une décision est adoptée avec {percent} % des voix exprimées.",
        DecisionRule.BY_COLLEGE: "Une décision est adoptée quand chaque collège l’approuve.",
    }[rule]


def proxy_words(count: int, *, remote: bool) -> str:
    """Who may carry another's voice, and whether one may be elsewhere."""
    carried = {0: "Personne ne porte de pouvoir.", 1: "Une personne porte un pouvoir au plus."}
    first = carried.get(count, f"Une personne porte {count} pouvoirs au plus.")
    return f"{first} {'On peut participer à distance.' if remote else 'On participe sur place seulement.'}"
