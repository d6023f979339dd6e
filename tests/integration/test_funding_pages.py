"""Pages of the money: who reads which request, what a wrong form says, what a funder may do, what the lists cost."""

from __future__ import annotations

import io
from decimal import Decimal

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillage.programme.funding.enums import RequestEvent, RequestState
from maillage.programme.funding.models import GrantRequest
from maillage.programme.funding.selectors.spread import spread_of
from maillage.programme.funding.services.requests import move_request
from maillage.programme.people.enums import Role
from maillage.programme.territories.models import Commune
from tests.factories.cast import make_user
from tests.factories.funding import make_envelope, make_funded_action, make_request
from tests.factories.governance_bodies import BY, TODAY, make_governance, make_person
from tests.factories.places import queries_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def url(name, request, **more):
    return reverse(f"funding:{name}", kwargs={"public_id": request.public_id, **more})


def draft(**fields) -> GrantRequest:
    envelope = make_envelope(make_governance())
    return make_request(envelope, make_funded_action(envelope.governance), **fields)


def test_a_member_reads_the_requests_of_its_own_body_only():
    request = draft()
    stranger, own = make_user(Role.MEMBER), make_user(Role.MEMBER, email="voix@cast.example")
    make_person(request.beneficiaries.get().member, user=own)
    assert client_of(stranger).get(url("request", request)).status_code == 404
    assert client_of(own).get(url("request", request)).status_code == 200
    home = reverse("funding:home")
    assert str(request.action.title) not in client_of(stranger).get(home).content.decode()
    assert str(request.action.title) in client_of(own).get(home).content.decode()


@pytest.mark.parametrize(("state", "status"), [(RequestState.DRAFT, 404), (RequestState.FILED, 200)])
def test_an_observer_reads_no_draft(state, status):
    request = draft()
    GrantRequest.objects.update(state=state)
    assert client_of(make_user(Role.OBSERVER)).get(url("request", request)).status_code == status


def test_a_wrong_amount_comes_back_as_typed_with_the_way_to_write_it():
    request = draft()
    client = client_of(make_user(Role.CO_PILOT))
    page = client.get(url("request_edit", request)).content.decode()
    assert "40 000" in page
    answer = client.post(
        url("request_edit", request), {"purpose": "deployment", "budget_eur": "1,000", "asked_eur": "x"}
    )
    shown = answer.content.decode()
    for words in ("se lit de deux façons", "par exemple 59 700", 'value="1,000"', 'value="x"'):
        assert words in shown.replace("\u00a0", " "), words
    request.refresh_from_db()
    assert request.asked_eur == 40_000


def test_a_deposit_is_refused_on_the_page_with_every_reason():
    request = draft(papers=())
    client = client_of(make_user(Role.CO_PILOT))
    page = client.get(url("request", request)).content.decode()
    assert "Ce qui empêche encore le dépôt" in page
    client.post(url("request_move", request, event="file"))
    request.refresh_from_db()
    assert request.state == RequestState.DRAFT


def test_a_file_that_is_no_paper_is_refused():
    request = draft()
    client = client_of(make_user(Role.CO_PILOT))
    before = request.papers.count()
    file = SimpleUploadedFile("devis.exe", b"MZ not a paper")
    answer = client.post(url("paper_add", request), {"kind": "quote", "file": file})
    assert "ni un PDF" in answer.content.decode()
    assert request.papers.count() == before


def test_a_funder_examines_and_nobody_else_does():
    request = draft()
    move_request(request=request, event=RequestEvent.FILE, by=BY, today=TODAY)
    examine = url("request_move", request, event="examine")
    for role in (Role.CO_PILOT, Role.MEMBER, Role.OBSERVER):
        client_of(make_user(role)).post(examine)
        request.refresh_from_db()
        assert request.state == RequestState.FILED, role
    client_of(make_user(Role.FUNDER)).post(examine)
    request.refresh_from_db()
    assert request.state == RequestState.EXAMINED


def test_the_plan_is_printed_and_an_unknown_form_is_not_found():
    request = draft()
    client = client_of(make_user(Role.CO_PILOT))
    with pikepdf.open(io.BytesIO(client.get(url("plan", request, code="pdf")).content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
    assert client.get(url("plan", request, code="odt")).content.startswith(b"PK")
    assert client.get(url("plan", request, code="exe")).status_code == 404


def test_the_page_of_an_action_leads_to_its_requests():
    request = draft()
    address = reverse("roadmap:action", kwargs={"public_id": request.action.public_id})
    assert url("request", request) in client_of(make_user(Role.CO_PILOT)).get(address).content.decode()
    assert url("request", request) not in client_of(make_user(Role.OBSERVER)).get(address).content.decode()


def test_the_list_costs_the_same_with_ten_requests():
    request = draft()
    request.action.territory_codes = ["95585", "200055655"]
    request.action.save()
    GrantRequest.objects.update(state=RequestState.FILED)
    member = make_user(Role.MEMBER)
    make_person(request.beneficiaries.get().member, user=member)
    addresses = (reverse("funding:home"), reverse("dashboard:dashboard"))
    clients = (client_of(make_user(Role.CO_PILOT)), client_of(member))
    few = [queries_of(client, address) for client in clients for address in addresses]
    body = request.beneficiaries.get().member
    for _ in range(5):
        make_request(request.envelope, request.action, asked="100", budget="250", member=body)
    GrantRequest.objects.update(state=RequestState.FILED)
    assert [queries_of(client, address) for client in clients for address in addresses] == few


def test_the_money_is_shared_out_by_where_people_live():
    request = draft()
    Commune.objects.filter(code="95585").update(population=3_000)
    request.action.territory_codes = ["200055655"]
    request.action.save()
    assert spread_of(request.envelope.governance).by_epci == ()
    GrantRequest.objects.update(state=RequestState.FILED)
    found = spread_of(request.envelope.governance)
    assert found.by_epci == (("CA Roissy Pays de France", Decimal("40000.00")),)
    assert (found.by_fifth, found.nowhere_eur) == ((), 0)
    request.action.territory_codes = []
    request.action.save()
    assert spread_of(request.envelope.governance).nowhere_eur == 40_000
    page = client_of(make_user(Role.CO_PILOT)).get(reverse("funding:home")).content.decode()
    assert "sans territoire" in page
