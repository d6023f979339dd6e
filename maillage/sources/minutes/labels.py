"""The labels of an attendance list: « Étaient présents : », « Pour la préfecture : », colleges as headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from maillage.sources.minutes.bodies import body_start, college_of_heading, is_body, is_function
from maillage.sources.minutes.lines import NUMBERED
from maillage.sources.minutes.words import fold, plain
from maillage.tables.minutes import CollegeCode, PresenceCode

_LEAD = re.compile(
    r"^(?:(?:liste|tableau|feuille|etat) (?:des?|d'|de) ?(?:la )?)?(?:les |la )?"
    r"(?:(?:etaient|sont|ont|ete|etait|est|se|egalement|aussi|en|exercice|presence|de|du|presentiel|par|membres?|personnes"
    r"|elus?|conseillers?|delegues|administrateurs|participants?|representants?|titulaires?|suppleants?|invites?|comite"
    r"|conseil|municipaux|communautaires|copil|cotech|bureau|autres|noms? des|a la (?:reunion|seance))\s+)*"
)
_STATUS: tuple[tuple[PresenceCode, str], ...] = (
    ("excused", r"(?:absents? (?:et |ou |/ ?)?)?excus|se sont excus|empeche"),
    (
        "represented",
        r"(?:absents? )?represente[s ]|absents? (?:ayant|avec)|pouvoirs?\b|procurations?\b|ayant donne"
        r"|ont donne",
    ),
    ("absent", r"absen"),
    ("remote", r"(?:presents? )?(?:en |a |par )?(?:visio|distan|ligne\b)"),
    ("present", r"presen[tc]|participa|assist|invite|emargement|avaient pris|a la tribune|en presence"),
)
_NEVER = re.compile(
    r"\d\s?$|present (?:proces|compte|document|releve)|presentation|presente |absence de|excuse |nombre|participation"
)
_PEOPLE = re.compile(r"(?:Mmes?|MM?\.|Madame|Monsieur|Mesdames|Messieurs|Mlle|Dr)[.\s]")
_VERB = re.compile(
    r"\s\w+(?<!presid)(?<!presi)ent(?:\s|$)|\s(?:est|sont|ont|a|sera|seront|demande|propose|note|a ete)\s"
)
_INCLUSIVE = re.compile(r"[(·.•-]\s?(?:e|es|ne|nes|se|rice|trice|ere)\s?[)·.•-]?\s?s?\)?(?=\s|$|,|:)")


@dataclass(frozen=True)
class Label:
    """A status that begins, the head of the label and what follows its colon."""

    presence: PresenceCode
    head: str
    rest: str


def attendance_label(text: str) -> Label | None:
    """The label of a line such as « Étaient présents : … », None for any other line."""
    text = unnumbered(text)
    head, mark, rest = text.partition(":")
    flat = re.sub(r"\s+", " ", _INCLUSIVE.sub("s", fold(head))).strip(" -*.,")
    if len(flat) > 75 or (not mark and len(flat) > 60) or (not mark and re.search(r"[.;]$", text.strip())):
        return None
    lead = _LEAD.match(flat)
    if _NEVER.search(flat) or not lead:
        return None
    for code, pattern in _STATUS:
        found = re.search(rf"(?<![\w-])(?:{pattern})", flat)
        if found and found.start() <= lead.end() and not _VERB.search(flat[found.end() :]):
            return Label(code, head.strip(), rest.strip())
    return None


def unnumbered(text: str) -> str:
    """The line without its number."""
    number = re.match(r"^(?:[ivx]+|\d{1,2}|[a-h])\s?[.)/-]\s+", fold(text))
    return text[number.end() :] if number else text


@dataclass(frozen=True)
class Heading:
    """A group of the list: its words, its college, the body when it names one, what follows its colon."""

    words: str
    college: CollegeCode
    body: str
    rest: str
    under: Heading | None = None


def group_heading(text: str, *, strong: bool, before_people: bool) -> Heading | None:
    """A college or a body as the heading of the people that follow; the caller has found no person in its words."""
    head, mark, rest = text.partition(":")
    words = head.strip(" *-.")
    if len(words) > 90 or len(words) < 2 or text.rstrip().endswith((".", ";")) or re.search(r"\d{4}|\d\s?h", words):
        return None
    flat = re.sub(
        r"^(?:pour|au titre d\w+|du cote d\w+|college d\w+|representants? d\w+)\s+(?:la |le |les |l')?", "", fold(words)
    )
    college = college_of_heading(words)
    known = bool(college) or is_body(words) or body_start(words[len(words) - len(flat) :]) == 0
    if rest.strip() and not college and not is_function(words) and _PEOPLE.match(rest.strip()):
        return Heading(words, "", words, rest.strip())
    if not (known or strong or before_people) or (mark and not known and not before_people and not strong):
        return None
    if is_function(words) and not college:
        return None
    return Heading(words, college, _body_of(words[len(words) - len(flat) :]), rest.strip())


def _body_of(words: str) -> str:
    """The one body that a heading names: « Préfecture de l’Oise », not « Les collectivités »."""
    if re.search(
        r"\b(?:services|collectivites|operateurs|partenaires|associations|acteurs|elus|communes|organismes)\b",
        fold(words),
    ):
        return ""
    return words.strip() if body_start(words) == 0 or is_body(words) else ""


def ends_attendance(text: str) -> bool:
    """A chapter, an agenda or the start of the debates."""
    flat = fold(unnumbered(text))
    if re.match(
        r"^(?:(?:rappel de )?l?'?ordre du jour|sommaire|releve de|compte[- ]rendu|deroule|introduction"
        r"|preambule|objet)",
        flat,
    ):
        return True
    return bool(NUMBERED.match(fold(text))) and not plain(text).rstrip().endswith((",", ";"))
