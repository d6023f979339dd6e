"""The assessment as a document, in the four parts of the method of the CNIL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from maillage.design.documents.paper.parts import Bullets, Grid, Heading, Paper, Part, Signatures, Text
from maillage.design.typography import long_date
from maillage.portal.proof.assessment.declared import MET, Assessment, Risk, declared_assessment
from maillage.portal.proof.gates import gates
from maillage.portal.proof.homologation import PERIMETER, TO_FILL
from maillage.portal.proof.page import promise_states
from maillage.portal.proof.references import OWNER_WORDS, STATUS_WORDS, Requirement, requirements
from maillage.portal.proof.results import Run
from maillage.programme.privacy.enums import Erasure
from maillage.programme.privacy.presenters import FATES
from maillage.programme.privacy.register import Register, Treatment, register

TITLE = "Analyse d’impact relative à la protection des données"
NOTICE = (
    "Document prérempli : relisez chaque réponse, complétez ce qui revient à votre organisme, puis faites-le valider."
)
PURPOSE = "Conduire le programme d’inclusion numérique d’un département : diagnostic, lieux, gouvernance, financements."


@dataclass(frozen=True)
class Names:
    """The French names of what the register holds: of each model, and of each field by (model, field)."""

    models: dict[str, str]
    fields: dict[tuple[str, str], str]


def assessment_paper(*, names: Names, runs: tuple[Run, ...], version: str, day: date) -> Paper:
    """The whole assessment; treatments, durations, measures and results are those of this version, on this day."""
    told, kept = declared_assessment(), register()
    return Paper(
        title=TITLE,
        subtitle=f"Maillage, version {version} — {long_date(day)}",
        notice=NOTICE,
        parts=(
            *_context(told, kept),
            *_principles(told, kept, names),
            *_risks(told, runs),
            *_decision(),
        ),
    )


def _context(told: Assessment, kept: Register) -> Iterator[Part]:
    yield Heading("1. Contexte")
    yield Text(PURPOSE)
    for lead in ("Responsable du traitement, et responsables conjoints :", "Hébergeur et autres sous-traitants :"):
        yield Text(TO_FILL, lead)
    yield Heading("Pourquoi cette analyse", 3)
    yield Grid("Les neuf critères des lignes directrices", ("Critère", "Réuni", "Pourquoi"), told.criteria)
    met = sum(one.met == MET for one in told.criteria)
    yield Text(told.conclusion, f"Critères réunis : {met} sur {len(told.criteria)}.")
    yield Heading("Les traitements", 3)
    header = ("Traitement", "Personnes", "Pourquoi", "Qui lit")
    rows = tuple((one.title, one.people, one.purpose, one.recipients) for one in kept.treatments)
    yield Grid("Ce que tient Maillage", header, rows)
    yield Heading("Du recueil à l’effacement", 3)
    yield Bullets(told.life)
    yield Heading("Sur quoi reposent les données", 3)
    yield Bullets(PERIMETER)


def _principles(told: Assessment, kept: Register, names: Names) -> Iterator[Part]:
    yield Heading("2. Principes fondamentaux")
    yield Heading("Fondement et durée", 3)
    header = ("Traitement", "Fondement", "Durée", "Borne appliquée")
    yield Grid("De quel droit, et combien de temps", header, tuple(_duration(one) for one in kept.treatments))
    yield Heading("Les données, champ par champ", 3)
    yield Text("Un champ de texte qui ne figure pas dans ce registre fait échouer la construction du logiciel.")
    for one in kept.treatments:
        yield Grid(one.title, ("Nature", "Champ", "Si la personne est effacée"), tuple(_fields(one, names)))
    yield Heading("Droits des personnes", 3)
    yield Grid("Comment chaque droit s’exerce", ("Droit", "Réponse du logiciel"), told.rights)
    yield Text(TO_FILL, "Contact du délégué à la protection des données, délai de réponse :")
    yield Text(TO_FILL, "Transferts hors de l’Union européenne :")


def _duration(one: Treatment) -> tuple[str, ...]:
    bound = f"{one.days} jours" if one.days else "Celle du dossier"
    return one.title, one.basis, ". ".join(filter(None, (one.kept, one.kept_because))), bound


def _fields(one: Treatment, names: Names) -> Iterator[tuple[str, str, str]]:
    for holding in one.holdings:
        nature = names.models[holding.model]
        if not holding.fields:
            yield nature, "aucun texte", FATES[Erasure.ROW]
        for field, rule in holding.fields.items():
            yield nature, names.fields[(holding.model, field)], FATES[Erasure.ROW if holding.owner else rule]


def _risks(told: Assessment, runs: tuple[Run, ...]) -> Iterator[Part]:
    states = promise_states(runs)
    measures = {one.id: one for one in requirements("mss")}
    yield Heading("3. Risques pour les personnes")
    yield Text("Gravité et vraisemblance sont des propositions, mesures du logiciel comprises.")
    header = ("Événement redouté", "Gravité", "Vraisemblance", "Pourquoi")
    rows = tuple((one.title, one.severity.value, one.likelihood.value, one.why) for one in told.risks)
    yield Grid("Où en sont les risques", header, rows)
    for risk in told.risks:
        yield from _risk(risk, states, measures)


def _risk(risk: Risk, states: dict[str, str], measures: dict[str, Requirement]) -> Iterator[Part]:
    yield Heading(risk.title, 3)
    yield Text(risk.impacts, "Ce que les personnes subiraient :")
    yield Text(risk.sources, "D’où cela viendrait :")
    promises = tuple((one.id, one.title, states[one.id]) for one in gates() if one.id in risk.gates)
    yield Grid("Promesses du logiciel, et dernier passage des essais", ("Promesse", "Ce qu’elle dit", "État"), promises)
    yield Grid(
        caption="Mesures de l’ANSSI et de la CNIL",
        header=("Mesure", "Responsable", "État", "Réponse"),
        rows=tuple(_measure(measures[name]) for name in risk.measures),
    )
    yield Text(TO_FILL, "Mesures de votre organisme :")


def _measure(one: Requirement) -> tuple[str, ...]:
    return one.id, OWNER_WORDS[one.owner], STATUS_WORDS[one.status], one.answer


def _decision() -> Iterator[Part]:
    yield Heading("4. Validation")
    yield Text(TO_FILL, "Plan d’action : mesure, responsable, échéance :")
    yield Text(TO_FILL, "Avis des personnes concernées ou de leurs représentants :")
    yield Text(TO_FILL, "Avis du délégué à la protection des données :")
    yield Text("Au vu de cette analyse, le responsable du traitement décide :")
    yield Bullets(("mise en œuvre ;", "mise en œuvre après les mesures du plan d’action ;", "consultation de la CNIL."))
    yield Signatures(
        (("……………………", "Le responsable du traitement"), ("……………………", "Le délégué à la protection des données")),
        "Fait à ………………, le ………………",
    )
