"""The papers of the money, written once and given as PDF or ODT: convention, plan, expenses, trainees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from maillage.design.documents.paper import Bullets, Grid, Heading, Paper, Part, Signatures, Text, grid_of
from maillage.design.money import euros_in_words, exact_euros
from maillage.design.typography import day_of, percent
from maillage.programme.funding.definitions import spec_of
from maillage.programme.funding.models import Agreement, GrantRequest, Trainee
from maillage.programme.funding.presenters.requests import expenses_table, plan_table, shares_table
from maillage.programme.funding.rules.agreements import papers_needed
from maillage.programme.governance.enums import MemberCategory
from maillage.programme.governance.models import Member

FICTITIOUS = "Données de démonstration : personnes et montants fictifs."


def agreement_paper(one: Agreement) -> Paper:
    """The convention of a beneficiary: amounts in figures and in words, share of the operation, duties."""
    request, member = one.beneficiary.request, one.beneficiary.member
    spec, funder = spec_of(request.envelope.code), request.envelope.funder.name
    rate = percent(float(one.amount_eur / request.budget_eur), 2)
    natures = ", ".join(line.get_nature_display().lower() for line in request.lines.all())
    parts: list[Part] = [
        Text(f"{funder}, ci-après « le financeur », et {_named(member)}, ci-après « le bénéficiaire »,", "Entre"),
        Text(f"l’action « {request.action} » de la feuille de route « {request.action.roadmap} »,", "Considérant"),
        Text("il est convenu ce qui suit."),
        Heading("Article 1. Objet"),
        Text(f"Le financeur participe à l’action « {request.action.title} ». Il paie : {natures}."),
        Text(request.action.description),
        Heading("Article 2. Montant"),
        Text(
            f"La subvention est de {exact_euros(one.amount_eur)} ({euros_in_words(one.amount_eur)}), soit {rate} du "
            f"budget de l’opération, qui est de {exact_euros(request.budget_eur)}."
        ),
        grid_of(plan_table(request)),
        Heading("Article 3. Durée"),
        Text(f"La convention va du {day_of(one.starts_on)} au {day_of(one.ends_on)}. Un avenant peut la changer."),
        Heading("Article 4. Versement et usage"),
        Text(
            "La subvention est versée à la signature. Elle ne se reverse pas, sauf à un prestataire, sur devis, pour "
            "un service rendu à l’action."
        ),
        Heading("Article 5. Compte rendu"),
        Text(f"Le bénéficiaire dépose au plus tard le {day_of(one.ends_on)} :"),
        Bullets(("l’état des dépenses, pièce par pièce", "le bilan de l’action", "l’évaluation de ses effets")),
        Text("Ce qui n’est pas justifié à cette date est restitué. Les pièces sont aussi envoyées à la préfecture."),
        Heading("Article 6. Publicité et résiliation"),
        Text(
            f"Le bénéficiaire cite {funder} et France Numérique Ensemble. La convention est publiée. Chaque partie "
            "peut la résilier par lettre, trente jours à l’avance."
        ),
        *_amended(one),
        Heading("Pièces jointes"),
        Bullets(tuple(sorted(kind.label for kind in papers_needed(MemberCategory(member.category))))),
        Text(spec.source, "Source des règles :"),
        Signatures(tuple(_signatory(line) for line in one.signatories), "Fait en deux exemplaires, le"),
    ]
    subtitle = f"{request.envelope.title}. {funder}, {member.display_name}."
    return Paper(f"Convention {one.number}", subtitle, _notice(request), tuple(parts))


def plan_paper(request: GrantRequest) -> Paper:
    """The financing plan of a request."""
    parts = (
        Text(request.action.description),
        grid_of(plan_table(request)),
        grid_of(shares_table(request)),
        Text(f"Budget de l’opération : {exact_euros(request.budget_eur)} ({euros_in_words(request.budget_eur)})."),
    )
    return Paper(f"Plan de financement : {request.action.title}", request.envelope.title, _notice(request), parts)


def expenses_paper(one: Agreement) -> Paper:
    """The expenditure statement of an agreement."""
    request = one.beneficiary.request
    parts: tuple[Part, ...] = (
        Text(f"{one.beneficiary.member.display_name}, du {day_of(one.starts_on)} au {day_of(one.ends_on)}."),
        grid_of(expenses_table(one)),
        Text(f"Subvention : {exact_euros(one.amount_eur)}. À restituer : {exact_euros(one.refund_eur)}."),
        Text(one.report_text, "Bilan") if one.report_text else Text("Le bilan n’est pas encore déposé."),
    )
    return Paper(f"État des dépenses, {str(one).lower()}", request.action.title, _notice(request), parts)


def trainees_paper(request: GrantRequest, trainees: Sequence[Trainee], today: date) -> Paper:
    """The list of trainees, as the convention asks for it."""
    header = ("Nom", "Employeur", "SIRET", "Organisme", "Qualiopi jusqu’au", "Module", "Formé le")
    rows = tuple(
        (
            one.full_name,
            one.employer,
            one.employer_siret,
            one.training_body,
            day_of(one.qualiopi_until),
            one.get_module_display(),
            day_of(one.trained_on),
        )
        for one in trainees
    )
    parts = (Text(f"{len(rows)} personnes au {day_of(today)}."), Grid("Stagiaires", header, rows))
    return Paper(f"Stagiaires : {request.action.title}", request.envelope.title, _notice(request), parts)


def _named(member: Member) -> str:
    number = member.siret or member.organisation.siren
    return f"{member.display_name} (SIRET ou SIREN {number})" if number else member.display_name


def _amended(one: Agreement) -> list[Part]:
    lines = tuple(
        f"Avenant {each.number} du {day_of(each.signed_on)} : {each.wording}" for each in one.amendments.all()
    )
    return [Heading("Avenants"), Bullets(lines)] if lines else []


def _signatory(line: str) -> tuple[str, str]:
    name, _, function = line.partition(",")
    return name.strip(), function.strip()


def _notice(request: GrantRequest) -> str:
    return FICTITIOUS if request.is_demonstration else ""
