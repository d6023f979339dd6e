"""Who must do what by when: future tenses with a subject, agreed tasks, action tables, « à faire »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from maillage.sources.minutes.dates import dated
from maillage.sources.minutes.decision_rows import decision_columns
from maillage.sources.minutes.lines import Line
from maillage.sources.minutes.moments import moments
from maillage.sources.minutes.names import CIVILITY_AT
from maillage.sources.minutes.words import fold, plain, sentences
from maillage.tables.minutes import Confidence, DateFinding, Evidence, FollowUpFinding

_TASKS = (
    r"(?:transmet|enver|communiqu|adresser|organis|prepar|redig|elabor|contact|prendr|fer|mettr"
    r"|propos|present|recens|complet|finalis|diffus|relanc"
    r"|realis|convoqu|invit|rencontr|etabl|consult|verifi|calcul|actualis|reuni|fournir|remettr"
    r"|publi|lancer|coordonn|pilot|rendr|partag"
    r"|depos|suivr|rapproch|sollicit|signer|produir|instruir|identifi|construir|chiffr|mobilis|associ"
    r"|retourn|reviendr|travaill|soumettr"
    r"|mener|assurer|verser|engager|saisir|examin|arbitr|commanditer|demander|deploi|ajout|corrig"
    r"|rappel|programm|planifi|inscrir|recueill)"
)
_FUTURE = re.compile(rf"\b(?:se |s'|leur |lui |l'|y |les |en )?(?P<verb>{_TASKS}\w*?r(?:a|ont))\b")
_PASSIVE = re.compile(r"\b(?:sera|seront)\s(?:\w+ment )?(?P<verb>\w+(?:e|i|u|is|it)e?s?)\b")
_AGREED = re.compile(
    r"\bil (?:est|a ete) (?:donc |aussi |egalement )?(?:convenu|demande|decide|prevu|propose|acte"
    r"|rappele que \w+ doi)\w*\s(?:que|de|d'|a|au|aux)\b|\b(?:est|sont) (?:chargee?s?|invitee?s?"
    r"|mandatee?s?|missionnee?s?|priee?s?) (?:de|d'|a)\b|\bse charge(?:nt|ra|ront)? (?:de|d')"
    r"|\bs'engage(?:nt)? a\b|\bmerci de \w+|\bprend(?:ra)? (?:contact|l'attache)\b|\breste a faire\b"
)
# An obligation is a follow-up when it has a date or names who; otherwise it is a general remark.
_OBLIGED = re.compile(
    r"\b(?:doit|doivent|devra|devront)\s(?:se |etre |\w+er\b|\w+ir\b|\w+re\b)|\breste(?:nt)? a \w+"
    r"|\bil (?:faudra|conviendra|convient) (?:de|d')"
)
_LABEL = re.compile(
    r"^(?:a faire|actions?(?: a mener| a realiser)?|to ?do|suites?(?: a donner)?|prochaines? etapes?"
    r"|taches?|relances?|action n\s?°?\s?\d+)\s?(?::|=>|->)\s*(?=\S)"
)
_LIST = re.compile(
    r"^(?:a faire|actions?(?: a (?:mener|realiser|engager|suivre))?|suites?(?: a donner)?|plan d'actions?"
    r"|prochaines? etapes?|taches?|releve d'actions?|points? d'actions?|todo|pour la prochaine (?:reunion"
    r"|seance)|travail a faire|engagements)(?: \w+){0,3}\s?:?$"
)
_RESPONSIBLE = re.compile(
    r"(?:\(|\s[-–—>]+\s|:\s|=>\s?)(?P<who>(?:resp(?:onsable)?s?\.?|pilotes?|par|action)\s?:?\s[^,;()]{2,60}"
    r"|[A-Z][^,;():]{1,50})(?=\)|,|;|$|\s[-–—]\s)"
)
_FIRST = re.compile(r"^(?P<who>(?:(?:la|le|les|l['’]|La|Le|Les|L['’])\s?)?[A-ZÉÈ][^:,;.]{1,50}?)\s:\s")
_COLUMNS = (
    ("task", r"actions?|taches?|suites?|quoi|objet|a faire|mesure|libelle|travaux"),
    ("who", r"responsables?|pilotes?|qui\b|porteurs?|referents?|charge|acteurs?|en charge"),
    ("when", r"echeances?|delais?|quand|dates?|pour le|calendrier"),
)
_SUBJECT = re.compile(
    r"(?:^|[,;:]\s|\b(?:que|qu'|et)\s?)(?P<who>(?:(?:la|le|les|l'|chaque|un"
    r"|une|nos|notre)\s?)?(?:\b[mM]\.|[^,;:.()]){2,90}?)\s(?:se "
    r"|s'|leur |lui |l'|y |en |ne |les )?$"
)
_NAMED = re.compile(
    r"\s?(?P<who>(?:(?:la|le|les|l['’]|chaque)\s?)?(?:(?:Mme|M\.|Madame|Monsieur)\s)?[A-ZÉÈ][\w’'-]*(?:\s(?:(?:de"
    r"|du|des|la|d['’])\s?)*[A-ZÉÈ][\w’'-]*)*)"
)
_THINGS = re.compile(
    r"^(?:elle|elles|il|ils|on|cela|ceci|ce|cette|ces|qui|celui|celle|ils|la station|le lieu|le site|l'objectif)\b"
)


def read_follow_ups(lines: list[Line], skipped: frozenset[int], meeting: date | None) -> Iterator[FollowUpFinding]:
    """Every task, in the order of the text."""
    columns: dict[str, int] = {}
    listing = False
    for k, line in enumerate(lines):
        if line.role == "row":
            titles = task_columns(line)
            columns = {} if decision_columns(line.cells) else titles or columns
            if columns and not titles:
                yield from _row(line, columns, meeting)
            continue
        columns = {}
        flat = fold(line.text)
        if _LIST.match(re.sub(r"^(?:[ivx]+|\d+)\s?[.)/-]\s*", "", flat.strip(" *"))):
            listing = True
            continue
        if k in skipped or line.role == "heading":
            listing = False
        elif listing and line.role == "item":
            yield _listed(line, line.text, meeting, "Point d’une liste de tâches.")
        else:
            listing = False
            yield from _prose(line, flat, meeting)


def task_columns(line: Line) -> dict[str, int]:
    """Which column holds the task, who and when, in the header of a table of actions; empty otherwise."""
    found: dict[str, int] = {}
    for k, cell in enumerate(line.cells):
        for name, pattern in _COLUMNS:
            if re.match(pattern, fold(cell).strip()) and name not in found and len(cell) < 40:
                found[name] = k
                break
    return found if "task" in found and len(found) > 1 else {}


def _row(line: Line, columns: dict[str, int], meeting: date | None) -> Iterator[FollowUpFinding]:
    cells = {name: line.cells[k] for name, k in columns.items() if k < len(line.cells)}
    if not cells.get("task"):
        return
    when = cells.get("when", "")
    offset = line.text.find(when) if when else -1
    due = _due(line, when, offset, meeting) if when else None
    evidence = Evidence(line.text, line.number, "sure", "Ligne d’un tableau d’actions.")
    yield FollowUpFinding(cells["task"], cells.get("who", ""), due, evidence)


def _listed(line: Line, text: str, meeting: date | None, reason: str) -> FollowUpFinding:
    found = _RESPONSIBLE.search(plain(text))
    who = text[found.start("who") : found.end("who")] if found and not re.match(r"^\d", found["who"]) else ""
    who = re.sub(r"^(?:resp(?:onsable)?s?\.?|pilotes?|par|action)\s?:?\s", "", who, flags=re.IGNORECASE)
    first = _FIRST.match(text)
    who = first["who"] if first and not who else who
    said = _task(text, fold(text)) if not who else None
    who = who or (said[0] if said else "")
    return FollowUpFinding(
        text,
        who.strip(),
        _due(line, text, line.text.find(text), meeting),
        Evidence(text, line.number, "probable", reason),
    )


def _prose(line: Line, flat: str, meeting: date | None) -> Iterator[FollowUpFinding]:
    label = _LABEL.match(flat)
    if label:
        yield _listed(line, line.text[label.end() :], meeting, "Annoncé comme une tâche.")
        return
    for offset, sentence in sentences(line.text):
        task = _task(sentence, fold(sentence))
        if task:
            who, confidence, reason = task
            due = _due(line, sentence, offset, meeting)
            if confidence == "to_check" and due is None:
                continue
            yield FollowUpFinding(sentence, who, due, Evidence(sentence, line.number, confidence, reason))


def _task(sentence: str, flat: str) -> tuple[str, Confidence, str] | None:
    """(who, confidence, reason) of a sentence that leaves something to do."""
    agreed = _AGREED.search(flat)
    future = _FUTURE.search(flat)
    if agreed:
        who = _agreed_who(sentence, agreed.end()) or (
            _who(sentence, flat) if future else _before(sentence, flat, agreed.start())
        )
        return who, "probable", "Tournure d’obligation ou d’accord."
    obliged = _OBLIGED.search(flat)
    if obliged:
        who = _before(sentence, flat, obliged.start())
        return who, "probable" if _is_someone(who) else "to_check", "Verbe d’obligation."
    if future:
        who = _before(sentence, flat, future.start())
        if not who or _THINGS.match(fold(who)):
            return None
        return who, "probable" if _is_someone(who) else "to_check", "Verbe d’action au futur."
    passive = _PASSIVE.search(flat)
    if passive:
        return "", "to_check", "Passif au futur : qui agit n’est pas dit."
    return None


def _is_someone(who: str) -> bool:
    """A person by civility, or a body by its capitals."""
    return bool(CIVILITY_AT.search(plain(who)) or re.search(r"[A-ZÉÈ]{2,}", who))


def _agreed_who(sentence: str, place: int) -> str:
    """« il est convenu que le Département organise … »: who comes after."""
    match = _NAMED.match(sentence[place:]) if re.search(r"(?:que|qu['’]|à|au|aux)\s?$", sentence[:place]) else None
    return match["who"].strip() if match else ""


def _who(sentence: str, flat: str) -> str:
    future = _FUTURE.search(flat)
    return _before(sentence, flat, future.start()) if future else ""


def _before(sentence: str, flat: str, place: int) -> str:
    """The subject before a verb: « la CAF », « Madame X », « Le COTECH restreint »."""
    match = _SUBJECT.search(flat[:place])
    who = sentence[match.start("who") : match.end("who")] if match else ""
    words = re.split(r"\bque\s|\bqu['’]", who)[-1].strip()
    return words if len(words.split()) <= 9 and not re.search(r"\d", words) and not _THINGS.match(fold(words)) else ""


def _due(line: Line, text: str, offset: int, meeting: date | None) -> DateFinding | None:
    flat = fold(text)
    found = list(moments(flat, meeting))
    findings = [dated(Line(line.number, text), flat, moment) for moment in found]
    deadlines = [finding for finding in findings if finding.kind == "deadline"]
    if deadlines:
        return deadlines[0]
    return findings[-1] if findings and findings[-1].start >= (meeting or findings[-1].start) else None
