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
FORM = (*READ, "POST")
NOBODY = "00000000-0000-4000-8000-000000000000"
SEE_GOV, GOV = Capability.SEE_GOVERNANCE, Capability.MANAGE_GOVERNANCE
POST = ("POST",)
MEETING = {"public_id": NOBODY}
ITEM = {**MEETING, "item_id": 1}

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
    "governance:meetings": Route(SEE_GOV),
    "governance:meeting_new": Route(GOV, FORM),
    "governance:meeting": Route(SEE_GOV, READ, MEETING),
    "governance:meeting_edit": Route(GOV, FORM, MEETING),
    "governance:meeting_step": Route(GOV, POST, MEETING),
    "governance:meeting_postpone": Route(GOV, FORM, MEETING),
    "governance:meeting_cancel": Route(GOV, FORM, MEETING),
    "governance:private_note": Route(SEE_GOV, POST, MEETING),
    "governance:meeting_calendar": Route(SEE_GOV, READ, MEETING),
    "governance:agenda": Route(GOV, FORM, MEETING),
    "governance:agenda_propose": Route(GOV, FORM, MEETING),
    "governance:item_edit": Route(GOV, FORM, ITEM),
    "governance:item_move": Route(GOV, POST, ITEM),
    "governance:item_remove": Route(GOV, POST, ITEM),
    "governance:paper_add": Route(GOV, POST, ITEM),
    "governance:paper": Route(SEE_GOV, READ, {"paper_id": 1}),
    "governance:paper_remove": Route(GOV, POST, {"paper_id": 1}),
    "governance:convocation": Route(GOV, FORM, MEETING),
    "governance:convocation_send": Route(GOV, POST, MEETING),
    "governance:convocation_resend": Route(GOV, POST, MEETING),
    "governance:letters": Route(GOV, READ, MEETING),
    "governance:invitation": Route(PUBLIC, FORM, {"token": "forged"}),
    "governance:invitation_calendar": Route(PUBLIC, READ, {"token": "forged"}),
    "governance:attendance": Route(GOV, FORM, MEETING),
    "governance:attendance_fill": Route(GOV, POST, MEETING),
    "governance:attendance_sheet": Route(GOV, READ, MEETING),
    "governance:attendance_change": Route(GOV, POST, {**MEETING, "attendance_id": 1}),
    "governance:live": Route(GOV, READ, MEETING),
    "governance:live_start": Route(GOV, POST, ITEM),
    "governance:live_notes": Route(GOV, POST, ITEM),
    "governance:live_intervention": Route(GOV, POST, ITEM),
    "governance:live_figure": Route(GOV, POST, ITEM),
    "governance:live_decision": Route(GOV, POST, ITEM),
    "governance:live_follow_up": Route(GOV, POST, ITEM),
    "governance:intervention_remove": Route(GOV, POST, {**MEETING, "intervention_id": 1}),
    "governance:projection": Route(SEE_GOV, READ, MEETING),
    "governance:ballot": Route(SEE_GOV, FORM, {"decision_id": 1}),
    "governance:ballot_state": Route(GOV, POST, {"decision_id": 1}),
    "governance:follow_ups": Route(SEE_GOV),
    "governance:follow_up": Route(SEE_GOV, FORM, {"follow_up_id": 1}),
    "journal": Route(Capability.SEE_JOURNAL),
    "design:gallery": Route(PUBLIC),
}
