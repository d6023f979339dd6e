"""The file that an authority signs before the service opens (RGS, ANSSI), filled with what the product knows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from maillage.design.documents.paper.parts import Bullets, Grid, Heading, Paper, Part, Signatures, Text
from maillage.design.typography import long_date
from maillage.portal.proof.references import (
    OWNER_WORDS,
    REFERENCES,
    STATUS_WORDS,
    Requirement,
    RequirementOwner,
    RequirementStatus,
    by_owner,
    by_status,
    requirements,
)
from maillage.programme.privacy.register import register

TITLE = "Dossier d’homologation de sécurité"
TO_FILL = "À compléter."
THEMES = {
    "RECENSEMENT": "Savoir ce qu’il faut protéger",
    "CONFORMITE": "Conformité et plan d’action",
    "PSSI": "Politique de sécurité",
    "CONTRAT": "Contrats des prestataires",
    "DEV": "Développement sûr",
    "ECOSYSTEME": "Prestataires, liaisons et hébergement",
    "RH": "Personnes",
    "CARTO": "Architecture",
    "DONNEES": "Données gardées",
    "MCO_MCS": "Mises à jour et maintien en état",
    "RGPD": "Données personnelles",
    "PHYS": "Locaux",
    "CLOISON": "Séparation des réseaux",
    "FILTRE": "Filtrage des flux",
    "MAIL": "Courriel",
    "DISTANCE": "Accès à distance",
    "MALWARE": "Codes malveillants",
    "AUTH": "Authentification",
    "DROITS": "Droits d’accès",
    "ID": "Comptes",
    "ANNUAIRE": "Annuaires et cœur de confiance",
    "COMPADMIN": "Comptes d’administration",
    "INCIDENT": "Incidents",
    "CONTINU": "Continuité et sauvegardes",
    "RISQUE": "Analyse de risque",
    "AUDIT": "Audits",
    "CONFIG": "Configuration",
    "ADMIN": "Administration technique",
    "SUPERVISION": "Journaux et surveillance",
}
OWNERS = tuple(RequirementOwner)
COLUMNS = ("mesure", "thème", "responsable", "état", "réponse", "preuves")
SERVICE = (
    "Maillage est la plateforme libre avec laquelle un département conduit son programme d’inclusion numérique : "
    "diagnostic des territoires, annuaire des lieux d’aide, gouvernance, feuille de route et financements."
)
PERIMETER = (
    "Un serveur web et son travailleur, sur une machine, écoutant sur 127.0.0.1 derrière un mandataire TLS.",
    "Une base de données SQLite ou PostgreSQL, et un dossier de fichiers.",
    "Un serveur de courriel sortant. Aucun service tiers n’est appelé par les pages.",
)


def measures() -> tuple[Requirement, ...]:
    """The measures of the ANSSI and the CNIL: theme by theme, the product's first."""
    order = {theme: rank for rank, theme in enumerate(THEMES)}
    return tuple(sorted(requirements("mss"), key=lambda one: (order[one.theme], OWNERS.index(one.owner))))


def measures_csv() -> str:
    """The measures as a table."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(COLUMNS)
    for one in measures():
        words = (OWNER_WORDS[one.owner], STATUS_WORDS[one.status], one.answer, " ".join(one.evidence))
        writer.writerow((one.id, THEMES[one.theme], *words))
    return stream.getvalue()


def homologation_paper(*, service: str, authority: str, version: str, day: date) -> Paper:
    """The whole file; what only the organisation knows is left to fill, and said so."""
    return Paper(
        title=TITLE,
        subtitle=f"{service} — version {version} du logiciel — {long_date(day)}",
        notice="Document prérempli : relisez chaque réponse, complétez ce qui revient à votre organisme.",
        parts=(
            *_service(service, authority),
            *_summary(),
            *_themes(),
            *_remaining(),
            *_decision(authority),
        ),
    )


def _service(service: str, authority: str) -> Iterator[Part]:
    yield Heading("1. Le service")
    yield Text(SERVICE, f"{service}.")
    yield Text(authority or TO_FILL, "Autorité d’homologation :")
    yield Text(TO_FILL, "Responsable du service, responsable de la sécurité, délégué à la protection des données :")
    yield Heading("Ce qui est homologué", 3)
    yield Bullets(PERIMETER)
    yield Text(TO_FILL, "Hébergeur, lieu d’hébergement, nom de domaine :")
    yield Heading("Données personnelles", 3)
    yield Bullets(tuple(f"{one.title} : {one.people}." for one in register().treatments))
    yield Text(
        "Leur détail, leurs durées et leurs risques sont dans l’analyse d’impact, que donne la page des preuves."
    )
    yield Heading("Besoins de sécurité", 3)
    yield Text(TO_FILL, "Disponibilité, intégrité, confidentialité, traçabilité :")
    yield Text(TO_FILL, "Durée d’arrêt et perte de données que l’organisme accepte :")


def _summary() -> Iterator[Part]:
    yield Heading("2. Où en est-on")
    rows, header = by_owner(requirements("mss")), ("Responsable", *map(str.capitalize, STATUS_WORDS.values()), "Total")
    yield Grid(
        caption="Mesures de l’ANSSI et de la CNIL, selon qui en répond",
        header=header,
        rows=tuple(_counts(OWNER_WORDS[owner].capitalize(), counts) for owner, counts in rows.items()),
        numeric=frozenset(range(1, len(header))),
        totals=_counts("Ensemble", by_status(requirements("mss"))),
    )
    yield Grid(
        caption="Autres référentiels auxquels le logiciel répond ligne à ligne",
        header=("Référentiel", *header[1:]),
        rows=tuple(
            _counts(words, by_status(requirements(name))) for name, words in REFERENCES.items() if name != "mss"
        ),
        numeric=frozenset(range(1, len(header))),
    )


def _counts(words: str, counts: dict[RequirementStatus, int]) -> tuple[str, ...]:
    return words, *(str(count) for count in counts.values()), str(sum(counts.values()))


def _themes() -> Iterator[Part]:
    yield Heading("3. Les mesures, par thème")
    yield Text("Une preuve est un essai du logiciel, un document ou un fichier de son code, publics avec lui.")
    for theme, found in groupby(measures(), key=lambda one: one.theme):
        yield Heading(THEMES[theme], 3)
        yield Grid(
            caption=f"Mesures {theme}",
            header=("Mesure", "Responsable", "État", "Réponse", "Preuves"),
            rows=tuple(
                (one.id, OWNER_WORDS[one.owner], STATUS_WORDS[one.status], one.answer, ", ".join(one.evidence) or "—")
                for one in found
            ),
        )


def _remaining() -> Iterator[Part]:
    yield Heading("4. Ce qui reste à faire")
    for owner in OWNERS:
        waiting = [one for one in measures() if one.owner == owner and one.status in _WAITING]
        yield Heading(f"Par {OWNER_WORDS[owner]}", 3)
        yield Text(f"{len(waiting)} mesures, à dater et à attribuer.")
        yield Bullets(tuple(f"{one.id} ({STATUS_WORDS[one.status]}) : {one.answer}" for one in waiting))


_WAITING = (RequirementStatus.PARTIAL, RequirementStatus.TODO)


def _decision(authority: str) -> Iterator[Part]:
    yield Heading("5. Risques qui demeurent et avis")
    yield Text(TO_FILL, "Événements redoutés, gravité, vraisemblance, traitement :")
    yield Text(TO_FILL, "Dernier audit, dernier test d’intrusion :")
    yield Text(TO_FILL, "Avis du responsable de la sécurité :")
    yield Heading("6. Décision d’homologation")
    yield Text("Au vu de ce dossier, l’autorité d’homologation décide :")
    yield Bullets(("homologation accordée jusqu’au ……………… ;", "accordée avec réserves : ……………… ;", "refusée."))
    yield Signatures(((authority or "……………………", "L’autorité d’homologation"),), "Fait à ………………, le ………………")
