"""Scenarios in French words: the list to compare, one with its reasons, the text of its proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from maillage.design.money import exact_euros
from maillage.design.parts import Cell, Column, KeyFigure, Table
from maillage.design.typography import day_of, number, percent, spaced
from maillage.programme.funding.models import Scenario
from maillage.programme.funding.rules.portfolio import Terms, terms_of

STATUSES = {
    "optimal": ("choix optimal, prouvé", "success"),
    "feasible": ("meilleur choix trouvé dans le temps donné", "warning"),
    "greedy": ("choix rapide, sans preuve", "warning"),
}


def euros_of(cents: int) -> str:
    """« 12 000 € »."""
    return exact_euros(Decimal(cents) / 100)


def scenario_url(scenario: Scenario, name: str = "scenario") -> str:
    """A page of a scenario."""
    return reverse(f"funding:{name}", kwargs={"public_id": scenario.public_id})


def comparison(scenarios: Sequence[Scenario]) -> Table:
    """The scenarios side by side."""
    columns = (
        Column("Scénario"),
        Column("Fait le"),
        Column("Actions", numeric=True),
        Column("Personnes", numeric=True),
        Column("Enveloppes", numeric=True),
        Column("Porteurs", numeric=True),
        Column("Valeur", numeric=True),
        Column("Suite"),
    )
    return Table("Les scénarios côte à côte, le dernier d’abord", columns, tuple(_row(one) for one in scenarios))


def _row(one: Scenario) -> tuple[Cell, ...]:
    chosen = [line for line in one.result["actions"] if line["chosen"]]
    public = sum(sum(line["paid_cents"].values()) for line in chosen)
    return (
        Cell(one.name, scenario_url(one)),
        Cell(day_of(date.fromisoformat(one.result["made_on"]))),
        Cell(f"{len(chosen)} sur {len(one.result['actions'])}", numeric=True),
        Cell(number(one.result["reach"]), numeric=True),
        Cell(euros_of(public), numeric=True),
        Cell(euros_of(sum(line["own_cents"] for line in chosen)), numeric=True),
        Cell(number(one.result["value"]), numeric=True),
        Cell(one.proposal.get_state_display() if one.proposal else "à examiner", _proposal_url(one)),
    )


def _proposal_url(one: Scenario) -> str:
    return reverse("governance:proposal", kwargs={"public_id": one.proposal.public_id}) if one.proposal else ""


@dataclass(frozen=True)
class Choice:
    """An action of the plan: who pays it and why it is there, or why not."""

    title: str
    url: str
    budget: str
    payers: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Purse:
    """An envelope in the plan."""

    title: str
    spent: str
    left: str
    more: str


def choices(scenario: Scenario, *, chosen: bool) -> tuple[Choice, ...]:
    """The actions in, or out, the most valuable first."""
    lines = [line for line in scenario.result["actions"] if line["chosen"] is chosen]
    titles = {one["code"]: one["title"] for one in scenario.result["envelopes"]}
    return tuple(_choice(line, titles) for line in sorted(lines, key=lambda line: -line["value"]))


def _choice(line: Mapping[str, Any], titles: Mapping[str, str]) -> Choice:
    payers = [f"{euros_of(cents)} sur « {titles[code]} »" for code, cents in line["paid_cents"].items()]
    if line["own_cents"]:
        payers.append(f"{euros_of(line['own_cents'])} par le porteur")
    reason = reason_in(line) if line["chosen"] else reason_out(line)
    url = reverse("roadmap:action", kwargs={"public_id": line["key"]})
    return Choice(line["title"], url, euros_of(line["budget_cents"]), tuple(map(spaced, payers)), spaced(reason))


CAUSES = {
    "floor": "Retenue pour tenir un plancher.",
    "needed": "Retenue parce qu’une autre action en a besoin.",
}


def reason_in(line: Mapping[str, Any]) -> str:
    """Why an action is chosen."""
    if line["imposed"]:
        return _cost("Imposée.", line)
    if not line["asked"]:
        return "Retenue : elle fait partie du meilleur ensemble."
    if not line["possible"]:
        return "Nécessaire : sans elle, aucun choix ne tient les planchers ou les dépendances."
    if line["because"] in CAUSES:
        return _cost(CAUSES[line["because"]], line)
    lost = f"Sans elle, le plan perd {points(line['change'])}"
    return f"{lost}, même en prenant {listed(line['comes_in'])}." if line["comes_in"] else f"{lost}."


def reason_out(line: Mapping[str, Any]) -> str:
    """Why an action is left out."""
    if line["barred"]:
        return "Écartée dans les conditions du scénario."
    if line["closed"] and not line["possible"]:
        return "Aucune enveloppe du scénario ne peut la payer. " + " ".join(
            f"{title} : {words}" for title, words in line["closed"]
        )
    if not line["asked"]:
        return "Moins utile à budget égal que celles qui sont retenues."
    if not line["possible"]:
        return "Ce que les enveloppes et le porteur peuvent payer ne suffit pas à son budget."
    out = f"Pour la retenir, il faudrait renoncer à {listed(line['goes_out'])}" if line["goes_out"] else "La retenir"
    return f"{out}, et perdre {points(line['change'])}." if line["goes_out"] else f"{out} ne changerait pas la valeur."


def _cost(words: str, line: Mapping[str, Any]) -> str:
    gain = line["change"]
    if gain is None or gain <= 0:
        return f"{words} Le meilleur plan l’aurait prise aussi."
    comes = f", avec {listed(line['comes_in'])}" if line["comes_in"] else ""
    return f"{words} Sans elle, le plan vaudrait {points(gain)} de plus{comes}."


def points(change: float | None) -> str:
    """« 120 points de valeur »: a value of the plan."""
    count = abs(change or 0.0)
    return f"{number(count)} points de valeur" if count >= 2 else f"{number(count, 1)} point de valeur"


def listed(titles: Sequence[str]) -> str:
    """« A01 X et A02 Y »."""
    quoted = [f"« {title} »" for title in titles]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} et {quoted[-1]}"


def purses(scenario: Scenario) -> tuple[Purse, ...]:
    """Each envelope: spent, left, and what a little more would change."""
    return tuple(
        Purse(one["title"], euros_of(one["spent_cents"]), euros_of(one["left_cents"]), spaced(more_words(one)))
        for one in scenario.result["envelopes"]
    )


def more_words(one: Mapping[str, Any]) -> str:
    """What 1 000 € more would change."""
    extra = euros_of(one["extra_cents"])
    if not one["gain"]:
        return f"{extra} de plus ne changeraient rien au choix."
    comes = f" : {listed(one['comes_in'])} entrerait dans le plan" if one["comes_in"] else ""
    goes = f", {listed(one['goes_out'])} en sortirait" if one["goes_out"] else ""
    return f"{extra} de plus apporteraient {points(one['gain'])}{comes}{goes}."


def figures(scenario: Scenario) -> tuple[KeyFigure, ...]:
    """What the plan does."""
    lines = scenario.result["actions"]
    chosen = [line for line in lines if line["chosen"]]
    public = sum(sum(line["paid_cents"].values()) for line in chosen)
    own = sum(line["own_cents"] for line in chosen)
    return (
        KeyFigure(str(len(chosen)), "actions financées", f"sur {len(lines)} à financer"),
        KeyFigure(number(scenario.result["reach"]), "personnes à toucher"),
        KeyFigure(euros_of(public), "pris aux enveloppes"),
        KeyFigure(euros_of(own), "apportés par les porteurs"),
    )


def status(scenario: Scenario) -> tuple[str, str]:
    """How sure the plan is to be the best: words and kind of tag."""
    words, kind = STATUSES[scenario.result["status"]]
    gap = scenario.result["gap"]
    return (f"{words}, au plus {percent(gap, 1)} sous le meilleur possible" if gap else words, kind)


def conditions(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """What the scenario was asked, label by label."""
    terms, titles = terms_of(scenario.terms), {one["code"]: one["title"] for one in scenario.result["envelopes"]}
    names = {line["key"]: line["title"] for line in scenario.result["actions"]}
    money = ", ".join(f"{exact_euros(amount)} sur « {titles[code]} »" for code, amount in terms.amounts_eur.items())
    pairs = (
        ("À répartir", money),
        ("Dates de dépôt", "respectées" if terms.keeps_dates else "laissées de côté, prochain exercice"),
        ("Part des porteurs", f"{percent(terms.own_share, 0)} au plus"),
        ("Part publique", f"{percent(terms.public_share_max, 0)} au plus"),
        ("Planchers", _floors(terms)),
        ("Actions imposées", ", ".join(names.get(key, key) for key in sorted(terms.imposed)) or "aucune"),
        ("Actions écartées", ", ".join(names.get(key, key) for key in sorted(terms.barred)) or "aucune"),
    )
    needs = "; ".join(f"{names.get(key, key)} : {_named(wanted, names)}" for key, wanted in terms.needs.items())
    return tuple((label, spaced(words)) for label, words in (*pairs, ("Dépendances", needs or "aucune")))


def _named(keys: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(sorted(names.get(key, key) for key in keys))


def _floors(terms: Terms) -> str:
    parts = [
        f"{terms.least_by_epci} action par EPCI" if terms.least_by_epci else "",
        f"{percent(terms.rural_share, 0)} pour le rural" if terms.rural_share else "",
        f"{percent(terms.qpv_share, 0)} pour les quartiers prioritaires" if terms.qpv_share else "",
    ]
    return ", ".join(part for part in parts if part) or "aucun"


def proposal_text(scenario: Scenario) -> str:
    """The words that a proposal starts from; whoever submits it may change them."""
    kept, left = choices(scenario, chosen=True), choices(scenario, chosen=False)
    lines = [f"Le scénario « {scenario.name} » propose de financer :"]
    lines += [f"- {one.title}, {one.budget} : {', '.join(one.payers)}." for one in kept]
    if left:
        lines += ["", "Il laisse pour plus tard :", *(f"- {one.title}. {one.reason}" for one in left)]
    lines += ["", "L’adoption préparera les demandes en brouillon ; chaque porteur les complète et les dépose."]
    return "\n".join(lines)
