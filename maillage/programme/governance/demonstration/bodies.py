"""Bodies, persons, instances and deadlines of the story."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from stdnum import luhn

from maillage.programme.governance.enums import (
    CommitteeKind,
    GovernanceRole,
    MemberCategory,
    MemberStatus,
    SeatFunction,
)
from maillage.programme.governance.models import (
    College,
    Committee,
    Composition,
    Governance,
    Meeting,
    Member,
    MemberCharge,
    MemberTransition,
    Obligation,
    Representative,
    Seat,
)
from maillage.programme.people.models import Organisation
from maillage.programme.territories.names import plain

Story = dict[str, Any]


def make_members(governance: Governance, told: Story) -> dict[str, Member]:
    """Colleges and their members, two of them co-pilots."""
    members = {}
    for position, line in enumerate(told["colleges"], start=1):
        college = College.objects.create(governance=governance, kind=line["kind"], name=line["name"], position=position)
        for body in told["members"][line["kind"]]:
            members[body["name"]] = _member(governance, college, body)
    for name in told["co_pilots"]:
        MemberCharge.objects.create(member=members[name], role=GovernanceRole.CO_PILOT, starts_on=governance.opened_on)
    return members


def _member(governance: Governance, college: College, body: Story) -> Member:
    siren = _siren(body)
    organisation, _ = Organisation.objects.get_or_create(name=body["name"], defaults={"siren": siren})
    member = Member.objects.create(
        governance=governance,
        organisation=organisation,
        college=college,
        display_name=body["name"],
        category=body["category"],
        territory_code=body.get("territory", ""),
        status=MemberStatus.CONFIRMED,
        confirmed_on=governance.opened_on,
        to_consolidate=[] if siren else ["le SIREN manque"],
        is_demonstration=True,
    )
    Representative.objects.bulk_create(
        [
            Representative(
                member=member,
                civility=civility,
                full_name=name,
                function=function,
                email=f"{plain(name).replace(' ', '-')}@demo.example",
                starts_on=governance.opened_on,
            )
            for civility, name, function in body["people"]
        ]
    )
    return member


def _siren(body: Story) -> str:
    """The SIREN of an EPCI is its code; a commune's is made of its Insee code, a key of Luhn at the end."""
    code = body.get("territory", "")
    if body["category"] == MemberCategory.EPCI:
        return str(code)
    if body["category"] != MemberCategory.COMMUNE:
        return ""
    stem = f"21{code[:2]}0{code[2:]}"
    return stem + luhn.calc_check_digit(stem)


def make_committees(governance: Governance, told: Story, members: dict[str, Member]) -> dict[str, Committee]:
    """The COPIL, the COTECH and the working groups, with their seats."""
    copil = Committee.objects.create(
        governance=governance,
        kind=CommitteeKind.COPIL,
        name="Comité de pilotage",
        purpose="Réunit tous les acteurs volontaires et adopte la feuille de route.",
        convening_days=15,
    )
    cotech = Committee.objects.create(
        governance=governance,
        kind=CommitteeKind.COTECH,
        name="COTECH restreint",
        parent=copil,
        purpose="Valide les propositions des groupes de travail avant le COPIL.",
        convening_days=7,
    )
    found = {"copil": copil, "cotech": cotech}
    for number, group in enumerate(told["working_groups"]):
        found[f"group-{number}"] = Committee.objects.create(
            governance=governance,
            kind=CommitteeKind.WORKING_GROUP,
            name=group["name"],
            parent=cotech,
            purpose=group["purpose"],
        )
    for name, member in members.items():
        function = SeatFunction.CHAIR if name in told["co_pilots"] else SeatFunction.MEMBER
        _seat(copil, member, function)
        if name in told["co_pilots"] or member.college.position == 1:
            _seat(cotech, member, function)
    for number in range(len(told["working_groups"])):
        for member in list(members.values())[number::3][:8]:
            _seat(found[f"group-{number}"], member, SeatFunction.MEMBER)
    return found


def _seat(committee: Committee, member: Member, function: SeatFunction) -> None:
    Seat.objects.create(committee=committee, member=member, function=function, starts_on=committee.governance.opened_on)


def keep_composition(governance: Governance, told: Story, launch: Meeting, members: dict[str, Member], by: str) -> None:
    """What was voted of the composition, and that each member was confirmed that day."""
    Composition.objects.create(governance=governance, meeting=launch, **told["composition"])
    MemberTransition.objects.bulk_create(
        [
            MemberTransition(
                member=member,
                from_status=MemberStatus.PROSPECTIVE,
                to_status=MemberStatus.CONFIRMED,
                on=governance.opened_on,
                meeting=launch,
                by_label=by,
            )
            for member in members.values()
        ]
    )


def make_obligations(governance: Governance, told: Story, members: dict[str, Member], today: date) -> None:
    """Deadlines past and to come."""
    Obligation.objects.bulk_create(
        [
            Obligation(
                governance=governance,
                title=line["title"],
                due_on=line.get("date") or today + timedelta(days=line["days"]),
                source=line["source"],
                responsible=members[line["responsible"]],
                done_on=line.get("done_on"),
            )
            for line in told["obligations"]
        ]
    )
