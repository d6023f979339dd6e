"""Reads of requests: for whom, one, what an envelope has engaged."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.http import Http404

from maillage.programme.funding.enums import RequestState
from maillage.programme.funding.models import Envelope, FundingPaper, GrantRequest, RequestTransition
from maillage.programme.funding.rules.envelopes import engaged
from maillage.programme.governance.models import Governance
from maillage.programme.governance.selectors.members import members_spoken_for
from maillage.programme.people.models import User
from maillage.programme.people.rules import Capability, may


def requests_for(governance: Governance, user: User, today: date) -> QuerySet[GrantRequest]:
    """Those that someone may read: all for who runs, funds or watches; those of her own bodies for a member."""
    found = _whole(GrantRequest.objects.filter(envelope__governance=governance))
    wide = (Capability.MANAGE_FUNDING, Capability.INSTRUCT_FUNDING)
    if any(may(user.roles, one) for one in wide) or not may(user.roles, Capability.REQUEST_FUNDING):
        return found if any(may(user.roles, one) for one in wide) else found.exclude(state=RequestState.DRAFT)
    own = members_spoken_for(user, today).values("pk")
    pilots = Q(action__members__member__in=own, action__members__role="pilot")
    return found.filter(Q(beneficiaries__member__in=own) | pilots).distinct()


def request_by_id(governance: Governance, user: User, public_id: uuid.UUID, today: date) -> GrantRequest:
    """One request that someone may read, or 404."""
    found = requests_for(governance, user, today).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def engaged_in(envelope: Envelope, *, but: GrantRequest | None = None) -> Decimal:
    """What the requests of an envelope take, the one being looked at left out."""
    found = envelope.requests.exclude(pk=but.pk) if but else envelope.requests.all()
    rows = found.values_list("state", "asked_eur", "granted_eur")
    return engaged((RequestState(state), asked, granted) for state, asked, granted in rows)


def engaged_for_action(request: GrantRequest) -> Decimal:
    """What the other requests of the same action take."""
    rows = request.action.grant_requests.exclude(pk=request.pk).values_list("state", "asked_eur", "granted_eur")
    return engaged((RequestState(state), asked, granted) for state, asked, granted in rows)


def papers_of(request: GrantRequest) -> QuerySet[FundingPaper]:
    """The papers, the last first."""
    return request.papers.select_related("member")


def paper_by_id(request: GrantRequest, number: int) -> FundingPaper:
    """One paper of a request, or 404."""
    found = papers_of(request).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def transitions_of(request: GrantRequest) -> QuerySet[RequestTransition]:
    """What happened, the last first."""
    return request.transitions.order_by("-at", "-pk")


def _whole(found: QuerySet[GrantRequest]) -> QuerySet[GrantRequest]:
    related = ("envelope__funder", "envelope__governance", "action__roadmap")
    rows = ("lines", "plan", "beneficiaries__member", "beneficiaries__agreement__payments", "papers", "action__members")
    return found.select_related(*related).prefetch_related(*rows)
