"""Quartiers prioritaires de la politique de la ville (ANCT, 2024): outlines from the GeoJSON of any of its editions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from maillage.tables.errors import DataError

CODES = ("code_qp", "identifian", "code", "codgeo")
NAMES = ("lib_qp", "libelle", "nom_qp", "nom", "libgeo")
COMMUNES = ("lib_com", "commune_ag", "commune_qp", "nom_com")
EXPECTED = f"un GeoJSON en longitude et latitude, avec un code ({', '.join(CODES)}) et un nom ({', '.join(NAMES)})"


@dataclass(frozen=True)
class QpvOutline:
    """A quartier: its code (« QN09506M »), its name, its communes as published, its outline in degrees."""

    code: str
    name: str
    commune_names: str
    outline: BaseGeometry


def read_qpv(path: Path) -> tuple[QpvOutline, ...]:
    """Every quartier of a file; a DataError names what makes it unreadable."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        found = tuple(_quartier(feature, number, path) for number, feature in enumerate(features, start=1))
    except (ValueError, KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise _refusal("Ce fichier de quartiers est illisible.", path) from error
    if not found:
        raise _refusal("Ce fichier ne contient aucun quartier.", path)
    return found


def _quartier(feature: Mapping[str, Any], number: int, path: Path) -> QpvOutline:
    words = {str(key).lower(): value for key, value in feature["properties"].items()}
    code, name = _first(words, CODES), _first(words, NAMES)
    if not code or not name:
        raise _refusal(f"Le quartier n° {number} n’a pas de code ou pas de nom.", path)
    outline = shape(feature["geometry"])
    west, south, east, north = outline.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise _refusal(f"Le contour du quartier {code} n’est pas en longitude et latitude.", path)
    return QpvOutline(code[:10], name[:150], _first(words, COMMUNES)[:200], outline)


def _first(words: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((str(words[key]).strip() for key in keys if words.get(key)), "")


def _refusal(what: str, path: Path) -> DataError:
    return DataError(what, path.name, expected=EXPECTED, mend="Téléchargez-le à nouveau sur data.gouv.fr, page QPV.")
