"""Your own table: any CSV, XLSX, Parquet or JSON, read through a YAML mapping of its columns; two sets ship."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from maillage.sources.layout import Layout, layout_from_yaml
from maillage.sources.source import Source


@lru_cache
def shipped_layouts() -> tuple[Layout, ...]:
    """The layouts of definitions/mappings, in the order of their names."""
    folder = files("maillage") / "definitions" / "mappings"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(layout_from_yaml(folder / name) for name in names)


def own_source() -> Source:
    """The source made of the shipped mappings."""
    return Source(
        id="own_table",
        title="Table à vous, avec sa correspondance YAML (livrées : profils et table de la DDT du Val-d’Oise)",
        producer="Vous, ou la DDT du Val-d’Oise",
        licence="Celle du producteur",
        page="https://github.com/DDT95/VO-Insee",
        address="",
        layouts=shipped_layouts(),
    )
