"""Every sentence of a refusal, word for word: it says what, how much, and how to mend it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from maillage.programme.funding.enums import PaperKind, PlanKind, Purpose, RequestEvent, RequestState
from maillage.programme.funding.rules import agreements, envelopes, papers, requests, states, training
from maillage.programme.funding.rules.envelopes import EnvelopeSpec
from maillage.programme.funding.rules.requests import PlanPart, Receiver
from maillage.programme.funding.rules.training import Recipient, Trained
from maillage.programme.governance.enums import MemberCategory
from maillage.programme.roadmap.enums import BudgetNature

DAY = date(2026, 11, 26)
SPEC = EnvelopeSpec(
    "x",
    "Enveloppe fictive",
    "ANCT",
    "source",
    {Purpose.DEPLOYMENT: (date(2026, 1, 1), date(2026, 12, 31))},
    date(2027, 12, 31),
    rate_min=Decimal("0.3"),
    rate_max=Decimal("0.8"),
    unit_cap_eur=Decimal(50000),
    needs=frozenset({"n"}),
    natures=frozenset({BudgetNature.STAFF, BudgetNature.SERVICE}),
    categories=frozenset({MemberCategory.COMMUNE}),
    needs_context_note=True,
)


def plain(words):
    """The same words with ordinary spaces."""
    if isinstance(words, list):
        return [plain(one) for one in words]
    return words.replace("\u00a0", " ").replace("\u202f", " ")


CASES = [
    (
        lambda: envelopes.cap_fault(Decimal(1000), Decimal(700), Decimal(400), "Enveloppe fictive"),
        (
            "Enveloppe « Enveloppe fictive » : il reste 300 € sur 1 000 €, et la demande est de "
            "400 €. Baissez le montant demandé, ou attendez qu’une autre demande soit retirée."
        ),
    ),
    (
        lambda: envelopes.rate_fault(SPEC, Decimal(2999), Decimal(10000)),
        (
            "« Enveloppe fictive » paie de 30 % à 80 % du budget, et la demande en fait 29,99 %. "
            "Pour 10 000 €, demandez entre 3 000 € et 8 000 €."
        ),
    ),
    (
        lambda: envelopes.unit_cap_fault(SPEC, Decimal(60000)),
        (
            "« Enveloppe fictive » donne au plus 50 000 € par opération, et la demande est de 60 "
            "000 €. Baissez-la, ou complétez le plan de financement."
        ),
    ),
    (
        lambda: envelopes.window_fault(SPEC, Purpose.ELABORATION, DAY),
        ("« Enveloppe fictive » ne paie pas « élaborer la feuille de route ». Choisissez un autre objet."),
    ),
    (
        lambda: envelopes.window_fault(SPEC, Purpose.DEPLOYMENT, date(2025, 12, 31)),
        "Les dépôts ouvrent le 1er janvier 2026 : gardez le brouillon jusque-là.",
    ),
    (
        lambda: envelopes.window_fault(SPEC, Purpose.DEPLOYMENT, date(2027, 1, 1)),
        ("Les dépôts sont clos depuis le 31 décembre 2026. Le brouillon reste ; cherchez une autre enveloppe."),
    ),
    (
        lambda: envelopes.use_faults(
            SPEC,
            needs=["z"],
            natures=[BudgetNature.INVESTMENT, BudgetNature.OPERATING],
            categories=[MemberCategory.ASSOCIATION, MemberCategory.EPCI],
        ),
        [
            "L’action n’a aucun besoin que cette enveloppe paie : complétez les besoins de sa fiche.",
            (
                "Cette enveloppe ne paie pas « Autre fonctionnement, Investissement » : elle paie "
                "prestation de service, ressources humaines."
            ),
            "Cette enveloppe n’aide pas une structure « Association, EPCI ».",
        ],
    ),
    (
        lambda: envelopes.context_fault(SPEC, " "),
        "La note de contexte de la gouvernance manque : écrivez-la avant de déposer.",
    ),
    (
        lambda: envelopes.paper_fault([PaperKind.RIB, PaperKind.BUDGET], []),
        "Il manque : Budget prévisionnel, RIB. Ajoutez ces pièces en PDF, PNG ou JPEG.",
    ),
    (
        lambda: requests.sum_faults(Decimal(100), [Decimal(90)], [Receiver("A", True, Decimal(120), False)]),
        [
            "Répartition par nature de dépense : 90 € pour 100 € demandés, il manque 10 €.",
            "Répartition par bénéficiaire : 120 € pour 100 € demandés, il y a 20 € de trop.",
        ],
    ),
    (
        lambda: requests.budget_fault(Decimal(200), Decimal(100), Decimal(300)),
        "La demande (200 €) dépasse le budget de l’opération (100 €).",
    ),
    (
        lambda: requests.budget_fault(Decimal(50), Decimal(100), Decimal(90)),
        ("Le budget de l’opération (100 €) dépasse celui de l’action (90 €). Corrigez l’un ou l’autre."),
    ),
    (
        lambda: requests.balance_fault(Decimal(40), Decimal(100), [PlanPart(PlanKind.OWN, Decimal(50))]),
        "Le plan de financement fait 90 € pour un budget de 100 € : il manque 10 €.",
    ),
    (
        lambda: requests.balance_fault(Decimal(40), Decimal(100), [PlanPart(PlanKind.OWN, Decimal(70))]),
        "Le plan de financement fait 110 € pour un budget de 100 € : il y a 10 € de trop.",
    ),
    (
        lambda: requests.public_aid_fault(Decimal(60), Decimal(100), [PlanPart(PlanKind.SUBSIDY, Decimal(50))]),
        (
            "Les aides publiques font 110 € pour un budget de 100 € : elles ne dépassent jamais "
            "100 %. Baissez la demande ou retirez une autre aide."
        ),
    ),
    (
        lambda: requests.receiver_faults([], has_quote=False),
        [
            "Nommez au moins un bénéficiaire : un membre confirmé de la gouvernance.",
        ],
    ),
    (
        lambda: requests.receiver_faults(
            [Receiver("A", False, Decimal(1), True), Receiver("B", False, Decimal(1), False)], has_quote=False
        ),
        [
            "Seul un membre confirmé reçoit de l’argent : A, B ne le sont pas.",
            "L’argent ne se reverse qu’à un prestataire, sur devis : ajoutez le devis.",
        ],
    ),
    (
        lambda: states.grant_fault(Decimal(101), Decimal(100), ""),
        "On n’accorde pas plus que demandé : 100 € au plus.",
    ),
    (
        lambda: states.grant_fault(Decimal(0), Decimal(100), ""),
        "Un accord donne quelque chose : pour ne rien donner, refusez la demande avec sa raison.",
    ),
    (
        lambda: states.grant_fault(Decimal(99), Decimal(100), " "),
        "Dites pourquoi le montant accordé est plus bas que la demande.",
    ),
    (
        lambda: states.move_fault(RequestState.DRAFT, RequestEvent.ACCEPT, reason=""),
        "Une demande « Brouillon » ne peut pas « accepter ».",
    ),
    (
        lambda: states.move_fault(RequestState.EXAMINED, RequestEvent.REFUSE, reason=" "),
        "Dites pourquoi : la raison est gardée et lue par l’autre partie.",
    ),
    (
        lambda: agreements.signature_faults(
            signatories=["A", " "],
            missing_papers="Il manque : RIB.",
            starts_on=DAY,
            ends_on=DAY,
            last_day=date(2026, 1, 1),
        ),
        [
            "Il manque : RIB.",
            "Une convention a deux signataires au moins : qui donne et qui reçoit.",
            "La fin de la convention vient après son début.",
            ("Cette enveloppe se termine le 1er janvier 2026 : la convention finit ce jour-là au plus tard."),
        ],
    ),
    (
        lambda: papers.paper_file_fault(b""),
        "Ce fichier est vide.",
    ),
    (
        lambda: papers.paper_file_fault(b"%PDF-" + b" " * papers.LARGEST),
        "Ce fichier dépasse 25 Mo : réduisez-le, ou séparez-le en plusieurs pièces.",
    ),
    (
        lambda: papers.paper_file_fault(b"MZ"),
        ("Ce fichier n’est ni un PDF, ni un PNG, ni un JPEG. Enregistrez-le dans l’un de ces formats."),
    ),
    (
        lambda: papers.paper_file_fault(b"%PDF-1.7"),
        "Ce fichier est coupé avant sa fin : envoyez-le de nouveau.",
    ),
    (
        lambda: training.recipient_faults([], ""),
        [
            "L’enveloppe de formation a un seul récipiendaire, et la demande en nomme 0.",
        ],
    ),
    (
        lambda: training.recipient_faults([Recipient("Centre", frozenset(), True)], ""),
        [
            "Centre est un organisme de formation : il ne peut pas être récipiendaire.",
        ],
    ),
    (
        lambda: training.recipient_faults([Recipient("Ville", frozenset(), False)], ""),
        [
            "Ville n’est pas co-porteur : dites la raison de la dérogation.",
        ],
    ),
    (
        lambda: training.remainder_fault(59, 60),
        "Le reliquat se libère à 60 personnes formées : il y en a 59.",
    ),
    (
        lambda: training.trainee_faults(Trained("A", "1", True, True, date(2026, 1, 1), DAY)),
        [
            "les conseillers numériques ont leur propre formation",
            "les salariés des adhérents d’Uniformation sont formés par leur OPCO",
            "l’organisme n’était plus certifié Qualiopi le 26 novembre 2026",
        ],
    ),
    (
        lambda: requests.receiver_faults([Receiver("A", False, Decimal(1), False)], has_quote=True),
        [
            "Seul un membre confirmé reçoit de l’argent : A ne l’est pas.",
        ],
    ),
    (
        lambda: agreements.payment_fault(
            amount=Decimal(23001),
            already=Decimal(0),
            granted=Decimal(50000),
            signed=False,
            category=MemberCategory.ASSOCIATION,
            on=DAY,
            today=DAY,
        ),
        ("Au-delà de 23 000 €, la loi interdit de payer une structure privée sans convention signée."),
    ),
    (
        lambda: agreements.payment_fault(
            amount=Decimal(23000),
            already=Decimal(0),
            granted=Decimal(50000),
            signed=False,
            category=MemberCategory.ASSOCIATION,
            on=DAY,
            today=DAY,
        ),
        "La convention n’est pas signée : signez-la avant de verser.",
    ),
    (
        lambda: agreements.payment_fault(
            amount=Decimal(1),
            already=Decimal(0),
            granted=Decimal(5),
            signed=True,
            category=MemberCategory.COMMUNE,
            on=date(2026, 11, 27),
            today=DAY,
        ),
        "Cette date est à venir : notez le versement le jour où il a lieu.",
    ),
    (
        lambda: agreements.payment_fault(
            amount=Decimal(4),
            already=Decimal(2),
            granted=Decimal(5),
            signed=True,
            category=MemberCategory.COMMUNE,
            on=DAY,
            today=DAY,
        ),
        "Ce versement dépasse ce qui est accordé : il reste 3 € à verser.",
    ),
    (
        lambda: agreements.expense_faults(
            agreements.Spent(date(2026, 1, 1), BudgetNature.INVESTMENT, Decimal(5)),
            starts_on=DAY,
            ends_on=date(2027, 1, 1),
            natures=frozenset({BudgetNature.STAFF, BudgetNature.SERVICE}),
            used_elsewhere="convention 12",
        ),
        [
            ("Cette dépense sort de la période de la convention, du 26 novembre 2026 au 1er janvier 2027."),
            ("Cette enveloppe ne paie pas « Investissement » : elle paie prestation de service, ressources humaines."),
            "Cette facture est déjà comptée (convention 12) : une dépense ne sert qu’une fois.",
        ],
    ),
]


@pytest.mark.parametrize(("refuse", "words"), CASES)
def test_a_refusal_reads(refuse, words):
    assert plain(refuse()) == words
