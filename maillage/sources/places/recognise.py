"""Which producer's layout a file follows, by its columns; the readers of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from maillage.sources.places import (
    conseillers_numeriques,
    data_inclusion,
    france_services,
    libraries,
    standard_v0,
    standard_v1,
)
from maillage.sources.places.row import Row
from maillage.tables.places import PlaceRow

FREE_TABLE = "free_table"


@dataclass(frozen=True)
class PlaceLayout:
    """A layout: the columns it must have, those of which one must be there, and its reader."""

    title: str
    needed: frozenset[str]
    one_of: frozenset[str]
    read: Callable[[Row], PlaceRow]

    def fits(self, columns: frozenset[str]) -> bool:
        """Whether a header follows it."""
        return self.needed <= columns and (not self.one_of or bool(self.one_of & columns))


# The most particular first: the first that fits is taken.
READERS: dict[str, PlaceLayout] = {
    "france_services": PlaceLayout(
        "Liste des France services (ANCT)",
        frozenset({"id_fs", "lib_fs"}),
        frozenset({"h_lundi", "format_fs"}),
        france_services.read,
    ),
    "conseillers_numeriques": PlaceLayout(
        "Permanences des conseillers numériques (ANCT)",
        frozenset({"id", "nom"}),
        frozenset({"conditions_access", "structureId"}),
        conseillers_numeriques.read,
    ),
    "standard_v1": PlaceLayout(
        "Standard des lieux de médiation numérique 1.0",
        frozenset({"id", "nom"}),
        frozenset({"courriels", "frais_a_charge", "modalites_acces", "itinerance", "dispositif_programmes_nationaux"}),
        standard_v1.read,
    ),
    "standard_v0": PlaceLayout(
        "Standard des lieux de médiation numérique 0.1",
        frozenset({"id", "nom"}),
        frozenset({"conditions_acces", "publics_accueillis", "cle_ban", "labels_nationaux"}),
        standard_v0.read,
    ),
    "data_inclusion": PlaceLayout(
        "Structures data·inclusion v1",
        frozenset({"source", "id", "nom"}),
        frozenset({"reseaux_porteurs", "horaires_accueil", "lien_source", "accessibilite_lieu"}),
        data_inclusion.read,
    ),
    "libraries": PlaceLayout(
        "Bibliothèques publiques (Ministère de la Culture)",
        frozenset({"Libelle1", "code_bib", "Ville"}),
        frozenset(),
        libraries.read,
    ),
}
LAYOUTS: dict[str, str] = {code: layout.title for code, layout in READERS.items()} | {
    FREE_TABLE: "Autre tableau (correspondance des colonnes)"
}


def recognised(header: Iterable[str]) -> str:
    """The code of the layout that a header follows, FREE_TABLE when it is none of ours."""
    columns = frozenset(header)
    return next((code for code, layout in READERS.items() if layout.fits(columns)), FREE_TABLE)
