"""Access in French words: what the page finds, its map, its table, its limits, and the same in CSV."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from django.urls import reverse

from maillage.design.figures.choropleth import legend_of, render_choropleth
from maillage.design.parts import Cell, Column, KeyFigure, MapFigure, Table
from maillage.design.typography import HARD, THIN, number, percent, spaced
from maillage.programme.diagnosis.access import CommuneReach, beyond, known_journeys, stranded
from maillage.programme.diagnosis.models import Run
from maillage.programme.diagnosis.presenters.maps import METHOD, Mark, spec_of
from maillage.runs.access import definition, share_within, table_of
from maillage.runs.access.reach import CLOSEST, LONGEST_MINUTES
from maillage.runs.write import csv_bytes

MEASURE = "Minutes en voiture jusqu’au lieu fixe le plus proche"
STRAIGHT = (
    "Ces temps sont une ligne droite multipliée par un détour et une vitesse moyenne, depuis le milieu de la commune. "
)
MEASURED = (
    "Ces temps, depuis le milieu de la commune, ont été mesurés par : {providers}. Ailleurs, ligne droite et détour. "
)
LIMITS = (
    "Ils comparent des communes et ne disent pas le trajet d’une personne. Les lieux des départements voisins "
    "comptent, et leurs habitants aussi quand les contours de leurs communes sont connus."
)


@dataclass(frozen=True)
class AccessPage:
    """What the page shows."""

    finding: str
    map: MapFigure
    figures: tuple[KeyFigure, ...]
    table: Table
    closest: Table
    deserts: tuple[tuple[str, str], ...]
    limits: str
    method: tuple[tuple[str, str], ...]


def access_page(run: Run, reached: tuple[CommuneReach, ...]) -> AccessPage:
    """The whole page of a run."""
    return AccessPage(
        finding=finding(reached),
        map=_map(run, reached),
        figures=_figures(reached),
        table=_table(reached),
        closest=_closest(reached),
        deserts=tuple((one.figure.name, _territory(one)) for one in reached if one.reach.is_desert),
        limits=spaced(_times(run) + LIMITS),
        method=_method(),
    )


def finding(reached: tuple[CommuneReach, ...]) -> str:
    """One sentence: how many are far, and where first."""
    edge = definition()["thresholds_minutes"][0]
    far = [one for one in reached if one.reach.car_minutes is None or one.reach.car_minutes > edge]
    if not far:
        return spaced(f"Toutes les communes sont à moins de {edge} minutes en voiture d’un lieu d’aide fixe.")
    people = number(beyond(reached, edge))
    names = ", ".join(one.figure.name for one in far[:3])
    communes = "1 commune" if len(far) == 1 else f"{len(far)} communes"
    verb = "est" if len(far) == 1 else "sont"
    words = f"{communes} ({people} habitants) {verb} à plus de {edge} minutes en voiture d’un lieu fixe"
    return spaced(f"{words} : {names}{'…' if len(far) > len(far[:3]) else '.'}")


def minutes_words(minutes: float | None, searched: float = LONGEST_MINUTES) -> str:
    """« 12 min », or « plus de 4 h » when nothing is within the minutes that were searched."""
    if minutes is not None:
        return f"{number(minutes)}{HARD}min"
    whole = searched / 60
    return (
        f"plus de {number(whole)}{HARD}h"
        if whole > 1 and whole.is_integer()
        else f"plus de {number(searched)}{HARD}min"
    )


def _figures(reached: tuple[CommuneReach, ...]) -> tuple[KeyFigure, ...]:
    near, far = definition()["thresholds_minutes"]
    times = [one.reach.car_minutes for one in reached if one.reach.car_minutes is not None]
    homes, ways = [one.home for one in reached], [one.reach for one in reached]
    within = percent(share_within(homes, ways, near), 0)
    afoot = stranded(reached, far)
    return (
        KeyFigure(minutes_words(median(times)) if times else "inconnu", "en voiture, commune médiane", "lieu fixe"),
        KeyFigure(
            within,
            f"des habitants à moins de {near}{HARD}minutes en voiture",
            spaced(f"{percent(share_within(homes, ways, far), 0)} à moins de {far} minutes"),
        ),
        KeyFigure(
            "inconnu" if afoot is None else number(afoot),
            "habitants sans voiture loin de tout",
            spaced(f"à plus de {far} minutes à pied ou en transports d’un lieu ou d’un arrêt"),
        ),
        KeyFigure(str(sum(one.reach.is_desert for one in reached)), "communes en désert", "besoin fort, accès faible"),
    )


def _times(run: Run) -> str:
    journeys = known_journeys(run.departement_code)
    return MEASURED.format(providers=" ; ".join(journeys.provenance)) if journeys else STRAIGHT


def _map(run: Run, reached: tuple[CommuneReach, ...]) -> MapFigure:
    marks = {
        one.figure.code: Mark(
            one.reach.car_minutes,
            "missing" if one.reach.car_minutes is None else "ok",
            spaced(f"{one.figure.name} : {minutes_words(one.reach.car_minutes, one.reach.searched)} en voiture"),
        )
        for one in reached
    }
    spec = spec_of(run, "commune", tuple(one.figure for one in reached), marks, "min")
    return MapFigure(render_choropleth(spec, embedded_style=False), MEASURE, legend_of(spec), METHOD, spec.source)


def _table(reached: tuple[CommuneReach, ...]) -> Table:
    columns = (
        Column("Commune"),
        Column("Habitants", numeric=True),
        Column("Lieu fixe le plus proche"),
        Column("Voiture", numeric=True),
        Column("Sans voiture, à pied ou en transports", numeric=True),
        Column("Arrêts du bus", numeric=True),
        Column(f"Rendez-vous pour 1{THIN}000 habitants", numeric=True),
        Column("Rendez-vous, sans voiture", numeric=True),
    )
    rows = tuple(
        (
            Cell(one.figure.name, _territory(one)),
            Cell(number(one.figure.population), numeric=True),
            Cell(one.nearest.place.name if one.nearest else "aucun", _place(one)),
            Cell(minutes_words(one.reach.car_minutes, one.reach.searched), numeric=True),
            Cell(minutes_words(one.reach.afoot, one.reach.searched_afoot), numeric=True),
            Cell(str(one.reach.stops), numeric=True),
            Cell(number(one.reach.per_thousand), numeric=True),
            Cell(number(one.reach.per_thousand_without_car), numeric=True),
        )
        for one in reached
    )
    return Table("Chaque commune, la plus loin d’abord", columns, rows)


def _closest(reached: tuple[CommuneReach, ...]) -> Table:
    columns = (Column("Commune"), Column("Le plus proche"), Column("Le deuxième"), Column("Le troisième"))
    rows = tuple(
        (
            Cell(one.figure.name, _territory(one)),
            *(_way(one, rank) for rank in range(CLOSEST)),
        )
        for one in sorted(reached, key=lambda one: one.figure.name)
    )
    return Table("Les trois lieux fixes les plus proches, en voiture", columns, rows)


def _way(one: CommuneReach, rank: int) -> Cell:
    if rank >= len(one.closest):
        return Cell("aucun")
    supply, minutes = one.closest[rank]
    url = reverse("places:place", args=[supply.place.public_id])
    return Cell(f"{supply.place.name}, {minutes_words(minutes)}", url)


def _territory(one: CommuneReach) -> str:
    return reverse("diagnosis:territory", args=[one.figure.code])


def _place(one: CommuneReach) -> str:
    return reverse("places:place", args=[one.nearest.place.public_id]) if one.nearest else ""


def _method() -> tuple[tuple[str, str], ...]:
    told = definition()
    bands = ", ".join(f"{percent(one['weight'], 0)} jusqu’à {one['up_to_minutes']} min" for one in told["bands"])
    modes = " ; ".join(
        f"{one['title']}, {number(one['speed_kmh'], 1)} km/h, détour {number(one['detour'], 1)} ({one['why']})"
        for one in told["modes"].values()
    )
    pairs = (
        ("Temps de trajet", modes),
        ("Aide partagée", f"l’aide d’un lieu est partagée entre ceux qui peuvent l’atteindre : {bands}"),
        (
            "Sans voiture",
            "la part des ménages sans voiture marche vers les lieux et les arrêts, ou prend les transports mesurés ; "
            "elle partage la même aide",
        ),
        (
            "Capacité d’un lieu",
            f"{told['appointments_per_year']} rendez-vous par an pour {told['full_week_hours']} h par semaine",
        ),
        ("Horaires inconnus", f"comptés pour {percent(told['unknown_week_share'], 0)} d’une semaine"),
        ("Arrêts", f"comptés pour leurs heures des {told['stops_over_days']} jours à venir"),
        ("Désert", "besoin dans le tiers le plus fort et accès dans le dixième le plus faible"),
        ("Sources", told["source"]),
    )
    return tuple((label, spaced(words)) for label, words in pairs)


def access_csv(reached: tuple[CommuneReach, ...]) -> bytes:
    """One line a commune, the longest way first."""
    return csv_bytes(table_of([one.home for one in reached], [one.reach for one in reached], reached[0].helps))
