"""Minutes of a meeting: what a reading of existing ones proposes, and the document that is written from records.

What is read is never decided: each finding carries its exact words, its line, how sure it is and why, in French.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Confidence = Literal["sure", "probable", "to_check"]
OutcomeCode = Literal["adopted", "adopted_with_changes", "adjourned", "sent_back", "rejected", "noted"]
PresenceCode = Literal["present", "remote", "represented", "excused", "absent"]
CollegeCode = Literal["state", "local_authorities", "operators", "partners", ""]

CONFIDENCE_WORDS: dict[str, str] = {"sure": "sûr", "probable": "probable", "to_check": "à vérifier"}
OUTCOME_WORDS: dict[str, str] = {
    "adopted": "adoptée",
    "adopted_with_changes": "adoptée avec modifications",
    "adjourned": "ajournée",
    "sent_back": "renvoyée",
    "rejected": "rejetée",
    "noted": "prise d’acte",
}
PRESENCE_WORDS: dict[str, str] = {
    "present": "présent",
    "remote": "à distance",
    "represented": "représenté",
    "excused": "excusé",
    "absent": "absent",
}
COLLEGE_WORDS: dict[str, str] = {
    "state": "Services de l’État",
    "local_authorities": "Collectivités territoriales",
    "operators": "Opérateurs France services",
    "partners": "Partenaires et associations",
    "": "Collège non reconnu",
}


@dataclass(frozen=True)
class Evidence:
    """The exact words a finding rests on, the line of the file where they begin, and how sure the reading is."""

    quotation: str
    line: int
    confidence: Confidence
    reason: str


@dataclass(frozen=True)
class TextFinding:
    """A title, a kind of instance, a place, a time: the words retained and their evidence."""

    value: str
    evidence: Evidence


@dataclass(frozen=True)
class PersonFinding:
    """Someone named in an attendance list; `name` keeps the letters of the file. Empty means not said."""

    civility: str
    first_name: str
    name: str
    function: str
    body: str
    college: CollegeCode
    college_heading: str
    presence: PresenceCode
    represented_by: str
    evidence: Evidence
    mentions: tuple[int, ...] = ()

    @property
    def full_name(self) -> str:
        """First name and name."""
        return " ".join(part for part in (self.first_name, self.name) if part)


@dataclass(frozen=True)
class CollegeFinding:
    """A group of participants: its code where recognised, its heading in the words of the file, how many attend."""

    code: CollegeCode
    heading: str
    count: int
    evidence: Evidence


@dataclass(frozen=True)
class SpeechFinding:
    """Someone who speaks: the name as written, the verb, the chapter and the line."""

    speaker: str
    verb: str
    participant: int | None
    evidence: Evidence


@dataclass(frozen=True)
class ChapterFinding:
    """A chapter or a point of the agenda: its number as written, its depth from 1, the lines it covers."""

    number: str
    title: str
    level: int
    last_line: int
    paragraphs: tuple[str, ...]
    speeches: tuple[SpeechFinding, ...]
    evidence: Evidence


@dataclass(frozen=True)
class AmountFinding:
    """An amount of money (unit « € ») or a percentage (unit « % »); `high` equals `low` unless it is a range."""

    low: float
    high: float
    unit: Literal["€", "%"]
    about: str
    evidence: Evidence


@dataclass(frozen=True)
class CountFinding:
    """A number of things; `parts` and `total` are there when several counts of a sentence add up."""

    value: int
    noun: str
    parts: tuple[int, ...]
    evidence: Evidence


@dataclass(frozen=True)
class DateFinding:
    """A date or a period, from `start` to `end`; for a deadline `end` is the last day."""

    start: date
    end: date
    kind: Literal["meeting", "signature", "convocation", "next_meeting", "deadline", "date"]
    precision: Literal["day", "month", "quarter", "half_year", "season", "year"]
    about: str
    evidence: Evidence


@dataclass(frozen=True)
class VoteFinding:
    """Votes as written; None means not said."""

    in_favour: int | None = None
    against: int | None = None
    abstentions: int | None = None
    words: str = ""


@dataclass(frozen=True)
class DecisionFinding:
    """What was decided: its wording with the points of its list, its outcome, its votes, its chapter."""

    wording: str
    items: tuple[str, ...]
    outcome: OutcomeCode
    vote: VoteFinding | None
    conditions: str
    chapter: str
    evidence: Evidence


@dataclass(frozen=True)
class FollowUpFinding:
    """What someone must do: the task, who when said, the deadline when said."""

    task: str
    responsible: str
    due: DateFinding | None
    evidence: Evidence


@dataclass(frozen=True)
class MinutesRead:
    """All that a reading proposes, in the order of the file; `text` holds every quotation, `lines` its numbers."""

    form: str
    text: str
    lines: tuple[tuple[int, str], ...] = ()
    title: TextFinding | None = None
    instance: TextFinding | None = None
    meeting: DateFinding | None = None
    signature: DateFinding | None = None
    place: TextFinding | None = None
    starts: TextFinding | None = None
    ends: TextFinding | None = None
    author: TextFinding | None = None
    signatory: TextFinding | None = None
    colleges: tuple[CollegeFinding, ...] = ()
    people: tuple[PersonFinding, ...] = ()
    agenda: tuple[ChapterFinding, ...] = ()
    chapters: tuple[ChapterFinding, ...] = ()
    amounts: tuple[AmountFinding, ...] = ()
    counts: tuple[CountFinding, ...] = ()
    dates: tuple[DateFinding, ...] = ()
    decisions: tuple[DecisionFinding, ...] = ()
    follow_ups: tuple[FollowUpFinding, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def participants(self) -> tuple[PersonFinding, ...]:
        """The people who attended, in the room or at a distance."""
        return tuple(person for person in self.people if person.presence in {"present", "remote"})

    @property
    def deadlines(self) -> tuple[DateFinding, ...]:
        """The dates before which something is due."""
        return tuple(found for found in self.dates if found.kind == "deadline")


@dataclass(frozen=True)
class Participant:
    """Someone on the attendance list of a document."""

    civility: str
    name: str
    function: str = ""
    body: str = ""
    presence: PresenceCode = "present"
    represented_by: str = ""
    first_name: str = ""


@dataclass(frozen=True)
class CollegeList:
    """The participants of a college, under its heading."""

    heading: str
    participants: tuple[Participant, ...]


@dataclass(frozen=True)
class Paragraph:
    """Plain text."""

    text: str


@dataclass(frozen=True)
class BulletList:
    """Points of equal rank."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Intervention:
    """What someone said; the text follows the name: « Madame X » + « présente … »."""

    speaker: str
    text: str


@dataclass(frozen=True)
class QuotedFigure:
    """A figure with its unit, source and date, as it stood at the meeting."""

    label: str
    value: str
    unit: str = ""
    source: str = ""
    on: date | None = None


@dataclass(frozen=True)
class DecisionEntry:
    """A decision: its wording, its outcome, how it was taken (« par consensus », votes), its conditions."""

    wording: str
    outcome: OutcomeCode
    result: str = ""
    conditions: str = ""


@dataclass(frozen=True)
class FollowUpEntry:
    """A task, who answers for it, and when it is due."""

    task: str
    responsible: str
    due: date | None = None


@dataclass(frozen=True)
class FollowUpList:
    """The tasks that a chapter leaves."""

    entries: tuple[FollowUpEntry, ...]


Block = Paragraph | BulletList | Intervention | QuotedFigure | DecisionEntry | FollowUpList


@dataclass(frozen=True)
class Chapter:
    """A point of the agenda and what was said under it; numbered by the writers."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Signatory:
    """Who signs, and when; no date means not signed yet."""

    function: str
    name: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Erratum:
    """A dated correction of signed minutes."""

    on: date
    text: str


@dataclass(frozen=True)
class MinutesDocument:
    """Minutes to write, complete and frozen. `status` is the word of the header until signature, « Projet »."""

    title: str
    meeting_on: date
    kind: str = "Relevé de conclusions"
    reference: str = ""
    place: str = ""
    times: str = ""
    letterhead: tuple[str, ...] = ()
    colleges: tuple[CollegeList, ...] = ()
    quorum: str = ""
    chapters: tuple[Chapter, ...] = ()
    next_steps: tuple[str, ...] = ()
    closing: str = ""
    signatory: Signatory | None = None
    errata: tuple[Erratum, ...] = field(default=())
    status: str = ""
    public: bool = False
