"""The words of a decision in French: what is adopted, noted, adjourned, sent back or rejected, and by which votes."""

from __future__ import annotations

import re

from maillage.sources.minutes.words import NUMBER_WORDS, number_of
from maillage.tables.minutes import OutcomeCode, VoteFinding

_ADOPT = (
    r"(?:adopte|approuve|valide|decide|vote|retenu|accepte|entérine|enterine|arrete|acte|ratifie"
    r"|agree|autorise|designe|elu)"
)
_BODY = (
    r"(?:(?:le|la|l'|les|ce|cette)\s?(?:conseil|comite|copil|cofil|cotech|assemblee|commission|bureau"
    r"|membres?|participants?|collectif|groupe"
    r"|jury|elus|partenaires|administrateurs|instance|gt|collectivites|presents|college|delegues)\b[^.;:]{0,120}?"
    r"|l'ensemble des \w+[^.;:]{0,60}?"
    r"|il est\s|\bil\s|^-?\s?)"
)
_ACTS = (
    r"(?:approuve|adopte|valide|decide|vote|autorise|accepte|retient|enterine|arrete|ratifie|fixe"
    r"|designe|nomme|elit|emet|donne son accord|donne (?:un )?avis|attribue|accorde|confie|mandate)(?:nt)?"
)
_NEGATION = r"(?:n'est pas|ne sont pas|n'a pas ete|n'ont pas ete|n'a pas|n'approuve|ne valide|ne retient|n'adopte)"

_PATTERNS: tuple[tuple[OutcomeCode, re.Pattern[str]], ...] = (
    (
        "rejected",
        re.compile(
            rf"{_NEGATION}[^.;]{{0,30}}(?:{_ADOPT}e?s?\b|pas\b)|\b(?:est|sont|a ete"
            rf"|ont ete) (?:\w+ )?(?:rejetee?s?"
            rf"|refusee?s?|ecartee?s?|non retenue?s?)\b|avis defavorable|\b(?:rejette|refuse)(?:nt)? (?:la"
            rf"|le|les|cette|ce)\b|\brejete[es]*\b(?! par le passe)"
        ),
    ),
    (
        "sent_back",
        re.compile(
            r"\b(?:est|sont|a ete|ont ete) (?:\w+ )?renvoye\w*|\brenvoie(?:nt)? (?:le"
            r"|la|les|l'|ce|cette)"
            r"|renvoye\w* (?:en|au|a la|devant|vers)"
        ),
    ),
    (
        "adjourned",
        re.compile(
            r"\b(?:est|sont|a ete|ont ete) (?:\w+ )?(?:ajournee?s?|reportee?s?|differee?s?"
            r"|suspendue?s?"
            r"|retiree?s? de l'ordre du jour|mise?s? en attente)|\bajourne(?:nt|e|es)?\b|sursoi\w*"
            r"|reporte(?:nt)? (?:le vote|la decision|l'examen|ce point|le point|sa decision)"
            r"|(?:point|dossier|decision|examen|question)\w* reportee?s?"
            r"|retire de l'ordre du jour"
        ),
    ),
    (
        "noted",
        re.compile(
            r"\bpre(?:nd|nnent) acte\b|\bpris acte\b|\bpre(?:nd|nnent) (?:bonne )?note\b"
            r"|\bdont acte\b|\b(?:le"
            r"|la|l')(?:\s?(?:comite|conseil|copil|cotech|assemblee|bureau|commission))\b[^.;:]{0,80}?\b(?:acte"
            r"|prend connaissance)\b|\bprise d'acte\b"
        ),
    ),
    (
        "adopted",
        re.compile(
            rf"\b(?:est|sont|a ete|ont ete|a|ont)\s(?:donc |ainsi |alors |egalement |aussi |definitivement "
            rf"|collectivement )?(?:{_ADOPT}e?s?)\b"
            rf"|{_BODY}\b{_ACTS}\b"
            rf"|^\s*(?:-\s)?{_ADOPT}e?s? a (?:l'unanimite|la majorite)|\b(?:adopte"
            rf"|approuve|valide|vote)e?s? a l(?:'unanimite"
            rf"|a majorite)"
            r"|\ba l'unanimite\b|avis favorable|accord unanime|consensus (?:est|se degage)|par consensus"
            r"|recueille l'(?:accord|approbation|assentiment)|fait l'objet d'un (?:accord|consensus)|emporte l'adhesion"
            r"|^\s*(?:decisions?|releve de decisions?|resolution|decision (?:prise"
            r"|n\s?°?\s?\d+)|vote|arbitrage)\s?(?:n\s?°?\s?\d+)?\s?:\s*\S"
            r"|^(?:decide|approuve|adopte|autorise|valide|fixe|designe|emet|accepte)(?:nt)?\s"
        ),
    ),
)
_CHANGES = re.compile(
    r"sous reserve|avec (?:les? |des |une )?(?:modification|reserve|amendement|correction|ajustement)"
    r"|modifiee?s?\b|amendee?s?\b|apres (?:modification|correction|amendement)"
    r"|moyennant|a condition|sous condition|assorti"
)
_NOT_YET = re.compile(
    r"propose\w*[^.;]{0,80} (?:de |d')(?:valider|approuver|adopter|decider|voter)|\b(?:sera|seront"
    r"|serait|devra|devront|doit|doivent|pourra|pourrait|faudra|va|vont|reste)\s[^.;]{0,50}"
    r"(?:valid|adopt|approuv|vote|decid|arret)|(?:avant|pour|apres|afin de|en vue de|soumis\w* a"
    r"|attente de|a) (?:la |sa |leur |l')?(?:validation|approbation|adoption|valider|approuver|adopter)"
    r"|precedemment|demande (?:si|a)\b"
)
_STRONG = re.compile(
    r"unanimite|\b(?:est|sont|a ete|ont ete) (?:\w+ )?(?:adopte|approuve|valide|rejete|ajourne|reporte"
    r"|renvoye)|pour\s?[:,]|prend acte|avis (?:de)?favorable|^\s*decision"
)
_NUMBER = rf"(?<!/)(?:\d{{1,4}}|{NUMBER_WORDS}|aucun|aucune|zero|neant)"
_FOR = re.compile(
    rf"(?<![\w/,.-])(?P<n>{_NUMBER})\s(?:voix\s)?(?:\"?pour\"?\b)|\bpour\s?:?\s?(?P<m>{_NUMBER})(?!,\d)(?=\s?(?:voix"
    rf"|[;,.|/-]|$|contre|abst))|(?<![\w-])(?P<k>{_NUMBER})\svoix favorables?"
)
_AGAINST = re.compile(
    rf"(?<![\w/,.-])(?P<n>{_NUMBER})\s(?:voix\s)?\"?contre\"?\b|\bcontre\s?:?\s?(?P<m>{_NUMBER})(?!,\d)(?=\s?(?:voix"
    rf"|[;,.|/-]|$|pour|abst))|(?<![\w-])(?P<k>{_NUMBER})\svoix defavorables?"
)
_ABSTAIN = re.compile(
    rf"(?<![\w/,.-])(?P<n>{_NUMBER})\s(?:s'abst\w*|abstentions?)|\babstentions?\s?(?:\(s\))?\s?:?\s?(?P<m>{_NUMBER})(?!\w)"
    rf"|(?<![\w-])(?P<k>{_NUMBER})\s\w+ s'abst"
)


def outcome_of(flat: str) -> OutcomeCode | None:
    """The outcome that a folded sentence tells, None when it decides nothing."""
    for code, pattern in _PATTERNS:
        match = pattern.search(flat)
        if match is None:
            continue
        if code == "adopted" and _NOT_YET.search(flat) and not _STRONG.search(flat):
            return None
        if code in {"adopted", "noted"} and _is_future(flat, match):
            return None
        return "adopted_with_changes" if code == "adopted" and _CHANGES.search(flat) else code
    return None


def _is_future(flat: str, match: re.Match[str]) -> bool:
    """« a été validé l’an dernier par… » stays; « si le comité approuve », « lorsque » do not."""
    return bool(
        re.search(r"\b(?:si|lorsque|quand|une fois que|des que|que)\s[^,.;]{0,40}$", flat[: match.start()])
    ) and not (re.search(r"\b(?:decide|acte|convenu) que?\s", flat))


def vote_of(flat: str) -> VoteFinding | None:
    """The votes of a sentence: « 12 pour, 2 contre, 1 abstention », « à l’unanimité », « par consensus »."""
    found = [_count(pattern, flat) for pattern in (_FOR, _AGAINST, _ABSTAIN)]
    words = next((word for word in ("unanimite", "majorite", "consensus") if word in flat), "")
    said = {"unanimite": "à l’unanimité", "majorite": "à la majorité", "consensus": "par consensus", "": ""}[words]
    numbered = sum(value is not None for value in found)
    if numbered < 2 and not (numbered and (found[2] is not None or "voix" in flat)):
        found = [None, None, None]
    return (
        VoteFinding(found[0], found[1], found[2], said) if said or any(value is not None for value in found) else None
    )


def _count(pattern: re.Pattern[str], flat: str) -> int | None:
    match = pattern.search(flat)
    if match is None:
        return None
    words = next(group for group in match.groups() if group)
    if words in {"aucun", "aucune", "zero", "neant"}:
        return 0
    return int(words) if words.isdecimal() else number_of(words)


def condition_of(sentence: str, flat: str) -> str:
    """The reserve of a decision, in its own words."""
    match = re.search(
        r"(?:sous reserve|a condition|sous condition|moyennant|avec (?:les? |des |une )?(?:modification"
        r"|reserve|amendement))[^.;]*",
        flat,
    )
    return sentence[match.start() : match.end()].strip() if match else ""
