"""The story of the programme loads through the services, once, and shows what it promises."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from maillage.programme.funding.demonstration import load_demonstration_funding
from maillage.programme.funding.enums import RequestState
from maillage.programme.funding.models import Agreement, GrantRequest
from maillage.programme.funding.selectors.envelopes import dues_of, envelope_states
from maillage.programme.governance.demonstration import load_demonstration_governance
from maillage.programme.roadmap.demonstration import load_demonstration_roadmap
from maillage.programme.roadmap.enums import RoadmapState
from maillage.programme.territories.services import load_geography

TODAY = date(2026, 11, 26)


@pytest.mark.django_db
def test_the_programme_of_the_demonstration():
    load_geography(by="test")
    governance = load_demonstration_governance(by="test", today=TODAY)
    for _ in range(2):
        roadmap = load_demonstration_roadmap(governance=governance, by="test", today=TODAY)
        load_demonstration_funding(governance=governance, by="test", today=TODAY)
    assert (roadmap.state, roadmap.actions.count(), roadmap.versions.count()) == (RoadmapState.FILED, 12, 1)
    states = {one.envelope.code: one for one in envelope_states(governance)}
    assert states["ingenierie-fne-2024"].left_eur == 0
    assert states["ingenierie-fne-2024"].justified_eur == Decimal(55550)
    assert states["formation-aidants-2024"].paid_eur == Decimal(20000)
    assert Agreement.objects.filter(refund_eur=Decimal(4150)).count() == 1
    assert set(GrantRequest.objects.values_list("state", flat=True)) == {
        RequestState.TO_REFUND,
        RequestState.PAID,
        RequestState.ACCEPTED,
        RequestState.REFUSED,
        RequestState.DRAFT,
    }
    assert dues_of(governance, TODAY)[0].title.startswith("Bilan attendu")
