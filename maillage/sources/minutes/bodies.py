"""Functions and bodies: the words by which a French list of participants names them, and the college of a body."""

from __future__ import annotations

import re

from maillage.sources.minutes.words import fold, plain
from maillage.tables.minutes import CollegeCode

FUNCTION = re.compile(
    r"^(?:(?:le|la|l'|un|une|notre)\s?)?(?:vice-?\s?|co-?|sous-|ex-|1er\s|1ere\s|premiere?\s|deuxieme\s"
    r"|\d+(?:e|eme)\s)?"
    r"(?:maires?\b|adjoint|conseill|president|direct(?:eur|rice)|chef|charge|responsable|coord|animat|represent"
    r"|secretaire|referent|delegue|inspect|prefet|technicien|ingenieur|mediat|assistant|gestionnaire"
    r"|dg[sa]\b|dgst\b|depute"
    r"|senat|agent|tresor|membre|administrat|stagiaire|consultant|format(?:eur|rice)|expert|elue?\b"
    r"|collaborat|gerant|fondat"
    r"|urbaniste|medecin|profess|proviseur|princip|bibliothecaire|attache|controleu|commissaire|rapporteu|juriste"
    r"|comptable|salarie|benevole|usager|habitant|greff|pilot|manager|developp|facilit|alternant|rapport|pdg\b"
    r"|cadre|correspondant|intervenant|accompagnat|travailleu|educat|greffier|procureur|notaire|general|commandant)"
)
_ACRONYMS = """
CAF CPAM MSA CARSAT CNAV CDAD DDT DDTM DDETS DDETSPP DDPP DSDEN DGFIP DDFIP DRFIP DREETS DRAC DREAL DRAJES ARS
ANCT SGAR SGC SGCD CD CG CR CCAS CIAS CA CC CU EPCI EPT PETR MJC UDAF UNAPEI CCI CMA CIDFF CRESS URSSAF SDIS
SDE SIVOM SIVU AMF AMR ADIL CAUE ADEME MDPH PLIE UDCCAS HLM OPH EHPAD GRETA AFPA CNAM CNFPT IUT ESAT ONG SARL
SAS SCIC SCOP PIMMS ANLCI PMI CROUS CNIL DINUM APF AFM UFCV CEMEA FOL INSEE SNCF EDF RATP RSA SIAE
"""
_NOUNS = (
    r"sous-prefecture|prefecture|conseil (?:departemental|regional|general|communautaire|municipal)"
    r"|departement\b|mairie|commune"
    r"|ville (?:de|d')|communaute|metropole|agglomeration|syndicat|association|federation|mission locale"
    r"|maisons? |centre social"
    r"|centre communal|centre d|centre de|centres |france travail|pole emploi|la poste|caisse|croix[- ]rouge"
    r"|emmaus|secours |hub\b"
    r"|restos|chambre d|universite|college\b|lycee|agence|fondation|entreprise|societe\b|academie|rectorat|bibliotheque"
    r"|mediatheque|office|bailleur|hopital|centre hospitalier|tribunal|gendarmerie|police|assurance maladie|banque"
    r"|direction (?:departementale|regionale|interdepartementale|academique)|education nationale|finances publiques"
    r"|tiers-lieu|fablab|ligue|union|collectif|cooperative|groupement|pays d|parc naturel|region\b"
    r"|reseau|france services"
    r"|familles rurales|atd|unis-cite|foyer|cabinet\b|comite|club\b|observatoire|institut|ecole\b|paroisse|amicale"
)
BODY = re.compile(rf"(?<![\w-])(?:{_NOUNS})")
_ACRONYM = re.compile(
    r"(?<![\w'-])(?:" + "|".join(_ACRONYMS.split()) + r")\s?\d{0,3}(?![\w])|(?<![\w])CD\d{2}|\bDGFiP\b"
)
_COLLEGES: tuple[tuple[CollegeCode, str], ...] = (
    (
        "operators",
        r"\bcaf\b|\bcpam\b|\bmsa\b|france travail|pole emploi|la poste|\bcdad\b|\bcarsat\b|\bcnav\b"
        r"|allocations familiales"
        r"|assurance maladie|mutualite sociale|urssaf|france services",
    ),
    (
        "state",
        r"prefecture|\bprefet|\bddt|\bddets|\bddpp|\bdsden\b|\bd[gdr]fip\b|finances publiques|\bdreets"
        r"|\bdrac\b|\bdreal\b"
        r"|\bdrajes|\bars\b|\banct\b|\bsgar\b|\bsgc|rectorat|academie|inspection academique|education nationale"
        r"|gendarmerie"
        r"|police nationale|\betat\b|ministere|tribunal|agence regionale de sante|services deconcentres"
        r"|direction (?:departementale|regionale) d",
    ),
    (
        "local_authorities",
        r"mairie|commune\b|communes\b|\bmaire\b|\bville de|communaute|\bca\b|\bcc\b|\bcu\b|\bepci\b"
        r"|\bept\b|metropole"
        r"|agglomeration|conseil (?:departemental|regional|general|municipal|communautaire)"
        r"|departement\b"
        r"|\bcd ?\d\d\b"
        r"|\bccas\b|\bcias\b|syndicat (?:mixte|intercommunal)|\bpetr\b|\bregion\b"
        r"|conseill\w+ municipal"
        r"|\bmdph\b"
        r"|intercommunal|association des maires|\bamf\b",
    ),
    (
        "partners",
        r"associati|\bmjc\b|federation|croix[- ]rouge|emmaus|secours|entreprise|\bhub\b|mission locale"
        r"|centres? socia"
        r"|\budaf\b|\bcci\b|\bcma\b|chambre d|fondation|cooperative|\bsas\b|\bsarl\b|\bscop\b|\bscic\b"
        r"|formation"
        r"|familles rurales|tiers-lieu|fablab|ligue|collectif|restos|universite|\bcress\b|\bpimms\b"
        r"|club\b|bailleur",
    ),
)
_HEADINGS: tuple[tuple[CollegeCode, str], ...] = (
    (
        "operators",
        r"operateur|organismes? (?:sociaux|de protection|de securite|publics)"
        r"|securite sociale|france services",
    ),
    ("state", r"\betat\b|services deconcentres|prefecture|administrations?\b|services? de l'etat"),
    (
        "local_authorities",
        r"collectivite|\belue?s?\b|communes?\b|\bepci\b|intercommunalit|mairies?\b"
        r"|\bmaires\b|departement\b"
        r"|conseil departemental|territoires?\b",
    ),
    (
        "partners",
        r"partenaire|associati|acteurs?\b|societe civile|usagers?\b|entreprises?\b|prive|habitants|mediat"
        r"|structures?\b|economie sociale|personnes? qualifiee|bailleurs|citoyen|tiers-lieux",
    ),
)


def college_of_body(words: str) -> CollegeCode:
    """The college that a body, or a function that names one, belongs to; empty when nothing tells."""
    flat = fold(words)
    if re.search(r"association des maires|\bamf\b|\bamr\b", flat):
        return "local_authorities"
    found = [(match.start(), code) for code, pattern in _COLLEGES if (match := re.search(pattern, flat))]
    return min(found)[1] if found else ""


def college_of_heading(words: str) -> CollegeCode:
    """The college that a heading of the list of participants announces, in any words."""
    flat = fold(words)
    found = [(match.start(), code) for code, pattern in _HEADINGS if (match := re.search(pattern, flat))]
    return min(found)[1] if found else ""


def is_function(words: str) -> bool:
    """True for words that begin like a function."""
    return bool(FUNCTION.match(fold(words).strip(" (,:-")))


def body_start(words: str) -> int:
    """Where a body begins in the words, -1 when none is recognised."""
    starts = [match.start() for match in (BODY.search(fold(words)), _ACRONYM.search(plain(words))) if match]
    return min(starts, default=-1)


def is_body(words: str) -> bool:
    """True for words that begin like a body, or are an acronym alone."""
    words = words.strip(" (,:-")
    words = re.sub(r"^(?:la|le|l'|les)\s?(?=\S)", "", plain(words), flags=re.IGNORECASE)
    return body_start(words) == 0 or bool(re.fullmatch(r"[A-ZÉ0-9][A-ZÉ0-9'&-]{2,9}(?:\s\d{2,3})?", words))


def body_in(function: str) -> str:
    """The body that a function names: « directrice de la CAF de l’Oise » gives « CAF de l’Oise »."""
    flat = fold(function)
    mayor = re.search(
        r"\b(?:maires?|adjointe?s?(?: au maire)?|conseill\w+ (?:municipal\w*|deleguee?))\s+(?:de|d'|du|des|a)\s?", flat
    )
    start = body_start(function)
    if mayor and (start < 0 or start > mayor.end()) and function[mayor.end() : mayor.end() + 1].isupper():
        town = re.split(r"[,;(/|]|\s[-–—]\s", function[mayor.end() :])[0].strip()
        return f"commune {'d’' if fold(town)[:1] in 'aeiouy' else 'de '}{town}"
    if start >= 0:
        return re.split(r"\s[-–—/]\s|[;|(]", function[start:])[0].strip(" ,.)")
    acronym = re.search(r"(?<![\w'’-])[A-Z][A-Z0-9]{2,9}(?:\s\d{2,3})?$", function.strip(" ,.)"))
    if acronym and " " in function.strip():
        return acronym[0]
    named = re.search(r"(?:\b(?:de|du|des|la|a|chez|pour|au)\s|\b[dl]')(?=[A-ZÉÈÀ0-9])", plain(function))
    return function[named.end() :].strip(" ,.)") if named else ""
