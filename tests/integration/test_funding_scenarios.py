"""Scenarios: read from the roadmap, explained, submitted; an adoption drafts the requests, nothing before it does."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from maillage.programme.funding.enums import RequestState
from maillage.programme.funding.models import GrantRequest, Scenario
from maillage.programme.funding.presenters import scenarios as presenters
from maillage.programme.funding.rules.portfolio import Terms, terms_of
from maillage.programme.funding.services.effects import spread
from maillage.programme.funding.services.scenarios import ScenarioRefusedError, make_scenario, submit_scenario
from maillage.programme.governance.effects import Adoption, carry_out
from maillage.programme.governance.enums import MemberCategory
from maillage.programme.people.enums import Role
from maillage.programme.people.rights import NotAllowedError
from maillage.programme.roadmap.enums import BudgetNature
from maillage.programme.roadmap.models import Action
from maillage.programme.territories.models import Commune
from tests.factories.cast import make_user
from tests.factories.funding import NUMIXS, make_envelope, make_funded_action
from tests.factories.governance_bodies import BY, TODAY, make_governance, make_member
from tests.factories.roadmap import make_roadmap

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
MONEY = {NUMIXS: Decimal(50_000)}


def programme():
    """Two actions of the same budget; the second reaches more people; money for one."""
    governance = make_governance()
    make_envelope(governance)
    make_roadmap(governance)
    make_member(governance, MemberCategory.COMMUNE, name="Commune pilote")
    small = make_funded_action(governance, "50000", title="La petite", reach_count=100)
    large = make_funded_action(governance, "50000", title="La grande", reach_count=300, pilots=["Commune pilote"])
    return governance, small, large


def scenario(governance, name="Essai", **terms):
    given = {"amounts_eur": MONEY, **terms}
    return make_scenario(governance=governance, name=name, terms=Terms(**given), by=BY, today=TODAY)


def chosen(found):
    return [line["title"] for line in found.result["actions"] if line["chosen"]]


def test_the_plan_takes_what_serves_more_and_says_what_the_other_would_cost():
    governance, _, _ = programme()
    found = scenario(governance)
    assert chosen(found) == ["A02 La grande"]
    assert found.result["status"] == "optimal"
    (line,) = (line for line in found.result["actions"] if line["chosen"])
    assert (line["own_cents"], line["paid_cents"]) == (1_000_000, {NUMIXS: 4_000_000})
    (out,) = presenters.choices(found, chosen=False)
    assert "renoncer à «\u00a0A02 La grande\u00a0»" in out.reason
    assert not GrantRequest.objects.exists()


def test_what_is_imposed_wins_and_its_cost_is_said():
    governance, small, _ = programme()
    found = scenario(governance, imposed=frozenset({str(small.public_id)}))
    assert chosen(found) == ["A01 La petite"]
    (line,) = presenters.choices(found, chosen=True)
    assert "de plus, avec «\u00a0A02 La grande\u00a0»" in line.reason


def test_money_already_asked_is_not_planned_twice():
    governance, _, large = programme()
    first = scenario(governance)
    submit_scenario(scenario=first, text="Texte", author=None, group=None, by=BY, today=TODAY)
    carry_out(Adoption(first_proposal(first), None, BY, TODAY))
    request = GrantRequest.objects.get()
    request.state, request.asked_eur = RequestState.FILED, Decimal(50_000)
    request.save()
    assert chosen(scenario(governance, "Après")) == ["A01 La petite"]
    assert request.action == large


def first_proposal(found):
    found.refresh_from_db()
    return found.proposal


def test_an_adoption_drafts_the_request_and_never_before():
    governance, _, large = programme()
    found = scenario(governance)
    proposal = submit_scenario(scenario=found, text="Texte", author=None, group=None, by=BY, today=TODAY)
    assert not GrantRequest.objects.exists()
    carry_out(Adoption(proposal, None, BY, TODAY))
    request = GrantRequest.objects.get()
    assert (request.state, request.action, request.asked_eur) == (RequestState.DRAFT, large, Decimal(40_000))
    assert [one.member.display_name for one in request.beneficiaries.all()] == ["Commune pilote"]
    assert [(one.nature, one.amount_eur) for one in request.lines.all()] == [("investment", Decimal(40_000))]
    carry_out(Adoption(proposal, None, BY, TODAY))
    assert GrantRequest.objects.count() == 1


def test_a_scenario_is_submitted_once():
    governance, _, _ = programme()
    found = scenario(governance)
    submit_scenario(scenario=found, text="Texte", author=None, group=None, by=BY, today=TODAY)
    with pytest.raises(ScenarioRefusedError, match="déjà"):
        submit_scenario(scenario=found, text="Texte", author=None, group=None, by=BY, today=TODAY)


def test_an_action_comes_with_what_it_needs_or_not_at_all():
    governance, small, large = programme()
    needs = {str(large.public_id): frozenset({str(small.public_id)})}
    assert chosen(scenario(governance, needs=needs)) == ["A01 La petite"]
    both = scenario(governance, "Assez", needs=needs, amounts_eur={NUMIXS: Decimal(80_000)})
    assert chosen(both) == ["A01 La petite", "A02 La grande"]
    assert ("Dépendances", "A02 La grande : A01 La petite") in [
        (label, words.replace("\u00a0", " ")) for label, words in presenters.conditions(both)
    ]


def test_impossible_terms_are_refused_with_the_names_of_the_actions_and_nothing_is_kept():
    governance, small, large = programme()
    with pytest.raises(ScenarioRefusedError, match=r"imposées \(A0[12], A0[12]\)"):
        scenario(governance, imposed=frozenset({str(small.public_id), str(large.public_id)}))
    with pytest.raises(ScenarioRefusedError, match="n’est plus à financer"):
        scenario(governance, imposed=frozenset({"inconnue"}))
    scenario(governance)
    with pytest.raises(ScenarioRefusedError, match="déjà ce nom"):
        scenario(governance)
    assert Scenario.objects.count() == 1


def test_a_floor_is_told_as_the_reason_and_as_the_obstacle():
    governance, _, _ = programme()
    Commune.objects.filter(code="95585").update(population=59_000)
    Action.objects.update(territory_codes=["95585"])
    small = make_funded_action(governance, "60000", title="La rurale", reach_count=1, territory_codes=["95268"])
    found = scenario(governance, rural_share=0.9, amounts_eur={NUMIXS: Decimal(48_000)})
    assert chosen(found) == [str(small)]
    (line,) = presenters.choices(found, chosen=True)
    assert line.reason.startswith("Retenue pour tenir un plancher")
    with pytest.raises(ScenarioRefusedError, match="CA Roissy Pays de France"):
        scenario(governance, "Deux partout", least_by_epci=2)


def test_what_no_envelope_can_pay_says_why():
    governance = make_governance()
    make_envelope(governance, "marche-ingenierie-anct")
    make_roadmap(governance)
    make_funded_action(governance, "50000", title="Un bâtiment")
    found = scenario(governance, amounts_eur={"marche-ingenierie-anct": Decimal(50_000)})
    (out,) = presenters.choices(found, chosen=False)
    assert out.reason.startswith("Aucune enveloppe du scénario ne peut la payer")
    assert "besoin" in out.reason or "dépense" in out.reason


def test_a_reserved_action_stays_out():
    governance, _, large = programme()
    large.is_confidential = True
    large.save(update_fields=["is_confidential"])
    assert "La grande" not in repr(scenario(governance).result)


def test_terms_come_back_from_json_as_they_went():
    terms = Terms(amounts_eur=MONEY, rural_share=0.3, imposed=frozenset({"b", "a"}), keeps_dates=False)
    assert terms_of(terms.plain()) == terms


def test_what_is_asked_is_laid_on_the_budget_in_its_order():
    lines = [(BudgetNature.STAFF, Decimal(30)), (BudgetNature.SERVICE, Decimal(50)), (BudgetNature.STAFF, Decimal(9))]
    assert spread(Decimal(70), lines) == {BudgetNature.STAFF: Decimal(30), BudgetNature.SERVICE: Decimal(40)}
    assert sum(spread(Decimal(85), lines).values()) == 85
    assert spread(Decimal(0), lines) == {}


def client_of(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role), backend=BACKEND)
    return client


def test_pages_make_show_and_submit_a_scenario():
    governance, _, _ = programme()
    client = client_of(Role.CO_PILOT)
    typed = {"name": "Essai", "dates": "keep", "own_share": 20, "public_share": 80, "least_by_epci": 0}
    typed |= {"needs": "A02 ; A99", "rural_share": 0, "qpv_share": 0, f"amount_{NUMIXS}": "50 000"}
    refused = client.post(reverse("funding:scenario_new"), {**typed, "own_share": 10})
    assert "les porteurs apportent 20" in refused.content.decode()
    assert "50 000" in refused.content.decode()
    assert "« A99 »" in refused.content.decode().replace("\u00a0", " ")
    typed["needs"] = ""
    made = client.post(reverse("funding:scenario_new"), typed, follow=True)
    page = made.content.decode()
    for words in ("choix optimal, prouvé", "A02 La grande", "Soumettre aux instances", "n’engage rien"):
        assert words in page, words
    keys = {"public_id": governance.scenarios.get().public_id}
    form = client.get(reverse("funding:scenario_submit", kwargs=keys)).content.decode()
    assert "A02 La grande" in form
    done = client.post(reverse("funding:scenario_submit", kwargs=keys), {"text": "Financer"}, follow=True)
    assert "Réserver une enveloppe pour une action" in done.content.decode()


def test_who_may_and_who_may_not():
    governance, _, _ = programme()
    found, member = scenario(governance), make_user(Role.MEMBER)
    with pytest.raises(NotAllowedError):
        make_scenario(governance=governance, name="X", terms=Terms(amounts_eur=MONEY), by=member, today=TODAY)
    with pytest.raises(NotAllowedError):
        submit_scenario(scenario=found, text="x", author=None, group=None, by=member, today=TODAY)
    page = client_of(Role.OBSERVER).get(reverse("funding:scenario", kwargs={"public_id": found.public_id}))
    assert page.status_code == 200
    assert "Soumettre" not in page.content.decode()
