"""Requests and agreements through their services: each rule refuses and leaves nothing, from draft to refund."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from maillage.programme.funding.definitions import spec_of
from maillage.programme.funding.enums import PaperKind, Purpose, RequestEvent, RequestState, TraineeModule
from maillage.programme.funding.models import Envelope, Expense, GrantRequest
from maillage.programme.funding.presenters.alerts import agenda_alerts
from maillage.programme.funding.rules.agreements import Spent
from maillage.programme.funding.rules.training import Trained
from maillage.programme.funding.selectors.requests import engaged_in
from maillage.programme.funding.services import agreements, requests, trainees
from maillage.programme.funding.services.papers import add_paper
from maillage.programme.funding.services.requests import RequestRefusedError, draft_request, move_request
from maillage.programme.governance.enums import ItemOrigin, MemberCategory, MemberStatus
from maillage.programme.people.enums import Role
from maillage.programme.people.models import Organisation
from maillage.programme.people.rights import NotAllowedError
from maillage.programme.roadmap.enums import BudgetNature
from tests.factories.cast import make_user
from tests.factories.funding import (
    NUMIXS,
    PDF,
    TODAY,
    TRAINING,
    accept,
    agree,
    make_ask,
    make_envelope,
    make_funded_action,
    make_request,
)
from tests.factories.governance_bodies import BY, make_governance, make_member, make_person

E, S, V = Decimal, RequestState, RequestEvent
database = pytest.mark.django_db


def scene(amount: str = "200000", **fields: object) -> GrantRequest:
    governance = make_governance()
    return make_request(make_envelope(governance, amount=amount), make_funded_action(governance), **fields)


def file(request: GrantRequest, by: object = BY) -> GrantRequest:
    return move_request(request=request, event=V.FILE, by=by, today=TODAY)


@database
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"asked": "50000.01"}, "50\u202f000\u00a0€ par opération"),
        ({"asked": "40000", "plan": ()}, "Le plan de financement fait"),
        ({"lines": {BudgetNature.STAFF: E(40000)}}, "ne paie pas « Ressources humaines »"),
        ({"lines": {BudgetNature.INVESTMENT: E(39999)}}, "il manque 1\u00a0€"),
        ({"budget": "100000.01"}, "dépasse celui de l’action"),
        ({"papers": (PaperKind.BUDGET,)}, "Devis du prestataire"),
        ({"shares": ()}, "au moins un bénéficiaire"),
    ],
)
def test_a_deposit_is_refused_with_its_reason_and_stays_a_draft(fields, words):
    request = scene(**fields)
    with pytest.raises(RequestRefusedError) as refusal:
        file(request)
    assert words in str(refusal.value)
    request.refresh_from_db()
    assert (request.state, request.filed_on, request.transitions.count()) == (S.DRAFT, None, 0)


@database
def test_the_envelope_is_reached_and_not_passed():
    governance = make_governance()
    envelope, action = make_envelope(governance, amount="60000"), make_funded_action(governance)
    first = file(make_request(envelope, action, "40000"))
    second = make_request(envelope, make_funded_action(governance), "20000.01")
    with pytest.raises(RequestRefusedError, match=r"il reste 20"):
        file(second)
    ask = make_ask(second.beneficiaries.get().member, "20000")
    file(requests.update_request(request=second, ask=ask, by=BY, today=TODAY))
    assert engaged_in(envelope) == E(60000)
    move_request(request=first, event=V.WITHDRAW, reason="projet reporté", by=BY, today=TODAY)
    assert engaged_in(envelope) == E(20000)


@database
def test_a_lower_grant_frees_the_rest_and_says_why():
    request = scene(amount="60000")
    for event in (V.FILE, V.EXAMINE):
        move_request(request=request, event=event, by=BY, today=TODAY)
    with pytest.raises(RequestRefusedError, match="pourquoi"):
        move_request(request=request, event=V.ACCEPT, granted_eur=E(30000), by=BY, today=TODAY)
    move_request(request=request, event=V.ACCEPT, granted_eur=E(30000), reason="crédits réduits", by=BY, today=TODAY)
    assert engaged_in(request.envelope) == E(30000)


@database
def test_public_aid_of_the_same_action_counts():
    governance = make_governance()
    action = make_funded_action(governance)
    file(make_request(make_envelope(governance), action, "50000"))
    market = make_envelope(governance, "marche-ingenierie-anct")
    lines = {BudgetNature.SERVICE: E("50000.01")}
    again = make_request(market, action, "50000.01", lines=lines)
    with pytest.raises(RequestRefusedError, match="jamais 100"):
        file(again)


@database
def test_only_confirmed_members_receive():
    request = scene()
    member = request.beneficiaries.get().member
    member.status = MemberStatus.SUSPENDED
    member.save()
    with pytest.raises(RequestRefusedError, match="Seul un membre confirmé"):
        file(request)


@database
def test_a_request_is_the_funder_s_and_the_asker_s_each_in_its_turn():
    request = scene()
    funder = make_user(Role.FUNDER)
    pilot, other = make_user(Role.CO_PILOT), make_user(Role.MEMBER)
    with pytest.raises(NotAllowedError):
        file(request, by=other)
    make_person(request.beneficiaries.get().member, other)
    file(request, by=other)
    for who in (pilot, other):
        with pytest.raises(NotAllowedError):
            move_request(request=request, event=V.EXAMINE, by=who, today=TODAY)
    body = Organisation.objects.create(name="Financeur fictif")
    request.envelope.funder.organisation = body
    request.envelope.funder.save()
    with pytest.raises(NotAllowedError):
        move_request(request=request, event=V.EXAMINE, by=funder, today=TODAY)
    funder.organisation = body
    funder.save()
    assert move_request(request=request, event=V.EXAMINE, by=funder, today=TODAY).state == S.EXAMINED
    with pytest.raises(RequestRefusedError, match="pourquoi"):
        move_request(request=request, event=V.REFUSE, by=funder, today=TODAY)
    with pytest.raises(NotAllowedError):
        draft_request(
            envelope=request.envelope,
            action=request.action,
            ask=make_ask(make_member(request.envelope.governance)),
            by=other,
            today=TODAY,
        )


@database
def test_a_filed_request_is_not_rewritten():
    request = scene()
    file(request)
    with pytest.raises(RequestRefusedError, match="déposée"):
        requests.update_request(
            request=request, ask=make_ask(make_member(request.envelope.governance)), by=BY, today=TODAY
        )
    move_request(request=request, event=V.COMPLETE, reason="devis illisible", by=BY, today=TODAY)
    ask = make_ask(request.beneficiaries.get().member, "30000")
    assert requests.update_request(request=request, ask=ask, by=BY, today=TODAY).asked_eur == E(30000)


def spend(agreement, amount, invoice, nature=BudgetNature.INVESTMENT, on=date(2026, 6, 1)):
    return agreements.add_expense(
        agreement=agreement,
        spent=Spent(on, nature, E(amount)),
        label="Machines",
        supplier="Fournisseur fictif",
        invoice=invoice,
        by=BY,
        today=TODAY,
    )


@database
def test_the_whole_way_from_a_deposit_to_a_refund():
    request = accept(scene())
    agreement = agree(request)
    request.refresh_from_db()
    assert request.state == S.AGREED
    pay = {"agreement": agreement, "paid_on": TODAY, "by": BY, "today": TODAY}
    agreements.pay(amount_eur=E(30000), **pay)
    with pytest.raises(RequestRefusedError, match="il reste 10"):
        agreements.pay(amount_eur=E("10000.01"), **pay)
    agreements.pay(amount_eur=E(10000), **pay)
    spend(agreement, "35000", "F-1")
    with pytest.raises(RequestRefusedError, match="déjà comptée"):
        spend(agreement, "35000", "f-1")
    with pytest.raises(RequestRefusedError, match="sort de la période"):
        spend(agreement, "1", "F-2", on=date(2025, 12, 31))
    agreements.file_report(agreement=agreement, text="Deux lieux ouverts.", by=BY, today=TODAY)
    agreement.refresh_from_db()
    request.refresh_from_db()
    assert (agreement.refund_eur, request.state) == (E(5000), S.JUSTIFIED)
    with pytest.raises(RequestRefusedError, match="bilan est déposé"):
        spend(agreement, "1", "F-3")
    agreements.settle_request(request=request, by=BY, today=TODAY)
    request.refresh_from_db()
    assert request.state == S.TO_REFUND
    agreements.note_refund(agreement=agreement, refunded_on=TODAY, by=BY, today=TODAY)
    request.refresh_from_db()
    assert request.state == S.SETTLED


@database
def test_nothing_is_paid_before_the_signature_and_nothing_signed_without_papers():
    request = accept(scene())
    given = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1), "signatories": ("A", "B")}
    backwards = given | {"ends_on": given["starts_on"]}
    with pytest.raises(RequestRefusedError, match="finit avant de commencer"):
        agreements.prepare_agreement(beneficiary=request.beneficiaries.get(), **backwards, by=BY, today=TODAY)
    agreement = agreements.prepare_agreement(beneficiary=request.beneficiaries.get(), **given, by=BY, today=TODAY)
    with pytest.raises(RequestRefusedError, match="n’est pas signée"):
        agreements.pay(agreement=agreement, amount_eur=E(1), paid_on=TODAY, by=BY, today=TODAY)
    with pytest.raises(RequestRefusedError, match="SIRENE, RIB"):
        agreements.sign_agreement(agreement=agreement, signed_on=TODAY, by=BY, today=TODAY)
    with pytest.raises(RequestRefusedError, match="une convention par bénéficiaire"):
        agreements.prepare_agreement(beneficiary=request.beneficiaries.get(), **given, by=BY, today=TODAY)


@database
def test_a_lower_grant_is_shared_to_the_cent():
    governance = make_governance()
    members = [make_member(governance, MemberCategory.SYNDICATE) for _ in range(3)]
    shares = [requests.Share(one, amount) for one, amount in zip(members, (E(1), E(1), E(1)), strict=True)]
    request = make_request(
        make_envelope(governance),
        make_funded_action(governance),
        "3",
        shares=shares,
        lines={BudgetNature.INVESTMENT: E(3)},
    )
    request = accept(request, "1.00", "crédits réduits")
    given = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1), "signatories": ("A", "B")}
    made = [
        agreements.prepare_agreement(beneficiary=one, **given, by=BY, today=TODAY)
        for one in request.beneficiaries.order_by("pk")
    ]
    assert [one.amount_eur for one in made] == [E("0.33"), E("0.33"), E("0.34")]


@database
def test_the_training_envelope_trains_those_who_count():
    governance = make_governance()
    envelope = make_envelope(governance, TRAINING)
    action = make_funded_action(governance)
    lines = {BudgetNature.SERVICE: E(20000)}
    request = make_request(envelope, action, "20000", budget="20000", lines=lines)
    trained = Trained("Personne Fictive", "73282932000074", False, False, date(2026, 1, 1), date(2025, 3, 4))
    given = {"request": request, "employer": "Mairie", "training_body": "Organisme", "module": TraineeModule.HELPER}

    def add(one):
        return trainees.add_trainee(trained=one, **given, by=BY, today=TODAY)

    add(trained)
    for wrong, words in (
        (trained, "déjà dans la liste"),
        (replace(trained, full_name="personne  fictive"), "déjà dans la liste"),
        (replace(trained, full_name="B", is_conseiller_numerique=True), "ne compte pas"),
        (replace(trained, full_name="C", employer_siret="73282932000075"), "SIRET"),
    ):
        with pytest.raises(RequestRefusedError, match=words):
            add(wrong)
    assert request.trainees.count() == 1
    with pytest.raises(RequestRefusedError, match="dérogation"):
        move_request(request=request, event=V.FILE, by=BY, today=date(2024, 10, 31))
    with pytest.raises(RequestRefusedError, match="clos depuis"):
        file(request)


@database
def test_trainees_are_erased_in_their_time():
    request = scene()
    request.trainees.create(
        full_name="Personne Fictive",
        employer="Mairie",
        employer_siret="73282932000074",
        training_body="Organisme",
        qualiopi_until=TODAY,
        module=TraineeModule.HELPER,
        trained_on=TODAY,
    )
    assert trainees.purge_trainees(by=BY, today=date(2040, 1, 1)) == 0
    request.state = S.SETTLED
    request.save()
    request.transitions.create(event=V.SETTLE, from_state=S.JUSTIFIED, to_state=S.SETTLED, on=TODAY, by_label=BY)
    assert trainees.purge_trainees(by=BY, today=date(2031, 11, 1)) == 0
    assert trainees.purge_trainees(by=BY, today=date(2031, 12, 31)) == 1
    assert not request.trainees.exists()


@database
def test_papers_are_kept_and_bad_files_are_not():
    request = scene(papers=())
    with pytest.raises(RequestRefusedError, match="ni un PDF"):
        add_paper(request=request, kind=PaperKind.RIB, content=b"MZ", by=BY, today=TODAY)
    first = add_paper(request=request, kind=PaperKind.RIB, content=PDF, by=BY, today=TODAY)
    add_paper(request=request, kind=PaperKind.RIB, content=PDF + b"\n", by=BY, today=TODAY)
    assert request.papers.count() == 2
    with first.file.open() as kept:
        assert kept.read() == PDF


@database
def test_the_database_itself_counts_an_invoice_once():
    from django.db import IntegrityError

    agreement = agree(accept(scene()))
    spend(agreement, "10", "F-1")
    with pytest.raises(IntegrityError):
        Expense.objects.create(
            agreement=agreement,
            spent_on=TODAY,
            label="x",
            nature=BudgetNature.STAFF,
            supplier="Fournisseur fictif",
            invoice="F-1",
            amount_eur=1,
            by_label=BY,
        )


@pytest.mark.django_db
def test_a_window_that_closes_with_money_left_is_proposed_to_an_agenda():
    envelope = make_envelope(make_governance(), amount="1000")
    closes = spec_of(NUMIXS).windows[Purpose.DEPLOYMENT][1]
    (found,) = agenda_alerts(envelope.governance, closes - timedelta(60))
    assert (found.origin, found.why) == (ItemOrigin.MONEY, "dans 60 jours")
    assert list(agenda_alerts(envelope.governance, closes - timedelta(61))) == []
    Envelope.objects.update(amount_eur=0)
    assert list(agenda_alerts(envelope.governance, closes)) == []
