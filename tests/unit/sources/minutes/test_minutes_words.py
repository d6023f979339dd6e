"""The rules on French, one table each: names, amounts, dates, outcomes, votes."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.sources.minutes import read_text
from maillage.sources.minutes.amounts import read_amounts
from maillage.sources.minutes.bodies import body_in, college_of_body, college_of_heading
from maillage.sources.minutes.counts import read_counts
from maillage.sources.minutes.dates import read_dates
from maillage.sources.minutes.labels import attendance_label
from maillage.sources.minutes.lines import Line
from maillage.sources.minutes.outcomes import outcome_of, vote_of
from maillage.sources.minutes.person import read_person
from maillage.sources.minutes.pieces import pieces_of
from maillage.sources.minutes.words import fold, number_of

MEETING = date(2024, 7, 11)


@pytest.mark.parametrize(
    ("piece", "first", "last", "function", "body"),
    [
        ("Madame FACTICE, directrice de l'UFO", "", "FACTICE", "directrice de l'UFO", "UFO"),
        ("Mme LE TÉMOIN (Mission locale)", "", "LE TÉMOIN", "", "Mission locale"),
        (
            "M. Jean-Paul D'ESSAI – chef de projet, CAF de l’Essai",
            "Jean-Paul",
            "D'ESSAI",
            "chef de projet",
            "CAF de l’Essai",
        ),
        ("M. EXEMPLE Paul, maire d’Essai", "Paul", "EXEMPLE", "maire d’Essai", "commune d’Essai"),
        ("CPAM : Mme FICTIVE, directrice", "", "FICTIVE", "directrice", "CPAM"),
        ("Mme Rose SPÉCIMEN CAF du Modèle", "Rose", "SPÉCIMEN", "", "CAF du Modèle"),
        ("Monsieur le maire de Modèle", "", "", "maire de Modèle", "commune de Modèle"),
        ("Zoé Van den Exemple / DDT", "Zoé", "Van den Exemple", "", "DDT"),
    ],
)
def test_a_person(piece, first, last, function, body):
    person = read_person(piece)
    assert (person.first, person.last, person.function, person.body) == (first, last, function, body)


@pytest.mark.parametrize(
    "piece", ["France Travail", "Conseil départemental", "Budget 2024", "maire de Modèle", "Le quorum"]
)
def test_nobody(piece):
    assert read_person(piece) is None


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Mme A, maire, M. B, adjoint et Mme C", 3),
        ("MM. EXEMPLE, FACTICE et TÉMOIN", 3),
        ("A. Exemple (DDT, service Nord), B. Factice (CAF)", 2),
        ("Mme FACTICE (pouvoir à M. TÉMOIN)", 1),
        ("Jean Exemple, directeur, Caisse d’essai", 1),
        ("Jean EXEMPLE ; Zoé FACTICE", 2),
    ],
)
def test_pieces(line, count):
    assert len(pieces_of(line)) == count


@pytest.mark.parametrize(
    ("words", "presence"),
    [
        ("Étaient présent(e)s :", "present"), ("Participant·e·s", "present"), ("Membres présents", "present"),
        ("Absents excusés :", "excused"), ("Excusé.e.s", "excused"), ("Absents :", "absent"),
        ("En visioconférence", "remote"),
        ("Étaient représentés :", "represented"), ("Nombre de présents : 12", None), ("Présentation du projet", None),
    ],
)  # fmt: skip
def test_labels(words, presence):
    label = attendance_label(words)
    assert (label.presence if label else None) == presence


def test_colleges():
    assert college_of_heading("Les services de l’État") == "state"
    assert college_of_heading("Élus et collectivités") == "local_authorities"
    assert college_of_heading("Opérateurs de services au public") == "operators"
    assert college_of_heading("Partenaires et acteurs associatifs") == "partners"
    bodies = {
        "DDETS": "state",
        "mairie de Modèle": "local_authorities",
        "MSA": "operators",
        "MJC": "partners",
        "XYZ": "",
    }
    assert {body: college_of_body(body) for body in bodies} == bodies
    assert college_of_body("association des maires") == "local_authorities"
    assert body_in("responsable à la Croix-Rouge") == "Croix-Rouge"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("59\u202f700\u00a0€", [(59_700, 59_700, "€")]),
        ("20 000 euros et 1,5 M€", [(20_000, 20_000, "€"), (1_500_000, 1_500_000, "€")]),
        ("de 30 à 100 % du coût", [(30, 100, "%")]),
        ("entre 60 et 150 milliards d’euros", [(60e9, 150e9, "€")]),
        ("12 % et 15 %", [(12, 12, "%"), (15, 15, "%")]),
        ("1.500,50 € en 2024", [(1_500.5, 1_500.5, "€")]),
        ("de 2 000 € à 3 000 €", [(2_000, 3_000, "€")]),
        ("cinquante k€ ou 50 k€", [(50_000, 50_000, "€")]),
        ("deux millions d’euros", [(2_000_000, 2_000_000, "€")]),
        ("12 lieux, 3 bus, le 11 juillet 2024", []),
    ],
)
def test_amounts(text, expected):
    assert [(found.low, found.high, found.unit) for found in read_amounts([Line(1, text)])] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("treize collectivités et vingt-deux structures privées", [(13, ()), (22, ()), (35, (13, 22))]),
        ("une soixantaine de professionnels", [(60, ())]),
        ("15 000 lieux numériques", [(15_000, ())]),
        ("2,5 millions de personnes", [(2_500_000, ())]),
        ("le 3 mars 2024, 12 rue des Lilas, article 4 des statuts, 20 000 euros", []),
    ],
)
def test_counts(text, expected):
    assert [(found.value, found.parts) for found in read_counts([Line(1, text)])] == expected


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("avant le 31 octobre prochain", "2024-10-31", "2024-10-31", "deadline"),
        ("les rendus sont attendus pour le 15 octobre 2024", "2024-10-15", "2024-10-15", "deadline"),
        ("d’ici fin 2025", "2025-10-01", "2025-12-31", "deadline"),
        ("au plus tard le 1er février", "2025-02-01", "2025-02-01", "deadline"),
        ("dès la rentrée", "2024-09-01", "2024-09-30", "date"),
        ("ouvrira au deuxième semestre 2024", "2024-07-01", "2024-12-31", "date"),
        ("au T1 2025", "2025-01-01", "2025-03-31", "date"),
        ("le 28/02/2025", "2025-02-28", "2025-02-28", "date"),
        ("le 20 juin dernier", "2024-06-20", "2024-06-20", "date"),
        ("sous quinze jours", "2024-07-26", "2024-07-26", "deadline"),
        ("d’ici la fin de l’année", "2024-12-31", "2024-12-31", "deadline"),
        ("courant mars 2025", "2025-03-01", "2025-03-31", "date"),
        ("La prochaine réunion aura lieu le 3 septembre", "2024-09-03", "2024-09-03", "next_meeting"),
        ("le dix-huit juin deux mille vingt-quatre", "2024-06-18", "2024-06-18", "date"),
    ],
)
def test_dates(text, start, end, kind):
    found = list(read_dates([Line(1, text)], MEETING))
    assert [(f.start.isoformat(), f.end.isoformat(), f.kind) for f in found] == [(start, end, kind)]
    assert found[0].evidence.reason


@pytest.mark.parametrize("text", ["le 32 mars 2024", "le 30 février 2024", "99/99/2024", "dans une salle", "le maire"])
def test_no_date(text):
    assert [found for found in read_dates([Line(1, text)], MEETING) if found.precision == "day"] == []


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Cette proposition est validée par l’ensemble des personnes présentes.", "adopted"),
        ("Le conseil municipal approuve la convention.", "adopted"),
        ("Adopté à l’unanimité.", "adopted"),
        ("Le comité valide le plan, sous réserve d’un avenant.", "adopted_with_changes"),
        ("La convention est adoptée avec modifications.", "adopted_with_changes"),
        ("L’examen du dossier est reporté.", "adjourned"),
        ("Le dossier est renvoyé en commission.", "sent_back"),
        ("La motion est rejetée.", "rejected"),
        ("Le projet n’est pas validé.", "rejected"),
        ("Le comité émet un avis défavorable.", "rejected"),
        ("L’assemblée prend acte du rapport.", "noted"),
        ("Madame FACTICE propose à l’assemblée de valider la charte.", None),
        ("La feuille de route sera validée par le COPIL.", None),
        ("Le document est transmis avant validation par le COTECH.", None),
        ("Madame FACTICE présente le bilan.", None),
    ],
)
def test_outcomes(sentence, outcome):
    assert outcome_of(fold(sentence)) == outcome


@pytest.mark.parametrize(
    ("words", "votes"),
    [
        ("12 pour, 2 contre, 1 abstention", (12, 2, 1)),
        ("Pour : 10 – Contre : 0 – Abstentions : 3", (10, 0, 3)),
        ("par quinze voix pour et deux abstentions", (15, None, 2)),
    ],
)
def test_votes(words, votes):
    vote = vote_of(fold(words))
    assert (vote.in_favour, vote.against, vote.abstentions) == votes


def test_numbers_in_words():
    words = {
        "quatre-vingt-dix-sept": 97,
        "deux cent trois": 203,
        "deux mille vingt-quatre": 2024,
        "soixante et onze": 71,
    }
    assert {word: number_of(word) for word in words} == words


def test_the_proposal_above_gives_its_wording_and_points():
    read = read_text(
        "Mme FACTICE propose de valider :\n- la charte ;\n- le calendrier.\n\nCette proposition est validée par tous.\n"
    )
    decision = read.decisions[0]
    assert decision.items == ("la charte ;", "le calendrier.")
    assert decision.wording.startswith("Mme FACTICE propose de valider")


def test_a_list_of_decisions_gives_one_each():
    read = read_text("Décisions :\n- lancement de l’appel à projets ;\n- report de la visite.\n\nLa suite est libre.\n")
    assert [(decision.wording, decision.outcome) for decision in read.decisions] == [
        ("lancement de l’appel à projets ;", "adopted"),
        ("report de la visite.", "adjourned"),
    ]


def test_an_obligation_without_date_nor_person_is_no_follow_up():
    read = read_text(
        "Les pratiques doivent être améliorées.\nLa CAF doit transmettre la liste.\nLe dossier doit être clos."
    )
    assert [task.responsible for task in read.follow_ups] == ["La CAF"]


def test_ticked_columns_tell_the_presence():
    rows = (
        "Nom | Organisme | Présent | Excusé",
        "Zoé EXEMPLE | CAF | X | ",
        "Paul FACTICE | DDT | | X",
        "Inès TÉMOIN | MSA | | ",
    )
    read = read_text("\n".join(rows))
    assert [(person.name, person.presence) for person in read.people] == [
        ("EXEMPLE", "present"), ("FACTICE", "excused"), ("TÉMOIN", "present"),
    ]  # fmt: skip


def test_people_said_in_a_sentence():
    read = read_text("Étaient présents : Zoé Exemple, directrice, Paul Factice pour les achats, et Inès Témoin.\n")
    assert [(person.name, person.function) for person in read.people] == [
        ("Exemple", "directrice"), ("Factice", "pour les achats"), ("Témoin", ""),
    ]  # fmt: skip


def test_bodies_listed_under_a_college_keep_it():
    read = read_text(
        "Présents\nPour les collectivités :\n- Département : M. Paul FACTICE, Mme TÉMOIN\n"
        "Opérateurs :\n- France Travail : représenté par M. Yves CANEVAS\n"
    )
    assert [(p.name, p.body, p.college, p.presence) for p in read.people] == [
        ("FACTICE", "Département", "local_authorities", "present"),
        ("TÉMOIN", "Département", "local_authorities", "present"),
        ("CANEVAS", "France Travail", "operators", "present"),
    ]
    assert [(college.heading, college.count) for college in read.colleges] == [
        ("Pour les collectivités", 2), ("Opérateurs", 1),
    ]  # fmt: skip


def test_an_amount_set_against_another_is_no_vote():
    assert vote_of(fold("Le budget est de 150 k€ (dont 1/3 pour la formation), contre 98,5 k€ en 2024.")) is None
