"""Profiles of communes in French words: who is alike, what makes each profile, what helps there, and CSV."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse

from maillage.design.figures.choropleth import legend_of, render_choropleth
from maillage.design.parts import Cell, Column, KeyFigure, MapFigure, Table
from maillage.design.typography import number, percent, spaced
from maillage.programme.diagnosis import selectors
from maillage.programme.diagnosis.models import Figure, Run
from maillage.programme.diagnosis.presenters.maps import Mark, spec_of
from maillage.runs.indicators import indicators
from maillage.runs.typology import Belongs, Profile, Typology, definition, hints_of, profiles_table
from maillage.runs.write import csv_bytes

EXAMPLES = 4
LIMITS = (
    "Un profil décrit des communes qui se ressemblent, jamais les personnes qui y vivent. Il aide à choisir une façon "
    "de faire, non à classer. Une commune « mixte » ressemble autant à un autre profil : regardez ses indicateurs."
)


@dataclass(frozen=True)
class ProfileCard:
    """One profile in words: its name, its size, its largest communes and what helps there."""

    name: str
    size: str
    examples: tuple[tuple[str, str], ...]
    hints: tuple[str, ...]


@dataclass(frozen=True)
class ProfilesPage:
    """What the page shows."""

    finding: str
    firmness: str
    map: MapFigure
    figures: tuple[KeyFigure, ...]
    cards: tuple[ProfileCard, ...]
    means: Table
    counts: Table
    table: Table
    axes: tuple[str, ...]
    limits: str


def profiles_page(run: Run) -> ProfilesPage | None:
    """The whole page of a run; None for a run made before profiles were kept, or with too few known communes."""
    kept = run.record.get("typology")
    if not kept:
        return None
    found = Typology.from_plain(kept)
    figures = {figure.code: figure for figure in selectors.figures_of(run, "commune")}
    return ProfilesPage(
        finding=finding(found),
        firmness=_firmness(found),
        map=_map(run, found, figures),
        figures=_figures(found),
        cards=tuple(_card(rank, found, figures) for rank in range(len(found.profiles))),
        means=_means(found),
        counts=_counts(found),
        table=_table(found, figures),
        axes=_axes(found),
        limits=spaced(LIMITS),
    )


def finding(found: Typology) -> str:
    """One sentence: how many profiles there are, and how many communes are between two."""
    mixed = sum(one.is_mixed for one in found.communes)
    profiles = f"Les {len(found.communes)} communes forment {len(found.profiles)} profils"
    if not mixed:
        return spaced(f"{profiles}.")
    return spaced(f"{profiles} ; {mixed} commune{'s sont mixtes' if mixed > 1 else ' est mixte'}.")


def profiles_csv(run: Run) -> bytes | None:
    """One line a commune; None for a run without profiles."""
    kept = run.record.get("typology")
    if not kept:
        return None
    names = {figure.code: figure.name for figure in selectors.figures_of(run, "commune")}
    return csv_bytes(profiles_table(Typology.from_plain(kept), names))


def _firmness(found: Typology) -> str:
    kept, least = found.stability[str(len(found.profiles))], number(definition()["stable"], 1)
    agreement = f"accord de {number(kept, 2)} quand on tire de nouveau les communes"
    if found.is_stable:
        return spaced(
            f"Ces profils tiennent : {agreement}, au moins {least} demandé. Plus de profils diraient plus de détails, "
            "mais ils changeraient d’un tirage à l’autre."
        )
    return spaced(
        f"Ces profils ne tiennent pas assez : {agreement}, pour {least} demandé. Ne les citez pas comme sûrs."
    )


def _figures(found: Typology) -> tuple[KeyFigure, ...]:
    return tuple(
        KeyFigure(number(one.people), "habitants", f"{one.name} ({number(one.communes)})") for one in found.profiles
    )


def _map(run: Run, found: Typology, figures: dict[str, Figure]) -> MapFigure:
    total = len(found.profiles)
    marks = {
        one.code: Mark(float(total - one.profile), "uncertain" if one.is_mixed else "ok", _reading(one, found, figures))
        for one in found.communes
        if one.code in figures
    }
    for code in figures.keys() - marks.keys():
        marks[code] = Mark(None, "missing", spaced(f"{figures[code].name} : profil non connu"))
    spec = spec_of(run, "commune", tuple(figures.values()), marks, "")
    drawn = replace(
        spec,
        bounds=tuple(float(rank) for rank in range(1, total + 1)),
        class_labels=tuple(one.name for one in reversed(found.profiles)),
        class_method="profils",
    )
    legend = tuple(replace(one, label="mixte") if one.kind == "uncertain" else one for one in legend_of(drawn))
    return MapFigure(
        render_choropleth(drawn, embedded_style=False),
        "Profil de la commune",
        legend,
        "profils",
        spec.source,
        shades="Du plus clair au plus foncé : du moins au plus exposé.",
    )


def _reading(one: Belongs, found: Typology, figures: dict[str, Figure]) -> str:
    profile = found.profiles[one.profile].name
    mixed = " (mixte)" if one.is_mixed else ""
    return spaced(f"{figures[one.code].name} : {profile}{mixed}")


def _card(rank: int, found: Typology, figures: dict[str, Figure]) -> ProfileCard:
    profile = found.profiles[rank]
    inside = [figures[one.code] for one in found.communes if one.profile == rank and one.code in figures]
    largest = sorted(inside, key=lambda figure: -(figure.population or 0))[:EXAMPLES]
    return ProfileCard(
        profile.name,
        spaced(f"{number(profile.communes)} communes, {number(profile.people)} habitants"),
        tuple((one.name, _territory(one.code)) for one in largest),
        hints_of(profile),
    )


def _means(found: Typology) -> Table:
    codes = [one["code"] for one in definition()["traits"] if one["code"] in found.profiles[0].means]
    columns = (Column("Mesure"), *(Column(one.name, numeric=True) for one in found.profiles))
    rows = tuple(
        (Cell(_trait(code)), *(Cell(_mean(one, code), numeric=True) for one in found.profiles)) for code in codes
    )
    return Table("Moyenne par habitant de chaque profil", columns, rows)


def _trait(code: str) -> str:
    if code == definition()["access_code"]:
        return "Minutes en voiture jusqu’au lieu fixe le plus proche"
    return indicators()[code].title


def _mean(profile: Profile, code: str) -> str:
    value = profile.means[code]
    if value is None:
        return "non connu"
    return number(value, 1) if code == definition()["access_code"] else percent(value)


def _counts(found: Typology) -> Table:
    columns = (Column("Nombre de profils"), Column("Accord moyen", numeric=True))
    rows = tuple(
        (Cell(count), Cell(number(agreement, 2), numeric=True)) for count, agreement in found.stability.items()
    )
    return Table("Combien de profils tiennent (1 : toujours les mêmes ; 0 : au hasard)", columns, rows)


def _table(found: Typology, figures: dict[str, Figure]) -> Table:
    columns = (Column("Commune"), Column("Habitants", numeric=True), Column("Profil"), Column("Mixte"))
    lines = sorted(
        (one for one in found.communes if one.code in figures),
        key=lambda one: (one.profile, -(figures[one.code].population or 0)),
    )
    rows = tuple(
        (
            Cell(figures[one.code].name, _territory(one.code)),
            Cell(number(figures[one.code].population), numeric=True),
            Cell(found.profiles[one.profile].name),
            Cell("oui" if one.is_mixed else "non"),
        )
        for one in lines
    )
    return Table("Chaque commune et son profil", columns, rows)


def _axes(found: Typology) -> tuple[str, ...]:
    words = definition()["axes"]
    absent = [words[axis] for axis in words if axis not in found.axes]
    return tuple(words[axis] for axis in found.axes) + tuple(f"{one} : non connu lors de ce calcul" for one in absent)


def _territory(code: str) -> str:
    return reverse("diagnosis:territory", args=[code])
