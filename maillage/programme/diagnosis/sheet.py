"""The printable sheet of one territory: score, contributions and indicators on a tagged PDF page."""

from __future__ import annotations

from maillage.design.documents.document import compile_pdf, typst_text
from maillage.design.parts import Table
from maillage.programme.diagnosis.models import Figure
from maillage.programme.diagnosis.presenters.territories import TerritoryPart, territory_part
from maillage.runs.report import quoted


def sheet_pdf(figure: Figure) -> bytes:
    """The sheet as PDF bytes."""
    part = territory_part(figure)
    return compile_pdf(sheet_source(part), {"contributions.svg": str(part.chart).encode("utf-8")})


def sheet_source(part: TerritoryPart) -> str:
    """The Typst source of the sheet."""
    figure = part.figure
    title = f"Fiche territoire — {figure.name}"
    alt = f"Contributions des indicateurs au score de {figure.name}. Le tableau qui suit donne les mêmes chiffres."
    demonstration = figure.run.data_kind == "demonstration"
    lines = [
        '#import "theme.typ": document',
        f"#show: document.with(title: {quoted(title)})",
        f"= {typst_text(title)}",
        "#block(stroke: 1pt, inset: 8pt)[*Données de démonstration.* Le détail par commune est simulé.]"
        if demonstration
        else "",
        typst_text(figure.explanation),
        f"*Score :* {typst_text(part.score)}. *Rang :* {typst_text(part.interval)}.",
        f'#figure(image("contributions.svg", width: 56%, alt: {quoted(alt)}), '
        "caption: [Contribution de chaque indicateur au score])",
        "== Indicateurs",
        _table(part.table),
        "== Comment lire, comment ne pas utiliser",
        typst_text(str(figure.run.record.get("limits", ""))),
        typst_text(part.source),
    ]
    return "\n\n".join(line for line in lines if line)


def _table(table: Table) -> str:
    head = ", ".join(f"[*{typst_text(column.label)}*]" for column in table.columns)
    rows = ",\n".join(", ".join(f"[{typst_text(cell.text)}]" for cell in row) for row in table.rows)
    widths = ", ".join("1fr" if i == 0 else "auto" for i in range(len(table.columns)))
    return f"#table(columns: ({widths}), table.header({head}),\n{rows}\n)"
