"""Who was trained with the training envelope; erased five years after the request is settled."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from stdnum.exceptions import ValidationError
from stdnum.fr import siret

from maillage.programme.funding.definitions import spec_of
from maillage.programme.funding.enums import RequestState, TraineeModule
from maillage.programme.funding.models import GrantRequest, Trainee
from maillage.programme.funding.rules.states import Actor
from maillage.programme.funding.rules.training import Trained, trainee_faults
from maillage.programme.funding.services.requests import RequestRefusedError
from maillage.programme.funding.services.rights import allow
from maillage.programme.journal.services import record

KEPT_DAYS = 5 * 366


class TraineeRefusedError(RequestRefusedError):
    """Someone whose training this envelope does not pay."""


@transaction.atomic
def add_trainee(
    *,
    request: GrantRequest,
    trained: Trained,
    employer: str,
    training_body: str,
    module: TraineeModule,
    by: object,
    today: date,
) -> Trainee:
    """Keep a trainee who counts; one who does not is refused with the reason."""
    allow(Actor.ASKER, request, by=by, today=today)
    if spec_of(request.envelope.code).training is None:
        raise TraineeRefusedError("Cette enveloppe ne paie pas de formation.")
    try:
        number = siret.validate(trained.employer_siret)
    except ValidationError as error:
        raise TraineeRefusedError("Le SIRET de l’employeur est faux : vérifiez ses 14 chiffres.") from error
    if faults := trainee_faults(trained):
        raise TraineeRefusedError(f"{trained.full_name} ne compte pas : {', '.join(faults)}.")
    name = " ".join(trained.full_name.split())
    if request.trainees.filter(full_name__iexact=name, employer_siret=number).exists():
        raise TraineeRefusedError(f"{name} est déjà dans la liste : chaque personne compte une fois.")
    trainee = Trainee.objects.create(
        request=request,
        full_name=name,
        employer=employer.strip(),
        employer_siret=number,
        is_conseiller_numerique=trained.is_conseiller_numerique,
        employer_in_uniformation=trained.employer_in_uniformation,
        training_body=training_body.strip(),
        qualiopi_until=trained.qualiopi_until,
        module=module,
        trained_on=trained.trained_on,
    )
    _trace("trainee.added", request, by=by)
    return trainee


@transaction.atomic
def purge_trainees(*, by: object, today: date) -> int:
    """Erase the trainees of requests settled more than five years ago; how many were erased."""
    old = Trainee.objects.filter(
        request__state=RequestState.SETTLED,
        request__transitions__to_state=RequestState.SETTLED,
        request__transitions__on__lt=today - timedelta(days=KEPT_DAYS),
    )
    erased, _ = Trainee.objects.filter(pk__in=old.values("pk")).delete()
    if erased:
        record(actor=by, action="trainee.purged", object_type="trainee", object_id="tous", details={"count": erased})
    return erased


def _trace(event: str, request: GrantRequest, *, by: object) -> None:
    record(actor=by, action=event, object_type="grant_request", object_id=str(request.public_id), details={})
