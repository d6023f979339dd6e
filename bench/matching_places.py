"""Invented places with known duplicates: towns, services and sources that write the same place differently."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from maillage.tables.places import PlaceRow

METRE = 1 / 111_195
_SYLLABLES = "val mon bri sau cla ver lor ter pont mar bel cha vil gre fon ros lau per nan bou"
SYLLABLES = _SYLLABLES.split()
_FIRST = "Jean Marie Louise Victor Simone Paul Rosa Albert Jeanne Emile Lucie Henri Camille Alice"
FIRST = _FIRST.split()
_LAST = "Moreau Lambert Giraud Fontaine Garnier Faure Blanc Guerin Muller Perrin Morel Andre"
LAST = _LAST.split()
STREETS = ["rue", "avenue", "boulevard", "place", "allée", "impasse", "chemin"]
SHORT = {"avenue": "av", "boulevard": "bd", "place": "pl", "allée": "all", "rue": "r", "impasse": "imp"}
SHAPES = [
    ("Médiathèque {who}", "bib"),
    ("CCAS", "ccas"),
    ("Mairie", ""),
    ("Centre social {who}", "csc"),
    ("MJC {who}", "mjc"),
    ("France services {who}", "rfs"),
    ("Mission locale {town}", "ml"),
    ("Association {word} numérique", "asso"),
    ("Espace {who}", ""),
    ("Maison de quartier {word}", "mq"),
    ("Bus {word}", "enm"),
]


@dataclass(frozen=True)
class Scene:
    """Rows, and the pairs of indexes that are one place."""

    rows: list[PlaceRow]
    truth: frozenset[tuple[int, int]]


def scene(size: int, seed: int = 95) -> Scene:
    """`size` rows: 4 places in 5 described once, 1 in 5 described again by another source, with its own habits."""
    draw = random.Random(seed)  # noqa: S311 - a seeded scene, no secret
    rows: list[PlaceRow] = []
    truth: list[tuple[int, int]] = []
    towns = [_town(draw, number) for number in range(max(1, size // 8))]
    while len(rows) < size:
        row = _place(draw, draw.choice(towns), len(rows))
        position = len(rows)
        rows.append(row)
        if draw.random() < 0.15:
            rows.append(_neighbour(draw, row, len(rows)))
        if draw.random() < 0.25:
            truth.append((position, len(rows)))
            rows.append(_again(draw, row, len(rows)))
    return Scene(rows, frozenset(truth))


def _word(draw: random.Random, parts: int = 3) -> str:
    return "".join(draw.choice(SYLLABLES) for _ in range(parts)).capitalize()


def _town(draw: random.Random, number: int) -> PlaceRow:
    latitude, longitude = draw.uniform(44, 50), draw.uniform(-1, 6)
    name = f"{_word(draw)}-sur-{_word(draw, 2)}"
    return PlaceRow(
        "town",
        str(number),
        name,
        (),
        "",
        "",
        f"{number:05d}",
        name,
        f"{number // 3:05d}",
        latitude=latitude,
        longitude=longitude,
    )


def _place(draw: random.Random, town: PlaceRow, number: int) -> PlaceRow:
    shape, kind = draw.choice(SHAPES)
    name = shape.format(who=f"{draw.choice(FIRST)} {draw.choice(LAST)}", town=town.name, word=_word(draw))
    assert town.latitude is not None
    assert town.longitude is not None
    return replace(
        town,
        source="coop",
        source_id=str(number),
        name=name,
        kinds=(kind,) if kind else (),
        address=f"{draw.randint(1, 99)} {draw.choice(STREETS)} {draw.choice(FIRST)} {draw.choice(LAST)}",
        siret="0" * 14 if draw.random() < 0.5 else f"{draw.randint(3, 9)}{draw.randint(10**12, 10**13 - 1)}",
        latitude=town.latitude + draw.uniform(-2000, 2000) * METRE,
        longitude=town.longitude + draw.uniform(-2000, 2000) * METRE,
        phones=(f"+331{draw.randint(10**7, 10**8 - 1)}",) if draw.random() < 0.5 else (),
    )


def _neighbour(draw: random.Random, row: PlaceRow, number: int) -> PlaceRow:
    """A trap: another service behind the same door."""
    shape, kind = draw.choice([other for other in SHAPES if other[1] != (row.kinds or ("",))[0]])
    name = shape.format(who=f"{draw.choice(FIRST)} {draw.choice(LAST)}", town=row.commune_name, word=_word(draw))
    return replace(
        row, source="dora", source_id=str(number), name=name, kinds=(kind,) if kind else (), siret="", phones=()
    )


def _again(draw: random.Random, row: PlaceRow, number: int) -> PlaceRow:
    """The same place by another source: case, abbreviations, town added, a typo, a gap, a wrong commune code."""
    assert row.latitude is not None
    assert row.longitude is not None
    away = draw.choice([0, 15, 60])
    point = (None, None) if draw.random() < 0.25 else (row.latitude + away * METRE, row.longitude)
    code = "" if draw.random() < 0.05 else row.commune_code
    return replace(
        row,
        source="carto",
        source_id=str(number),
        name=_renamed(draw, row),
        kinds=() if draw.random() < 0.6 else row.kinds,
        address=_rewritten(draw, row.address),
        siret=row.siret if draw.random() < 0.6 else "",
        phones=row.phones if draw.random() < 0.5 else (),
        commune_code=code,
        latitude=point[0],
        longitude=point[1],
    )


def _renamed(draw: random.Random, row: PlaceRow) -> str:
    name = row.name
    if draw.random() < 0.3:
        name = name.upper()
    if draw.random() < 0.4:
        name = f"{name} de {row.commune_name}"
    if draw.random() < 0.3:
        name = name.replace("CCAS", "Centre communal d'action sociale").replace(
            "MJC", "Maison des jeunes et de la culture"
        )
    if draw.random() < 0.15 and len(name) > 12:
        spot = draw.randint(6, len(name) - 2)
        name = name[:spot] + name[spot + 1 :]
    return name


def _rewritten(draw: random.Random, address: str) -> str:
    number, kind, name = address.split(" ", 2)
    if draw.random() < 0.5:
        kind = SHORT.get(kind, kind)
    if draw.random() < 0.12:
        return f"{kind} {name}"
    line = f"{number} {kind} {name}"
    return line.upper() if draw.random() < 0.4 else line
