"""Where people live, finer than communes: cells of the INSEE grid, IRIS, or any file of points with their people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from maillage.sources.listing import ListedRow, columns_of, listed_rows
from maillage.tables.errors import DataError

NEEDED = ("code", "latitude", "longitude", "population")
GRID_TOO = "Ajoutez-les, ou donnez le carroyage de l’Insee (idcar_200m, ind)."
# INSEE names a cell by the south-west corner of its square on the European grid: CRS3035RES200mN2029800E4252400.
SQUARE = re.compile(r"CRS3035RES(\d+)mN(\d+)E(\d+)$")
GRID_CODES, GRID_PEOPLE = ("idcar_200m", "idcar_1km", "idcar_nat"), "ind"
# GRS80, and the origin of the Lambert azimuthal equal-area projection of Europe (EPSG:3035).
AXIS, FLATTENING = 6_378_137.0, 1 / 298.257222101
NORTH_ORIGIN, EAST_ORIGIN = 3_210_000.0, 4_321_000.0
LATITUDE_ORIGIN, LONGITUDE_ORIGIN = 52.0, 10.0


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One point of a file: its code and name, where it is (degrees), how many people, how many have no car (0 to 1)."""

    code: str
    name: str
    latitude: float
    longitude: float
    people: float
    without_car: float | None


def read_homes(path: Path) -> list[HomeRow]:
    """The inhabited points of a CSV: INSEE's grid, or code, latitude, longitude, population.

    The columns nom and part_sans_voiture are read when they are there. DataError names the line and the column.
    """
    grid = next((name for name in GRID_CODES if name in columns_of(path)), "")
    found = _of_grid(path, grid) if grid else [_point(row, NEEDED) for row in listed_rows(path, NEEDED, GRID_TOO)]
    kept = [one for one in found if one.people > 0]
    if not kept:
        raise DataError("Ce fichier n’a aucun point habité.", file=path.name, mend="Vérifiez la colonne des habitants.")
    return kept


def read_home_table(path: Path) -> pa.Table:
    """The inhabited points as columns, code, latitude, longitude and people: of a CSV, or of a Parquet at any size."""
    if path.suffix.lower() != ".parquet":
        rows = read_homes(path)
        names = ("code", "latitude", "longitude", "people")
        return pa.table({name: [getattr(row, name) for row in rows] for name in names})
    try:
        found = pq.read_table(path, columns=list(NEEDED)).rename_columns(["code", "latitude", "longitude", "people"])
        numbers = {name: pc.cast(found[name], pa.float64()) for name in ("latitude", "longitude", "people")}
    except (pa.ArrowException, OSError) as error:
        raise DataError(
            "Ce fichier Parquet ne se lit pas comme une liste de points habités.",
            file=path.name,
            expected=f"les colonnes {', '.join(NEEDED)}",
        ) from error
    table = pa.table({"code": pc.cast(found["code"], pa.string()), **numbers})
    return table.filter(pc.greater(table["people"], 0)).drop_null()


def read_sites(path: Path) -> list[HomeRow]:
    """The points of a CSV where something could open: code, latitude, longitude (and nom)."""
    found = [_point(row, NEEDED[:3]) for row in listed_rows(path, NEEDED[:3])]
    if not found:
        raise DataError("Ce fichier n’a aucun lieu possible.", file=path.name, expected=", ".join(NEEDED[:3]))
    return found


def square_centres(codes: list[str]) -> np.ndarray:
    """Latitude and longitude, (n, 2) in degrees, of the centres of INSEE's cells; ValueError on a name that is none."""
    corners = []
    for code in codes:
        told = SQUARE.fullmatch(code)
        if told is None:
            raise ValueError(code)
        size, north, east = (float(part) for part in told.groups())
        corners.append((north + size / 2, east + size / 2))
    return from_european(*np.array(corners).T) if corners else np.zeros((0, 2))


def from_european(north: np.ndarray, east: np.ndarray) -> np.ndarray:
    """Degrees (n, 2) of metres on the European grid (Snyder, 1987, Lambert azimuthal equal-area, ellipsoid)."""
    e2 = FLATTENING * (2 - FLATTENING)
    e = np.sqrt(e2)

    def q_of(sine: np.ndarray | float) -> np.ndarray:
        return (1 - e2) * (sine / (1 - e2 * sine**2) - np.log((1 - e * sine) / (1 + e * sine)) / (2 * e))

    pole, sine0 = q_of(1.0), np.sin(np.radians(LATITUDE_ORIGIN))
    beta0 = np.arcsin(q_of(sine0) / pole)
    radius = AXIS * np.sqrt(pole / 2)
    stretch = AXIS * np.cos(np.radians(LATITUDE_ORIGIN)) / np.sqrt(1 - e2 * sine0**2) / (radius * np.cos(beta0))
    x, y = (east - EAST_ORIGIN) / stretch, (north - NORTH_ORIGIN) * stretch
    away = np.maximum(np.hypot(x, y), 1e-9)
    angle = 2 * np.arcsin(away / (2 * radius))
    beta = np.arcsin(np.cos(angle) * np.sin(beta0) + y * np.sin(angle) * np.cos(beta0) / away)
    turn = np.arctan2(x * np.sin(angle), away * np.cos(beta0) * np.cos(angle) - y * np.sin(beta0) * np.sin(angle))
    latitude = (
        beta
        + (e2 / 3 + 31 * e2**2 / 180 + 517 * e2**3 / 5040) * np.sin(2 * beta)
        + (23 * e2**2 / 360 + 251 * e2**3 / 3780) * np.sin(4 * beta)
        + 761 * e2**3 / 45360 * np.sin(6 * beta)
    )
    return np.column_stack([np.degrees(latitude), LONGITUDE_ORIGIN + np.degrees(turn)])


def _of_grid(path: Path, column: str) -> list[HomeRow]:
    rows = list(listed_rows(path, (column, GRID_PEOPLE)))
    codes = [row.text(column) for row in rows]
    try:
        centres = square_centres(codes).tolist()
    except ValueError as error:
        raise DataError(
            f"Ce nom de carreau est illisible : « {error} ».",
            file=path.name,
            column=column,
            expected="un nom comme CRS3035RES200mN2029800E4252400",
        ) from error
    return [
        HomeRow(code, code, latitude, longitude, row.decimal(GRID_PEOPLE) or 0.0, None)
        for row, code, (latitude, longitude) in zip(rows, codes, centres, strict=True)
    ]


def _point(row: ListedRow, needed: tuple[str, ...]) -> HomeRow:
    known = [row.decimal(name) for name in needed[1:]]
    if None in known:
        raise DataError("Ce point n’est pas complet.", file=row.file, row=row.number, expected=", ".join(needed))
    latitude, longitude, people = (*(one or 0.0 for one in known), 0.0)[:3]
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise DataError("Ce point n’est pas sur la Terre.", file=row.file, row=row.number, expected="des degrés")
    code = row.text("code")
    return HomeRow(code, row.text("nom") or code, latitude, longitude, people, row.decimal("part_sans_voiture"))
