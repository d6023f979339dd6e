"""The printable report of a diagnosis: findings, map, table, method and limits, as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from typing import Any

from maillage.analytics.index.explain import decimal
from maillage.design.documents.document import compile_pdf, typst_text
from maillage.design.typography import number
from maillage.runs.diagnose import Diagnosis
from maillage.runs.finding import finding
from maillage.runs.indicators import indicators
from maillage.runs.map import source_line
from maillage.tables.quality import WORDS, Quality


def report_pdf(diagnosis: Diagnosis, map_svg: str, level: str) -> bytes:
    """The report as PDF bytes. `map_svg` is the standalone map of the same level."""
    return compile_pdf(report_source(diagnosis, level), {"carte.svg": map_svg.encode("utf-8")})


def report_source(diagnosis: Diagnosis, level: str) -> str:
    """The Typst source of the report."""
    perimeter, recipe = diagnosis.perimeter, diagnosis.recipe
    rows = sorted(
        (row for row in diagnosis.scores.to_pylist() if row["level"] == level),
        key=lambda row: (row["rank"] is None, row["rank"] or 0),
    )
    title = f"Diagnostic de fragilité numérique — {perimeter.name}"
    parts = [
        '#import "theme.typ": document',
        f"#show: document.with(title: {quoted(title)})",
        f"= {typst_text(title)}",
        _demonstration(diagnosis),
        typst_text(finding(rows, level)),
        f'#figure(image("carte.svg", width: 100%, alt: {quoted(_map_alt(diagnosis, rows))}), '
        f"caption: [{typst_text(recipe.title)}. {typst_text(source_line(diagnosis))}])",
        "== Les territoires les plus exposés",
        *[f"- {typst_text(row['explanation'])}" for row in rows[:10]],
        "== Tous les scores",
        _table(rows),
        "== Comment lire, comment ne pas utiliser",
        typst_text(recipe.limits),
        *[f"- {typst_text(warning)}" for warning in diagnosis.warnings],
        "== Méthode",
        typst_text(recipe.summary),
        typst_text(f"Source de la recette : {recipe.source}."),
        _indicator_table(diagnosis),
    ]
    return "\n\n".join(part for part in parts if part)


def quoted(text: str) -> str:
    """A Typst string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _demonstration(diagnosis: Diagnosis) -> str:
    if diagnosis.data_kind != "demonstration":
        return ""
    return "#block(stroke: 1pt, inset: 8pt)[*Données de démonstration.* Le détail par commune est simulé.]"


def _map_alt(diagnosis: Diagnosis, rows: list[dict[str, Any]]) -> str:
    first = ", ".join(row["name"] for row in rows[:5])
    return f"Carte des scores de {diagnosis.perimeter.name}. Les plus exposés : {first}. Le tableau complet suit."


def _table(rows: list[dict[str, Any]]) -> str:
    head = "[*Rang*], [*Territoire*], [*Habitants*], [*Score*], [*Rang entre*]"
    lines = [
        ", ".join(
            f"[{typst_text(cell)}]"
            for cell in (
                str(row["rank"] or "–"),
                row["name"],
                number(round(row["population"])) if row["population"] else "non connu",
                "non connu" if row["score"] is None else decimal(row["score"]),
                "–" if row["rank_low"] is None else f"{row['rank_low']:.0f} et {row['rank_high']:.0f}",
            )
        )
        for row in rows
    ]
    columns = "(auto, 1fr, auto, auto, auto)"
    return _typst_table(columns, head, lines)


def _indicator_table(diagnosis: Diagnosis) -> str:
    words = indicators()
    head = "[*Indicateur*], [*Poids*], [*Poids effectif*], [*Qualité des valeurs*]"
    effective = diagnosis.results["commune"].effective
    lines = []
    for k, code in enumerate(diagnosis.recipe.codes):
        counts = ", ".join(f"{WORDS[Quality(q)]} : {n}" for q, n in diagnosis.counts[code].items())
        cells = (words[code].title, _share(diagnosis.fitted.weights[k]), _share(effective[k]), counts)
        lines.append(", ".join(f"[{typst_text(cell)}]" for cell in cells))
    return _typst_table("(1fr, auto, auto, 1fr)", head, lines)


def _typst_table(columns: str, head: str, lines: list[str]) -> str:
    body = ",\n".join(lines)
    return f"#table(columns: {columns}, table.header({head}),\n{body}\n)"


def _share(value: float) -> str:
    return f"{decimal(100 * value, 0)} %"
