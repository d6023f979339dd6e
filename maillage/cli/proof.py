"""`maillage proof`: what the last run of the gates found, in a table."""

from __future__ import annotations

import click


@click.command("proof")
def proof() -> None:
    """Résume le dernier passage des preuves ; échoue si une promesse n’est pas tenue."""
    from rich.console import Console
    from rich.table import Table

    from maillage.config.home import home_folder
    from maillage.portal.proof.gates import gates
    from maillage.portal.proof.results import ENGINES, last_runs

    runs = last_runs(home_folder() / "preuves")
    if not runs:
        raise click.ClickException("Aucun passage n’est enregistré. Lancez d’abord « make proof ».")
    table = Table("Promesse", *(ENGINES[run.engine] for run in runs), title="Preuves")
    broken = 0
    for gate in gates():
        found = [run.gates.get(gate.id) for run in runs]
        broken += any(one is not None and one.broken for one in found)
        table.add_row(f"{gate.id} {gate.title}", *(one.told() if one else "sans objet" for one in found))
    Console().print(table)
    if broken:
        raise click.ClickException(f"{broken} promesse(s) en défaut. Relisez les essais en échec ci-dessus.")
