"""The days on which an instance could meet: which the rules allow, who is likely to come, what else happens."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from maillage.analytics.hours.calendar import is_public_holiday, is_school_holiday, zone_of
from maillage.analytics.planning.dates import Guest, Need, Past, Ranked, Slot, likelihood, rank
from maillage.programme.governance.enums import MeetingState, QuorumRule, SeatFunction
from maillage.programme.governance.models import Attendance, Committee, Meeting, Seat
from maillage.programme.governance.rules.meetings import BEFORE, THERE, latest_convening
from maillage.programme.governance.selectors.committees import seats_of

NOON = time(12)
SATURDAY = 5
# Whoever sits in another meeting at the same moment comes to one of the two at best.
ELSEWHERE = 0.1
HELD = (MeetingState.HELD, MeetingState.CLOSED)


@dataclass(frozen=True)
class Search:
    """The slots of a period, ranked, and how many days each rule left out."""

    ranked: tuple[Ranked, ...]
    left_out: dict[str, int]


def dates_for(committee: Committee, days: Iterable[date], hours: Sequence[time], today: date) -> Search:
    """Every moment of the period that the rules allow, the best first; empty without seats."""
    left_out: Counter[str] = Counter()
    kept = []
    for day in days:
        fault = day_fault(day, committee, today)
        if fault:
            left_out[fault] += 1
        else:
            kept.append(day)
    moments = [timezone.make_aware(datetime.combine(day, hour)) for day in kept for hour in hours]
    others = _others(committee, moments)
    zone = zone_of(committee.governance.departement_id)
    slots = [Slot(_code(one), one, _warnings(one, others, zone)) for one in moments]
    return Search(rank(slots, _guests(committee, slots, others), need_of(committee)), dict(left_out))


def day_fault(day: date, committee: Committee, today: date) -> str:
    """Why nobody can be convened that day, "" when one can."""
    if day.weekday() >= SATURDAY:
        return "fins de semaine"
    if is_public_holiday(day):
        return "jours fériés"
    if latest_convening(day, committee.convening_days, clear=committee.clear_days) < today:
        return "trop tôt pour convoquer dans le délai"
    return ""


def need_of(committee: Committee) -> Need:
    """The quorum of the instance, as the search counts it."""
    kinds = {QuorumRule.COUNT: "count", QuorumRule.SHARE: "share", QuorumRule.BY_COLLEGE: "by_college"}
    kind = kinds.get(QuorumRule(committee.quorum_rule))
    return Need(kind, committee.quorum_value or 0) if kind else Need()  # type: ignore[arg-type]


def is_morning(moment: datetime) -> bool:
    """Whether a moment is before noon, in Paris."""
    return timezone.localtime(moment).time() < NOON


def _code(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def _guests(committee: Committee, slots: Sequence[Slot], others: Sequence[Meeting]) -> list[Guest]:
    """The members seated, with what their past says of each slot."""
    own, of_college = _past(committee)
    busy = _busy(others)
    guests = []
    for seat in seats_of(committee):
        college = seat.member.college
        likely = {}
        for slot in slots:
            habits = own[seat.member_id], of_college[college.pk]
            chance = likelihood(*habits, slot.starts_at.weekday(), morning=is_morning(slot.starts_at))
            taken = seat.member_id in busy.get((slot.starts_at.date(), is_morning(slot.starts_at)), frozenset())
            likely[slot.code] = min(chance, ELSEWHERE) if taken else chance
        chair = seat.function == SeatFunction.CHAIR
        guests.append(Guest(str(seat.member_id), college.name, likely, is_chair=chair))
    return guests


def _past(committee: Committee) -> tuple[dict[int, list[Past]], dict[int, list[Past]]]:
    """The meetings of the governance that were held, by member and by college: who came, when."""
    found = Attendance.objects.filter(
        meeting__committee__governance=committee.governance_id, meeting__state__in=HELD, member__isnull=False
    )
    rows = found.values_list("meeting", "member", "college", "presence", "meeting__starts_at")
    came: dict[tuple[int, int, int, datetime], bool] = defaultdict(bool)
    for meeting, member, college, presence, starts_at in rows:
        came[(meeting, member or 0, college, starts_at)] |= presence in THERE
    own: dict[int, list[Past]] = defaultdict(list)
    colleges: dict[int, list[Past]] = defaultdict(list)
    for (_, member, college, starts_at), here in came.items():
        past = Past(timezone.localtime(starts_at).weekday(), is_morning(starts_at), here)
        own[member].append(past)
        colleges[college].append(past)
    return own, colleges


def _others(committee: Committee, moments: Sequence[datetime]) -> list[Meeting]:
    """The other meetings of the period."""
    if not moments:
        return []
    found = Meeting.objects.filter(committee__governance=committee.governance_id, state__in=BEFORE)
    day = timedelta(days=1)
    return list(found.filter(starts_at__range=(min(moments) - day, max(moments) + day)).select_related("committee"))


def _busy(others: Sequence[Meeting]) -> dict[tuple[date, bool], frozenset[int]]:
    seats: dict[int, set[int]] = defaultdict(set)
    for committee, member in Seat.objects.filter(
        committee__in=[one.committee_id for one in others], ends_on__isnull=True
    ).values_list("committee", "member"):
        seats[committee].add(member)
    busy: dict[tuple[date, bool], frozenset[int]] = {}
    for one in others:
        local = timezone.localtime(one.starts_at)
        key = (local.date(), is_morning(one.starts_at))
        busy[key] = busy.get(key, frozenset()) | seats[one.committee_id]
    return busy


def _warnings(moment: datetime, others: Sequence[Meeting], zone: str) -> tuple[str, ...]:
    day = timezone.localdate(moment)
    same = [one.committee.name for one in others if timezone.localdate(one.starts_at) == day]
    holidays = ["Vacances scolaires."] if is_school_holiday(day, zone) else []
    return (*holidays, *(f"Même jour que {name}." for name in same))
