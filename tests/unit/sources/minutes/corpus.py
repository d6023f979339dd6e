"""Eight fictitious minutes of as many layouts, with all that a reader should find in them. Nobody here exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Sample:
    """A text and its findings: people as (name, presence), outcomes in order, follow-ups as (responsible, due)."""

    text: str
    meeting: date | None
    instance: str
    people: frozenset[tuple[str, str]]
    chapters: tuple[str, ...]
    amounts: frozenset[float]
    deadlines: frozenset[date]
    outcomes: tuple[str, ...]
    follow_ups: frozenset[tuple[str, date | None]]
    colleges: tuple[tuple[str, int], ...] = ()


def present(*names: str) -> set[tuple[str, str]]:
    return {(name, "present") for name in names}


def others(presence: str, *names: str) -> set[tuple[str, str]]:
    return {(name, presence) for name in names}


STEERING = """Préfecture de Haute-Fiction

Comité de pilotage France Numérique Ensemble
Compte-rendu de la réunion du mardi 12 mars 2024 de 9h30 à 11h45
Lieu : salle Horizon, préfecture de Haute-Fiction

Participants :

Services de l’État :
• Mme Zéphyrine EXEMPLE – secrétaire générale, préfecture de Haute-Fiction
• M. Anatole FACTICE – chef de service, DDT
Collectivités territoriales
• Mme Odile DE LA FICTION – vice-présidente, Département de Haute-Fiction
• M. Basile IMAGINAIRE – maire de Modèle-sur-Essai
• Mme INVENTÉE-SPÉCIMEN – chargée de mission numérique, CC du Pays d’Essai
Opérateurs
• M. TÉMOIN – CAF de Haute-Fiction
Associations et entreprises
• M. Hector PROTOTYPE – président, Association Les Souris Vertes

Excusés :
• Mme CHIMÈRE – CPAM
• M. MIRAGE – La Poste

Ordre du jour :
1. Bilan de l’année 2023
2. Budget 2024
3. Questions diverses

1. Bilan de l’année 2023

Mme EXEMPLE ouvre la séance. Elle rappelle que douze communes et trois associations ont participé. M. FACTICE présente
les résultats : 1 250 personnes accompagnées, soit une hausse de 12,5 %.

Le comité de pilotage approuve le bilan à l’unanimité.

2. Budget 2024

M. Imaginaire souligne que l’enveloppe de 45 k€ est insuffisante. Mme DE LA FICTION indique que le Département apportera
1,2 M€ sur trois ans, dont 30 000,50 € dès cette année.

La demande de subvention de l’association est ajournée.

La CAF transmettra la liste des structures avant le 15 avril.

3. Questions diverses

Il est convenu que le Département organise une visite des lieux d’ici le 30 juin 2024.
Le comité prend acte du départ de M. TÉMOIN.

Prochaine réunion : le 18 juin 2024 à 14 h.
"""

COUNCIL = """COMMUNE DE MODÈLE-SUR-ESSAI

PROCÈS-VERBAL DU CONSEIL MUNICIPAL
Séance du 26 septembre 2024

Date de convocation : 20 septembre 2024

L’an deux mille vingt-quatre, le vingt-six septembre à vingt heures trente, le conseil municipal de la commune de
Modèle-sur-Essai, légalement convoqué, s’est réuni à la mairie, sous la présidence de M. Basile IMAGINAIRE, maire.

Nombre de conseillers en exercice : 11
Étaient présents : M. Basile IMAGINAIRE, maire, Mmes Rose SPÉCIMEN et Lise GABARIT, adjointes, MM. Paul CANEVAS, Luc
ÉBAUCHE et Marc ESQUISSE, conseillers municipaux.
Absents excusés : Mme Anne MAQUETTE (pouvoir à M. Paul CANEVAS), M. Jean PATRON.
Absent : M. Yves CALQUE.
Secrétaire de séance : Mme Lise GABARIT

Le quorum étant atteint, M. le Maire ouvre la séance.

Délibération n° 2024-31 : Approbation du procès-verbal de la séance du 4 juillet 2024
Le procès-verbal est adopté à l’unanimité.

Délibération n° 2024-32 : Création d’un espace numérique
Monsieur le Maire expose le projet, dont le coût est estimé à 84 300 € HT.
Le conseil municipal, après en avoir délibéré, par 6 voix pour et 1 contre, décide :
- d’approuver la création de l’espace ;
- d’autoriser M. le Maire à signer les marchés.

Délibération n° 2024-33 : Subvention au club informatique
Mme SPÉCIMEN propose d’attribuer une subvention de 1.500 euros.
Pour : 3 – Contre : 4 – Abstention : 0
La proposition est rejetée.

Délibération n° 2024-34 : Rapport annuel
Le conseil municipal prend acte du rapport.

L’ordre du jour étant épuisé, la séance est levée à 22 h 15.

Le maire,
"""

TABLE = """COTECH inclusion numérique
Relevé de décisions – 5 novembre 2025

Nom Prénom | Structure | Fonction | Présence
EXEMPLE Zoé | Préfecture de Haute-Fiction | Cheffe de bureau | Présente
FACTICE Paul | Conseil départemental | Chef de projet | Présent
TÉMOIN Marie | CAF | Conseillère | Visio
PROTOTYPE Jean | Hub Fictif | Directeur | Excusé

I – Avancement

Le COTECH valide la maquette, sous réserve de l’ajout d’une carte.

II – Suites

Action | Responsable | Échéance
Envoyer le questionnaire aux communes | Préfecture | 20 novembre 2025
Recenser les lieux | Hub Fictif | 15/12/2025
Chiffrer le besoin (environ 12 000 à 15 000 €) | Conseil départemental | fin janvier 2026
"""

INLINE = """# Compte rendu du comité de pilotage du projet « Clic pour tous »

**Date :** 3 février 2025

**Présents :** A. Exemple (DDT), B. Factice (CAF), Zoé Témoin (Association Clic), M. Prototype (mairie de Modèle) ; \
**Excusés :** C. Chimère (CPAM), D. Mirage (France Travail)

## Point financier

Le budget prévisionnel est de vingt mille euros. La fondation prend en charge 60 % du coût.

**Décision :** le budget est validé.

## Calendrier

Le lancement aura lieu au premier trimestre 2025.

À faire :

- Zoé Témoin : envoyer le bilan avant le 28 février 2025
- relancer la CPAM (A. Exemple)

## Divers

Le point sur les locaux est reporté à la prochaine réunion.
"""

WRAPPED = """DÉPARTEMENT DE BASSE-FICTION
Groupe de travail « Aidants numériques »
Réunion du 14/01/2025 – Compte rendu

Étaient présents :

Pour la préfecture : Mme Ariane EXEMPLE, M. Loïc FACTICE
Pour le Conseil départemental : Mme Inès TÉMOIN (directrice de l’autonomie)
Pour la CARSAT : M. VAN DEN SPÉCIMEN
Pour l’association Souris d’Or : Mme Léa D’ESSAI

A. Tour de table

Madame EXEMPLE remercie les participants et rappelle le cadre de la
démarche. Elle précise que vingt-cinq aidants seront formés et que la
formation, d’un coût de 18 500 €, sera prise en charge à 80 %.

M. VAN DEN SPÉCIMEN s’interroge sur le calendrier des sessions prévues
au deuxième semestre 2025.

B. Suite des travaux

Le groupe de travail émet un avis favorable au référentiel proposé. La
question du transport est renvoyée en comité technique.

Mme TÉMOIN enverra le projet de charte au plus tard le 31 janvier. Les
participants sont invités à faire part de leurs remarques sous quinze jours.

Fait à Modèle-sur-Essai, le 20 janvier 2025
La cheffe de projet, Ariane EXEMPLE
"""

OFFICE = """Comité local d’inclusion – compte rendu du 9 octobre 2023

Présents
Mme Flore EXEMPLE (préfecture)
M. Gaël FACTICE (mairie de Modèle-sur-Essai)
Mme TÉMOIN (Mission locale)
Excusée
Mme CHIMÈRE (MSA)

Diagnostic partagé

Mme EXEMPLE présente le diagnostic. La majorité des 42 répondants demande des ateliers.

Financement

M. FACTICE propose de retenir deux lieux. Les membres du comité adoptent cette proposition par consensus.
Le dossier de candidature doit être déposé avant fin novembre.
"""

SEMICOLONS = """Réunion du bureau du 6 mai 2024
Nom;Prénom;Organisme;Fonction
EXEMPLE;Zoé;Communauté de communes du Pays d’Essai;Présidente
FACTICE;Jean-Paul;Commune de Modèle-sur-Essai;Maire
TÉMOIN;Marie-Anne;Syndicat mixte Numérique Fictif;Directrice

1) Adhésion au syndicat
La présidente présente le projet d’adhésion, pour une cotisation annuelle de 3 200 euros.
Vote : 2 pour, 0 contre, 1 abstention.

2) Recrutement
Le bureau décide de recruter un conseiller numérique à compter du 1er septembre 2024.
Monsieur FACTICE rédigera la fiche de poste pour le 31 mai.
"""

PROSE = """Compte rendu de la rencontre du 2 décembre 2024 avec les partenaires

Madame EXEMPLE accueille les participants. Monsieur FACTICE indique que 15 000 € restent à engager avant le 31 décembre.
Mme TÉMOIN demande si les crédits peuvent être reportés. Monsieur Factice répond que non.

Tous les participants valident l’achat de 40 tablettes.
"""

TOWNS = """Conseil communautaire du Pays d’Essai
Séance du 19 mai 2025

L’an deux mil vingt-cinq, le dix-neuf mai, le conseil communautaire s’est réuni à 18 h 30, salle des fêtes de Modèle.
PRÉSENTS (6) : ESSAI : Mme Sophie FACTICE, M. Jean TÉMOIN, LE MODÈLE : M. Alain CANEVAS
LA GRANDE FICTION : MM. Luc ÉBAUCHE et Jacques LOUIS DIT ESQUISSE, Docteur CALQUE
ABSENTS (3) : ESSAI : Emmanuel DU GABARIT pouvoir à Mme Sophie FACTICE, M. Xavier PATRON
LE MODÈLE : Mme Véronique MAQUETTE donne pouvoir à M. Alain CANEVAS
M. Jean TÉMOIN est désigné secrétaire de séance.

1 - Compte rendu
Le compte rendu du conseil du 14 avril est approuvé.

2 - Maison du numérique
M. CANEVAS rappelle le plan de financement : 120.000 € de travaux, dont 35 % d’aides.
Après en avoir délibéré, le conseil communautaire, à l’unanimité :
APPROUVE le plan de financement ;
AUTORISE la présidente à déposer le dossier avant le 30 juin 2025.
"""

NOTES = """---
layout: notes
title: Bureau du 22 juin 2021
date: 2021-06-22T12:19:26.733Z
---
**Date :** 22 juin 2021 à 18 h
**Présent.e.s :** Zéphyrine, Anatole, Flore-Inès
**Durée de la réunion :** 1 heure

## Ordre du jour

1. [Fête des Souris](#un)
2. [Local](#deux)

## <a href="#un"></a> 1\\. Fête des Souris

*Vote du rapport* prévu plus tard. Anatole enverra l’affiche avant le 30 juin.

## 2\\. Local

Le bail est reporté.

**Prise de notes** : Flore-Inès
"""

SAMPLES: dict[str, Sample] = {
    "copil": Sample(
        STEERING, date(2024, 3, 12), "COPIL",
        frozenset(present("EXEMPLE", "FACTICE", "DE LA FICTION", "IMAGINAIRE", "INVENTÉE-SPÉCIMEN", "TÉMOIN",
                          "PROTOTYPE") | others("excused", "CHIMÈRE", "MIRAGE")),
        ("Bilan de l’année 2023", "Budget 2024", "Questions diverses"),
        frozenset({45_000, 1_200_000, 30_000.5}), frozenset({date(2024, 4, 15), date(2024, 6, 30)}),
        ("adopted", "adjourned", "noted"),
        frozenset({("La CAF", date(2024, 4, 15)), ("le Département", date(2024, 6, 30))}),
        (("state", 2), ("local_authorities", 3), ("operators", 1), ("partners", 1)),
    ),
    "conseil municipal": Sample(
        COUNCIL, date(2024, 9, 26), "conseil municipal",
        frozenset(present("IMAGINAIRE", "SPÉCIMEN", "GABARIT", "CANEVAS", "ÉBAUCHE", "ESQUISSE")
                  | {("MAQUETTE", "represented"), ("PATRON", "excused"), ("CALQUE", "absent")}),
        ("Approbation du procès-verbal de la séance du 4 juillet 2024", "Création d’un espace numérique",
         "Subvention au club informatique", "Rapport annuel"),
        frozenset({84_300, 1_500}), frozenset(), ("adopted", "adopted", "rejected", "noted"), frozenset(),
    ),
    "cotech en tableau": Sample(
        TABLE, date(2025, 11, 5), "COTECH",
        frozenset(present("EXEMPLE", "FACTICE") | {("TÉMOIN", "remote"), ("PROTOTYPE", "excused")}),
        ("Avancement", "Suites"), frozenset({12_000}),
        frozenset(), ("adopted_with_changes",),
        frozenset({("Préfecture", date(2025, 11, 20)), ("Hub Fictif", date(2025, 12, 15)),
                   ("Conseil départemental", date(2026, 1, 31))}),
        (("state", 1), ("local_authorities", 1), ("operators", 1)),
    ),
    "une ligne": Sample(
        INLINE, date(2025, 2, 3), "COPIL",
        frozenset(present("Exemple", "Factice", "Témoin", "Prototype") | others("excused", "Chimère", "Mirage")),
        ("Point financier", "Calendrier", "Divers"), frozenset({20_000}), frozenset({date(2025, 2, 28)}),
        ("adopted", "adjourned"), frozenset({("Zoé Témoin", date(2025, 2, 28)), ("A. Exemple", None)}),
    ),
    "lignes coupées": Sample(
        WRAPPED, date(2025, 1, 14), "groupe de travail",
        frozenset(present("EXEMPLE", "FACTICE", "TÉMOIN", "VAN DEN SPÉCIMEN", "D’ESSAI")),
        ("Tour de table", "Suite des travaux"), frozenset({18_500}),
        frozenset({date(2025, 1, 31), date(2025, 1, 29)}),
        ("adopted", "sent_back"),
        frozenset({("Mme TÉMOIN", date(2025, 1, 31)), ("Les participants", date(2025, 1, 29))}),
        (("state", 2), ("local_authorities", 1), ("operators", 1), ("partners", 1)),
    ),
    "bureautique": Sample(
        OFFICE, date(2023, 10, 9), "comité local",
        frozenset(present("EXEMPLE", "FACTICE", "TÉMOIN") | others("excused", "CHIMÈRE")),
        ("Diagnostic partagé", "Financement"), frozenset(), frozenset({date(2023, 11, 30)}), ("adopted",),
        frozenset({("Le dossier de candidature", date(2023, 11, 30))}),
        (("state", 1), ("local_authorities", 1), ("partners", 1)),
    ),
    "points-virgules": Sample(
        SEMICOLONS, date(2024, 5, 6), "bureau", frozenset(present("EXEMPLE", "FACTICE", "TÉMOIN")),
        ("Adhésion au syndicat", "Recrutement"),
        frozenset({3_200}), frozenset({date(2024, 5, 31)}),
        ("adopted", "adopted"), frozenset({("Monsieur FACTICE", date(2024, 5, 31))}),
        (("local_authorities", 3),),
    ),
    "prose": Sample(
        PROSE, date(2024, 12, 2), "réunion", frozenset(present("EXEMPLE", "FACTICE", "TÉMOIN")), (),
        frozenset({15_000}),
        frozenset({date(2024, 12, 31)}), ("adopted",), frozenset({("", date(2024, 12, 31))}),
    ),
    "par communes": Sample(
        TOWNS, date(2025, 5, 19), "conseil communautaire",
        frozenset(present("FACTICE", "TÉMOIN", "CANEVAS", "ÉBAUCHE", "LOUIS DIT ESQUISSE", "CALQUE")
                  | {("DU GABARIT", "represented"), ("PATRON", "absent"), ("MAQUETTE", "represented")}),
        ("Compte rendu", "Maison du numérique"), frozenset({120_000}), frozenset({date(2025, 6, 30)}),
        ("adopted", "adopted"), frozenset(), (("local_authorities", 6),),
    ),
    "notes d’association": Sample(
        NOTES, date(2021, 6, 22), "bureau", frozenset(present("Zéphyrine", "Anatole", "Flore-Inès")),
        ("Fête des Souris", "Local"), frozenset(), frozenset({date(2021, 6, 30)}), ("adjourned",),
        frozenset({("Anatole", date(2021, 6, 30))}),
    ),
}  # fmt: skip
