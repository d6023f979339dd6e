"""Prepares the demonstration: database, geography, accounts, published figures. Doing it again loses nothing."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from maillage.config.base import prepare_geography, prepare_tables
from maillage.portal.open_data.publish import publish
from maillage.programme.diagnosis.selectors import published_runs
from maillage.programme.funding.demonstration import load_demonstration_funding
from maillage.programme.governance.demonstration import load_demonstration_governance
from maillage.programme.people.enums import Role
from maillage.programme.people.selectors import email_is_taken
from maillage.programme.people.services.accounts import create_user
from maillage.programme.places.demonstration import load_demonstration_places
from maillage.programme.places.selectors.directory import directory_filled
from maillage.programme.places.services.duplicates import detect_duplicates
from maillage.programme.roadmap.demonstration import load_demonstration_roadmap
from maillage.programme.roadmap.services.indicators import refresh_indicators

PASSWORD = "Tisser-le-reseau-95"  # noqa: S105 - the public password of fictitious people, never made outside a demo
PEOPLE = (
    ("pilote@demo.example", "Camille Exemple (fictive)", Role.CO_PILOT),
    ("mediatrice@demo.example", "Sacha Exemple (fictive)", Role.MEDIATOR),
    ("financeur@demo.example", "Alix Exemple (fictif)", Role.FUNDER),
    ("admin@demo.example", "Dominique Exemple (fictive)", Role.ADMINISTRATOR),
)
RECIPES = ("maillage-2026", "ifn-2023-v3")


def prepare() -> None:
    """Everything that the pages show, step by step with a progress bar."""
    console = Console(highlight=False)
    with Progress(console=console) as bar:
        task = bar.add_task("Base de données", total=9)
        prepare_tables()
        bar.update(task, advance=1, description="Fichiers des pages")
        call_command("collectstatic", verbosity=0, interactive=False)
        bar.update(task, advance=1, description="Communes, EPCI et départements de France")
        prepare_geography("maillage demo")
        bar.update(task, advance=1, description="Comptes de démonstration")
        for email, name, role in PEOPLE:
            if not email_is_taken(email):
                create_user(
                    email=email, full_name=name, password=PASSWORD, roles=(role,), is_demonstration=True, by=None
                )
        bar.update(task, advance=1, description="Lieux fictifs")
        if not directory_filled():
            load_demonstration_places(departement="95", by="maillage demo", today=timezone.localdate())
            detect_duplicates(by="maillage demo", today=timezone.localdate())
            publish(settings.MEDIA_ROOT / "donnees", timezone.now())
        bar.update(task, advance=1, description="Diagnostic du Val-d’Oise")
        if not published_runs(settings.DEPARTEMENT):
            call_command("run_diagnosis", "95", demo=True, verbosity=0)
        bar.update(task, advance=1, description="Gouvernance fictive")
        governance = load_demonstration_governance(by="maillage demo", today=timezone.localdate())
        bar.update(task, advance=1, description="Feuille de route fictive")
        load_demonstration_roadmap(governance=governance, by="maillage demo", today=timezone.localdate())
        bar.update(task, advance=1, description="Financements fictifs")
        load_demonstration_funding(governance=governance, by="maillage demo", today=timezone.localdate())
        refresh_indicators(governance=governance, by="maillage demo", today=timezone.localdate())
        bar.update(task, advance=1, description="Prêt")
    console.print("Comptes de démonstration (personnes fictives), mot de passe commun :", PASSWORD)
    for email, _, role in PEOPLE:
        console.print(f"  {email} — {role.label}")
