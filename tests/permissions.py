"""The one table of who may open what: every route of the product is declared here, or the matrix fails."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from maillage.programme.people.rules import Capability

READ = ("GET", "HEAD")


@dataclass(frozen=True)
class Route:
    """A route: the right it asks for, the methods it accepts, and arguments to call it with."""

    access: Capability
    methods: tuple[str, ...] = READ
    kwargs: dict[str, Any] = field(default_factory=dict)


PUBLIC, ACCOUNT = Capability.SEE_PUBLIC, Capability.SEE_ACCOUNT
RUN, USERS = Capability.RUN_DIAGNOSIS, Capability.MANAGE_USERS
EDIT, MANAGE = Capability.EDIT_PLACES, Capability.MANAGE_PLACES
SEE, PROPOSE, GOVERN = Capability.SEE_GOVERNANCE, Capability.PROPOSE, Capability.MANAGE_GOVERNANCE
FORM = (*READ, "POST")
NOBODY = "00000000-0000-4000-8000-000000000000"

ROUTES: dict[str, Route] = {
    "portal:home": Route(PUBLIC),
    "portal:search": Route(PUBLIC),
    "portal:help": Route(PUBLIC),
    "portal:legal": Route(PUBLIC),
    "portal:accessibility": Route(PUBLIC),
    "portal:privacy": Route(PUBLIC),
    "portal:sitemap": Route(PUBLIC),
    "portal:open_data": Route(PUBLIC),
    "portal:catalogue": Route(PUBLIC),
    "portal:published_file": Route(PUBLIC, READ, {"name": "lieux.geojson"}),
    "people:login": Route(PUBLIC, FORM),
    "people:logout": Route(PUBLIC, ("POST",)),
    "people:account": Route(ACCOUNT),
    "people:password": Route(Capability.CHANGE_PASSWORD, FORM),
    "people:users": Route(USERS),
    "people:user_create": Route(USERS, FORM),
    "people:user_edit": Route(USERS, FORM, {"public_id": NOBODY}),
    "diagnosis:map": Route(PUBLIC),
    "diagnosis:method": Route(PUBLIC),
    "diagnosis:export": Route(PUBLIC, READ, {"kind": "csv"}),
    "diagnosis:runs": Route(RUN, FORM),
    "diagnosis:run": Route(RUN, READ, {"run_id": 1}),
    "diagnosis:territory": Route(PUBLIC, READ, {"code": "95585"}),
    "diagnosis:territory_pdf": Route(PUBLIC, READ, {"code": "95585"}),
    "api:api-root": Route(PUBLIC),
    "api:openapi-json": Route(PUBLIC),
    "api:places": Route(PUBLIC),
    "api:place": Route(PUBLIC, READ, {"public_id": NOBODY}),
    "api:places_csv": Route(PUBLIC),
    "api:places_geojson": Route(PUBLIC),
    "places:places": Route(PUBLIC),
    "places:orientation": Route(PUBLIC),
    "places:standalone": Route(PUBLIC),
    "places:embed": Route(PUBLIC),
    "places:leaflet": Route(PUBLIC),
    "places:place": Route(PUBLIC, READ, {"public_id": NOBODY}),
    "places:sheet": Route(PUBLIC, READ, {"public_id": NOBODY}),
    "places:calendar": Route(PUBLIC, READ, {"public_id": NOBODY}),
    "places:history": Route(Capability.EDIT_PLACES, READ, {"public_id": NOBODY}),
    "places:create": Route(EDIT, FORM),
    "places:resembling": Route(EDIT),
    "places:edit": Route(EDIT, FORM, {"public_id": NOBODY}),
    "places:close": Route(EDIT, FORM, {"public_id": NOBODY}),
    "places:undo": Route(EDIT, ("POST",), {"public_id": NOBODY}),
    "places:closures": Route(EDIT, FORM, {"public_id": NOBODY}),
    "places:closure_remove": Route(EDIT, ("POST",), {"public_id": NOBODY, "number": 1}),
    "places:sessions": Route(EDIT, FORM, {"public_id": NOBODY}),
    "places:session_remove": Route(EDIT, ("POST",), {"public_id": NOBODY, "session_id": NOBODY}),
    "places:import_upload": Route(MANAGE, FORM),
    "places:import_review": Route(MANAGE, FORM, {"key": NOBODY}),
    "places:import_apply": Route(MANAGE, ("POST",), {"key": NOBODY}),
    "places:import_abandon": Route(MANAGE, ("POST",), {"key": NOBODY}),
    "places:imports": Route(MANAGE),
    "places:import": Route(MANAGE, READ, {"number": 1}),
    "places:management": Route(EDIT),
    "places:duplicates": Route(MANAGE),
    "places:detect": Route(MANAGE, ("POST",)),
    "places:duplicate": Route(MANAGE, FORM, {"pair_id": 1}),
    "places:part": Route(MANAGE, ("POST",), {"merge_id": 1}),
    "places:absences": Route(Capability.EDIT_PLACES),
    "places:conflicts": Route(MANAGE),
    "places:settle": Route(MANAGE, ("POST",), {"conflict_id": 1}),
    "places:freshness": Route(EDIT),
    "places:freshness_csv": Route(EDIT),
    "places:freshness_area": Route(EDIT, READ, {"code": "200055655"}),
    "places:campaigns": Route(MANAGE),
    "places:campaign_new": Route(MANAGE, FORM),
    "places:campaign": Route(MANAGE, FORM, {"campaign_id": 1}),
    "places:phone_list": Route(MANAGE, READ, {"campaign_id": 1}),
    "places:phone_answer": Route(MANAGE, FORM, {"request_id": 1}),
    "places:confirm": Route(PUBLIC, FORM, {"token": "forged"}),
    "places:confirm_correct": Route(PUBLIC, FORM, {"token": "forged"}),
    "places:reports": Route(EDIT),
    "places:report": Route(PUBLIC, FORM, {"public_id": NOBODY}),
    "places:report_followed": Route(PUBLIC, READ, {"report_id": NOBODY}),
    "places:report_answer": Route(EDIT, FORM, {"report_id": NOBODY}),
    "governance:home": Route(SEE),
    "governance:open": Route(GOVERN, FORM),
    "governance:composition": Route(GOVERN, FORM),
    "governance:members": Route(SEE),
    "governance:member_new": Route(GOVERN, FORM),
    "governance:to_consolidate": Route(GOVERN),
    "governance:contacts": Route(GOVERN),
    "governance:member": Route(SEE, READ, {"public_id": NOBODY}),
    "governance:member_edit": Route(GOVERN, FORM, {"public_id": NOBODY}),
    "governance:member_status": Route(GOVERN, FORM, {"public_id": NOBODY}),
    "governance:charge_take": Route(GOVERN, FORM, {"public_id": NOBODY}),
    "governance:charge_end": Route(GOVERN, FORM, {"public_id": NOBODY, "number": 1}),
    "governance:representative_add": Route(GOVERN, FORM, {"public_id": NOBODY}),
    "governance:representative_edit": Route(GOVERN, FORM, {"public_id": NOBODY, "number": 1}),
    "governance:representative_end": Route(GOVERN, FORM, {"public_id": NOBODY, "number": 1}),
    "governance:candidature": Route(PUBLIC, FORM),
    "governance:candidature_thanks": Route(PUBLIC),
    "governance:candidatures": Route(GOVERN),
    "governance:candidature_answer": Route(GOVERN, FORM, {"public_id": NOBODY}),
    "governance:committees": Route(SEE),
    "governance:committee_new": Route(GOVERN, FORM),
    "governance:committee": Route(SEE, READ, {"public_id": NOBODY}),
    "governance:committee_edit": Route(GOVERN, FORM, {"public_id": NOBODY}),
    "governance:seat_add": Route(GOVERN, FORM, {"public_id": NOBODY}),
    "governance:seat_end": Route(GOVERN, FORM, {"public_id": NOBODY, "number": 1}),
    "governance:proposals": Route(SEE),
    "governance:proposal_new": Route(PROPOSE, FORM),
    "governance:proposal": Route(SEE, READ, {"public_id": NOBODY}),
    "governance:proposal_amend": Route(PROPOSE, FORM, {"public_id": NOBODY}),
    "governance:proposal_move": Route(PROPOSE, FORM, {"public_id": NOBODY, "event": "file"}),
    "governance:obligations": Route(SEE),
    "governance:obligation_new": Route(GOVERN, FORM),
    "governance:obligation_edit": Route(GOVERN, FORM, {"number": 1}),
    "governance:obligation_done": Route(GOVERN, FORM, {"number": 1}),
    "governance:obligation_reopen": Route(GOVERN, ("POST",), {"number": 1}),
    "governance:feed": Route(PUBLIC, READ, {"key": NOBODY}),
    "notices": Route(SEE, FORM),
    "notices_renew": Route(SEE, ("POST",)),
    "journal": Route(Capability.SEE_JOURNAL),
    "design:gallery": Route(PUBLIC),
}
