"""Keeps the papers of a request: read by their first bytes, never replaced, named by their digest."""

from __future__ import annotations

import hashlib
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction

from maillage.programme.funding.enums import PaperKind
from maillage.programme.funding.models import FundingPaper, GrantRequest
from maillage.programme.funding.rules.papers import extension_of, paper_file_fault
from maillage.programme.funding.rules.states import ENDED, Actor
from maillage.programme.funding.services.requests import RequestRefusedError
from maillage.programme.funding.services.rights import allow
from maillage.programme.governance.models import Member
from maillage.programme.journal.services import record


@transaction.atomic
def add_paper(
    *, request: GrantRequest, kind: PaperKind, content: bytes, member: Member | None = None, by: object, today: date
) -> FundingPaper:
    """Keep a paper; a file that cannot be read is refused."""
    allow(Actor.ASKER, request, by=by, today=today)
    if request.state in ENDED:
        raise RequestRefusedError("Cette demande est terminée : ses pièces ne changent plus.")
    if fault := paper_file_fault(content):
        raise RequestRefusedError(fault)
    digest = hashlib.sha256(content).hexdigest()
    paper = FundingPaper(
        request=request, kind=kind, member=member, sha256=digest, size=len(content), by_label=str(by)[:200]
    )
    paper.file.save(f"{digest[:24]}{extension_of(content)}", ContentFile(content), save=False)
    paper.save()
    record(
        actor=by,
        action="request.paper_added",
        object_type="grant_request",
        object_id=str(request.public_id),
        details={"kind": kind, "sha256": digest},
    )
    return paper
