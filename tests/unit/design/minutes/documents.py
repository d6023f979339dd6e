"""Fictitious minutes with every kind of block, for the tests of the writers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from maillage.tables.minutes import (
    BulletList,
    Chapter,
    CollegeList,
    DecisionEntry,
    Erratum,
    FollowUpEntry,
    FollowUpList,
    Intervention,
    MinutesDocument,
    Paragraph,
    Participant,
    QuotedFigure,
    Signatory,
)

COLLEGES = (
    CollegeList(
        "Les services de l’État",
        (
            Participant("Madame", "EXEMPLE", "secrétaire générale de la préfecture", first_name="Zéphyrine"),
            Participant("Monsieur", "FACTICE", "chef de service", "DDT", "remote"),
        ),
    ),
    CollegeList(
        "Les opérateurs France services",
        (
            Participant("Madame", "DE LA FICTION", "représentante de la CAF"),
            Participant("Monsieur", "TÉMOIN", "directeur", "CPAM", "represented", "Madame SPÉCIMEN"),
            Participant("Madame", "CHIMÈRE", "directrice", "La Poste", "excused"),
        ),
    ),
)
CHAPTERS = (
    Chapter(
        "Constat et démarche",
        (
            Intervention("Madame EXEMPLE", "ouvre la réunion et remercie les participants de leur présence."),
            Paragraph(
                "Les besoins des habitants sont inégaux selon les communes.\nDeux lignes dans le même paragraphe."
            ),
            QuotedFigure("Habitants éloignés du numérique", "14,3", "%", "Insee", date(2024, 7, 1)),
            BulletList(("aller vers les habitants ;", "former les agents d’accueil.")),
        ),
    ),
    Chapter(
        "Gouvernance et moyens",
        (
            Intervention("Madame Exemple", "propose de valider la composition de la gouvernance."),
            DecisionEntry("La composition de la gouvernance est validée.", "adopted", "par consensus"),
            DecisionEntry(
                "L’enveloppe est répartie.", "adopted_with_changes", "12 pour, 2 contre", "après avis du comité"
            ),
            FollowUpList(
                (
                    FollowUpEntry("Transmettre la liste des lieux", "Monsieur FACTICE", date(2024, 10, 15)),
                    FollowUpEntry("Choisir une structure porteuse", ""),
                )
            ),
        ),
    ),
)
MINUTES = MinutesDocument(
    title="Réunion de lancement du comité de pilotage",
    meeting_on=date(2024, 7, 11),
    reference="FNE-2024-01",
    place="salle Horizon",
    times="14 h 30 – 16 h",
    letterhead=("Préfecture de Haute-Fiction", "Conseil départemental de Haute-Fiction"),
    colleges=COLLEGES,
    quorum="Le quorum est atteint : 3 membres sur 5.",
    chapters=CHAPTERS,
    next_steps=("Groupes de travail en septembre.", "Feuille de route le 15 octobre 2024."),
    closing="L’ordre du jour étant épuisé, Madame EXEMPLE clôt la réunion.",
    signatory=Signatory("La secrétaire générale", "Zéphyrine EXEMPLE", date(2024, 8, 9)),
    errata=(Erratum(date(2024, 9, 2), "lire « 27 lieux » au lieu de « 26 lieux »."),),
)
DRAFT = replace(MINUTES, status="Projet", signatory=Signatory("La secrétaire générale"), errata=())
