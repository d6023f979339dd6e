"""The territories of a run: the communes of a département, and every EPCI that they belong to, whole or in part."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.sources import cog


@dataclass(frozen=True)
class Epci:
    """An EPCI met by the département: its communes inside, and how many it has in all."""

    code: str
    name: str
    inside: tuple[str, ...]
    size: int

    @property
    def whole(self) -> bool:
        """True when every commune of the EPCI is in the département."""
        return len(self.inside) == self.size


@dataclass(frozen=True)
class Perimeter:
    """A département with its communes (code to name and population) and its EPCI."""

    code: str
    name: str
    cog_year: int
    names: dict[str, str]
    populations: dict[str, int | None]
    epcis: tuple[Epci, ...]

    @property
    def communes(self) -> tuple[str, ...]:
        """The codes of the communes, sorted."""
        return tuple(self.names)


def perimeter_of(text: str) -> Perimeter:
    """The perimeter of a département given by code or name; a DataError in French when it does not exist."""
    code, name = cog.find_departement(text)
    rows = cog.communes().to_pylist()
    own = sorted((row for row in rows if row["departement"] == code), key=lambda row: str(row["code"]))
    sizes: dict[str, int] = {}
    for row in rows:
        sizes[row["epci"]] = sizes.get(row["epci"], 0) + 1
    titles = {row["code"]: row["name"] for row in cog.groups().to_pylist() if row["level"] == "epci"}
    met = sorted({row["epci"] for row in own if row["epci"]})
    epcis = tuple(
        Epci(epci, titles[epci], tuple(row["code"] for row in own if row["epci"] == epci), sizes[epci]) for epci in met
    )
    return Perimeter(
        code,
        name,
        cog.cog_year(),
        {row["code"]: row["name"] for row in own},
        {row["code"]: row["population"] for row in own},
        epcis,
    )
