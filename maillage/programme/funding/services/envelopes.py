"""Opens the envelopes of a governance from their definitions."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from maillage.programme.funding.definitions import amount_of, spec_of
from maillage.programme.funding.models import Envelope, Funder
from maillage.programme.governance.models import Governance
from maillage.programme.journal.services import record
from maillage.programme.people.models import Organisation
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import demand
from maillage.programme.people.rules import Capability


class EnvelopeRefusedError(RefusedError):
    """An envelope that is already open, or that nobody described."""


@transaction.atomic
def open_envelope(
    *, governance: Governance, code: str, amount_eur: Decimal | None = None, is_demonstration: bool = False, by: object
) -> Envelope:
    """Open an envelope; without an amount, it is the one that its definition gives to the département."""
    demand(by, Capability.MANAGE_FUNDING)
    try:
        spec = spec_of(code)
    except KeyError as error:
        raise EnvelopeRefusedError(f"Aucune enveloppe ne porte le code « {code} ».") from error
    if governance.envelopes.filter(code=code).exists():
        raise EnvelopeRefusedError(f"« {spec.title} » est déjà ouverte.")
    funder, _ = Funder.objects.get_or_create(
        name=spec.funder, defaults={"organisation": Organisation.objects.filter(name=spec.funder).first()}
    )
    amount = amount_eur if amount_eur is not None else amount_of(code, governance.departement_id)
    envelope = Envelope.objects.create(
        governance=governance,
        code=code,
        title=spec.title,
        funder=funder,
        amount_eur=amount,
        is_demonstration=is_demonstration,
    )
    record(
        actor=by,
        action="envelope.opened",
        object_type="envelope",
        object_id=code,
        details={"title": spec.title, "amount_eur": amount},
    )
    return envelope
