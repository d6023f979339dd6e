"""The front of the minutes: title, kind of instance, date of the meeting and of the signature, place, times, author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from maillage.sources.minutes.dates import dated
from maillage.sources.minutes.labels import attendance_label
from maillage.sources.minutes.lines import Line
from maillage.sources.minutes.moments import Moment, moments
from maillage.sources.minutes.person import read_person
from maillage.sources.minutes.words import NUMBER_WORDS, fold, number_of
from maillage.tables.minutes import Confidence, DateFinding, Evidence, TextFinding

_KINDS = (
    ("conseil municipal", r"conseil municipal"),
    ("conseil communautaire", r"conseil (?:communautaire|de communaute|metropolitain)"),
    ("conseil départemental", r"(?:seance|reunion|session|assemblee) (?:\w+ )?du conseil departemental"),
    ("conseil d’administration", r"conseil d'administration|\bca du \d"),
    ("assemblée générale", r"assemblee generale|\bag (?:ordinaire|extraordinaire|du)\b"),
    ("COPIL", r"\bco[pf]ils?\b|comite de pilotage"),
    ("COTECH", r"\bcotechs?\b|comite technique"),
    ("comité des financeurs", r"comite des financeurs"),
    ("comité de suivi", r"comite de suivi|\bcosui\b"),
    ("comité directeur", r"comite (?:directeur|de direction)|\bcodir\b|\bcomex\b|comite executif"),
    ("comité syndical", r"comite syndical"),
    ("comité local", r"comite (?:local|territorial|departemental|regional|consultatif|social|restreint|partenarial)"),
    ("groupe de travail", r"groupes? (?:de travail|technique|thematique)|\bgt\b|groupe projet|atelier"),
    ("commission", r"\bcommission\b"),
    ("bureau", r"(?:reunion|seance) (?:de|du) bureau|\bbureau (?:communautaire|municipal|syndical|du \d)"),
    ("conseil d’école", r"conseil d'ecole"),
    ("conseil citoyen", r"conseil (?:citoyen|de quartier|de developpement|syndical|consultatif|scientifique)"),
    ("réunion de lancement", r"reunion de lancement"),
    ("réunion", r"\breunion\b|\brencontre\b|\bpoint d'etape\b|\bseance\b"),
)
_PAPER = (
    r"compte[- ]rendu|\bcr\b|proces[- ]verbal|\bpv\b|releve (?:de|des) (?:conclusion|decision|echange)"
    r"|minutes|note de seance|synthese"
)
_NOT_MEETING = re.compile(
    r"convocation|convoque|precedent|prochain|derniere|transmis|affich|publi|deliberation n|approbation"
    r"|adoption du|arrete du|modifi|redige|version|envoye|recu|imprime|loi|decret|circulaire"
)
_MEETING = re.compile(
    r"reunion|seance|comite|copil|cofil|cotech|conseil|commission|assemblee|groupe|\bgt\b|\bdate\b"
    r"|rencontre|\btenue?\b|compte[- ]rendu|proces[- ]verbal|releve|bureau|atelier|l'an |reuni|\bag\b"
    r"|\bca\b|minutes|date et (?:heure|lieu)|point d'etape"
)
_SIGNATURE = re.compile(
    r"(?:\bfait (?:a|le|et)\b|\bsignee? (?:a|le)\b|date de signature|certifiee?|pour extrait"
    r"|publiee? le|affichee? le)[^.;]{0,60}$"
)
_TIME = r"(?P<hour>[01]?\d|2[0-4])\s?(?:h|heures?|:)\s?(?P<minute>[0-5]\d)?(?:\s?min\w*)?(?![\d/])"
_SPELLED = re.compile(rf"\ba (?P<hour>{NUMBER_WORDS}) heures?(?:\s(?P<minute>{NUMBER_WORDS}))?\b")
_START = re.compile(
    rf"(?:ouvert\w*|debut\w*|commenc\w*|horaires?|heure|demarr\w*|reuni\w*|\bde|\ba partir de|\ba"
    rf"|l'an[^.]{{0,80}} a|seance)\s*(?:la seance |la reunion |de seance |est |a |le \w+ \d+ \w+ \d{{4}} (?:a"
    rf"|de) )*:?\s*(?:a |de )?{_TIME}"
)
_END = re.compile(
    rf"(?:lev\w+|clos\w*|clotur\w*|fin|termin\w*|acheve\w*|s'acheve|jusqu)\b[^.;]{{0,50}}?(?:a|:)\s*{_TIME}"
)
_RANGE = re.compile(rf"{_TIME}\s?(?:-|a|jusqu'a)\s?(?P<hour2>[01]?\d|2[0-4])\s?(?:h|heures?|:)\s?(?P<minute2>[0-5]\d)?")
_PLACE_LABEL = re.compile(
    r"(?:^|[|;.,]\s)\s*(?:lieu(?: de la (?:reunion|seance))?|adresse|salle|date et lieu|lieu et date)\s?[:"
    r"|]\s*(?P<place>[^|;]{3,120})"
)
_PLACE = re.compile(
    r"(?:s'est (?:reunie?s?|tenue?)|se sont reunis|s'est deroulee?|a eu lieu|legalement reuni|reunie?s?"
    r"|assemble\w*|tenue|en session ordinaire)\b(?P<gap>[^.;]{0,110}?)\b(?P<place>(?:a la|au|a l'"
    r"|dans la|dans les|dans le|en|aux|a)\s?"
    r"(?:salle|mairie|prefecture|siege|hotel|lieu|locaux|maison|espace|centre|mediatheque|sous-prefecture"
    r"|visio\w*|foyer|amphitheatre|auditorium|departement|conseil|batiment|palais)[^.,;:]{0,80})"
)
_TOWN = re.compile(
    r"^(?P<place>(?:salle|mairie|prefecture|sous-prefecture|hotel (?:de ville|du departement)|maison"
    r"|en visioconference|visioconference|espace)\b[^.;:]{0,90})$"
)
_AUTHOR = re.compile(
    r"(?:secretaire(?: de (?:la )?seance)?|redacteur|redactrice|redaction|redige par|redigee par|etabli par"
    r"|rapporteur|prise de notes|auteure?)\s?(?:de la reunion|du compte[- ]rendu|\(\w+\))?\s?[:|]?\s+(?=\S)"
)
_CHOSEN = re.compile(
    r"(?:^|[.;:,]\s)(?P<who>(?:madame|monsieur|mme|m\.)?[^.;:,]{3,50}?)\s(?:est|a ete|etant)"
    r" (?:designee?|nommee?|elue?)[^.;]{0,40}?secretaire"
    r"|(?:designe|nomme|elit)\s(?P<other>(?:madame|monsieur|mme|m\.)\s[^.;,]{3,40}?)"
    r"\s(?:[^.;,]{3,60} )?(?:comme |en qualite de )?secretaire"
)
_FUNCTIONS = re.compile(
    r"^(?:pour (?:le|la|l')\s?.{3,60}(?:et par delegation)?,?\s?)?(?:la|le|l')\s?(?:secretaire|president"
    r"|maire|prefet|sous-prefet|direct|chef|coordinat|vice|responsable|secretaire de seance|adjoint"
    r"|delegue|tresor)[^.;:]{0,100}"
)
_FRONT = 14


def front_end(lines: list[Line]) -> int:
    """The first line after the front: the attendance list, or the fourteenth line."""
    for k, line in enumerate(lines[:40]):
        if attendance_label(line.text):
            return k
    return min(len(lines), _FRONT)


def read_title(lines: list[Line]) -> TextFinding | None:
    """The line of the front that names the paper and the meeting."""
    scored = [
        (_title_score(line, k), -k, line) for k, line in enumerate(lines[: max(front_end(lines), 3)]) if not line.cells
    ]
    if not scored:
        return None
    score, _, line = max(scored, key=lambda entry: entry[:2])
    confidence: Confidence = "sure" if score >= 5 else "probable" if score >= 3 else "to_check"
    reason = "Nomme la réunion." if score >= 3 else "Première ligne qui ressemble à un titre."
    return TextFinding(line.text, Evidence(line.text, line.number, confidence, reason))


def _title_score(line: Line, k: int) -> float:
    flat = fold(line.text)
    score = 2.0 * (line.role == "heading") + 2.0 * line.strong
    score += 2.5 * any(re.search(pattern, flat) for _, pattern in _KINDS) + 2 * bool(re.search(_PAPER, flat))
    score += 1.0 * bool(re.search(r"\d{4}", flat)) + 1.0 * line.text.isupper()
    label = re.match(r"^[^:]{3,45}\s?:\s", flat)
    score -= 3.0 * bool(label and not re.search(_PAPER, label[0]))
    score -= 3.0 * (len(line.text) > 180) + 2.0 * line.text.rstrip().endswith((".", ":", ";"))
    score -= 2.0 * bool(re.match(r"^(?:date|lieu|objet|convocation|l'an|nombre|le \d)", flat)) + 3.0 * (
        line.role == "item"
    )
    return score - 0.1 * k


def read_instance(lines: list[Line], title: TextFinding | None) -> TextFinding | None:
    """The kind of instance, from the title first, then from the lines around it."""
    front = lines[: max(front_end(lines), 8)]
    ordered = sorted(front, key=lambda line: title is None or line.text != title.value)
    for general in (False, True):
        for line in ordered:
            for kind, pattern in _KINDS:
                match = re.search(pattern, fold(line.text))
                if match and (general or kind != "réunion"):
                    inside = title is not None and line.text == title.value
                    reason = "Nommée dans le titre." if inside else "Nommée en tête du document."
                    quotation = line.text[match.start() : match.end()]
                    return TextFinding(kind, Evidence(quotation, line.number, "sure" if inside else "probable", reason))
    return None


def read_meeting_date(lines: list[Line], title: TextFinding | None) -> DateFinding | None:
    """The day of the meeting: the best-placed full date of the front, never that of a stamp or a convocation."""
    best: tuple[float, DateFinding] | None = None
    limit = max(front_end(lines) + 6, 20)
    for k, line in enumerate(lines[:limit]):
        flat = fold(line.text)
        for moment in moments(flat, None):
            if moment.precision != "day" or moment.first.year < 1950:
                continue
            score = _meeting_score(flat, moment, line, k, title)
            if best is None or score > best[0]:
                best = score, replace(_as_meeting(line, flat, moment, score))
    return best[1] if best and best[0] > 0 else None


def _meeting_score(flat: str, moment: Moment, line: Line, k: int, title: TextFinding | None) -> float:
    before, after = flat[max(0, moment.start - 90) : moment.start], flat[moment.end : moment.end + 60]
    score = 1.0 - 0.05 * k
    score += (
        3.0 * bool(title and line.text == title.value)
        + 3.0 * bool(_MEETING.search(before))
        + 1.0 * bool(_MEETING.search(after))
    )
    score += 1.0 * bool(
        re.search(r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi)\b", flat[: moment.end])
    ) + 1.5 * bool(re.search(r"\d\s?h|heures", after))
    score -= 5.0 * bool(_NOT_MEETING.search(before[-60:])) + 4.0 * bool(_SIGNATURE.search(before[-40:]))
    return score


def _as_meeting(line: Line, flat: str, moment: Moment, score: float) -> DateFinding:
    confidence: Confidence = "sure" if score >= 3 else "probable" if score >= 1.5 else "to_check"
    found = dated(line, flat, moment, kind="meeting")
    reason = "Date de la réunion, dite avec son nom." if score >= 3 else "Date en tête du document."
    return replace(found, evidence=replace(found.evidence, confidence=confidence, reason=reason))


def read_signature_date(lines: list[Line], meeting: date | None) -> DateFinding | None:
    """« Fait à …, le … », or a date alone at the head or the foot of the document, other than the meeting's."""
    head, foot = lines[: front_end(lines)], lines[-15:]
    for line in [*reversed(foot), *head]:
        flat = fold(line.text)
        for moment in moments(flat, meeting):
            alone = moment.end - moment.start >= len(line.text.strip(" .")) - 4 or re.fullmatch(
                r"(?:a )?[\w' -]{2,30},? le ", flat[: moment.start]
            )
            said = _SIGNATURE.search(flat[: moment.start])
            if moment.precision == "day" and moment.first != meeting and (said or (alone and len(line.text) < 60)):
                found = dated(line, flat, moment, kind="signature")
                confidence: Confidence = "sure" if said else "probable"
                reason = "« Fait à …, le … »." if said else "Date seule, distincte de celle de la réunion."
                return replace(found, evidence=replace(found.evidence, confidence=confidence, reason=reason))
    return None


def read_place(lines: list[Line]) -> TextFinding | None:
    """Where the meeting was held, when the front says it."""
    limit = max(front_end(lines) + 8, 20)
    for pattern, confidence in ((_PLACE_LABEL, "sure"), (_PLACE, "probable"), (_TOWN, "to_check")):
        for line in lines[:limit]:
            match = pattern.search(fold(line.text))
            if match:
                value = line.text[match.start("place") : match.end("place")].strip(" ,.|")
                reason = "Annoncé comme le lieu." if confidence == "sure" else "Lieu dit avec la réunion."
                return TextFinding(value, Evidence(value, line.number, confidence, reason))  # type: ignore[arg-type]
    return None


def read_times(lines: list[Line]) -> tuple[TextFinding | None, TextFinding | None]:
    """(start, end) as HH:MM: a range of the front, or the words of opening and closing."""
    front = lines[: max(front_end(lines) + 8, 20)]
    for line in front:
        match = _RANGE.search(fold(line.text))
        if match:
            return _time(line, match, "hour", "minute"), _time(line, match, "hour2", "minute2")
    start = next((_time(line, m, "hour", "minute") for line in front if (m := _START.search(fold(line.text)))), None)
    if start is None:
        start = next(
            (_time(line, m, "hour", "minute") for line in front if (m := _SPELLED.search(fold(line.text)))), None
        )
    end = next(
        (_time(line, m, "hour", "minute") for line in reversed(lines[-25:]) if (m := _END.search(fold(line.text)))),
        None,
    )
    return start, end


def _time(line: Line, match: re.Match[str], hour: str, minute: str) -> TextFinding:
    value = f"{_figure(match[hour]):02d}:{_figure(match[minute] or '0'):02d}"
    return TextFinding(value, Evidence(line.text[match.start() : match.end()], line.number, "probable", "Heure dite."))


def _figure(words: str) -> int:
    return int(words) if words.isdecimal() else number_of(words) or 0


def read_author(lines: list[Line]) -> TextFinding | None:
    """Who wrote the minutes, when said: « Secrétaire de séance : … », « X est désigné secrétaire de séance »."""
    for line in [*lines[:40], *lines[-15:]]:
        flat = fold(line.text)
        match, chosen = _AUTHOR.search(flat), _CHOSEN.search(flat)
        value = re.split(r"[;|\n]|[a-z]\.\s", line.text[match.end() :])[0].strip(" ,.:|") if match else ""
        if not (3 < len(value) < 90 and read_person(value)) and chosen:
            group = "who" if chosen["who"] else "other"
            value = line.text[chosen.start(group) : chosen.end(group)].strip(" ,")
        if 3 < len(value) < 90 and read_person(value):
            evidence = Evidence(value, line.number, "probable", "Annoncé comme secrétaire ou rédacteur.")
            return TextFinding(value, evidence)
    return None


def read_signatory(lines: list[Line]) -> TextFinding | None:
    """The function or the name alone at the foot of the document."""
    for line in reversed(list(_foot(lines))):
        match = _FUNCTIONS.match(fold(line.text))
        if (
            match
            and len(line.text) < 130
            and not re.search(r"\b(?:ouvre|clot|remercie|leve|cloture|indique|propose)", fold(line.text))
        ):
            return TextFinding(
                line.text, Evidence(line.text, line.number, "probable", "Fonction seule au bas du document.")
            )
    return None


def _foot(lines: list[Line]) -> Iterator[Line]:
    yield from (line for line in lines[-10:] if line.role != "heading" and not line.cells)
