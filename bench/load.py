"""`python -m bench.load [--people 300] [--minutes 5]`: pages under load, on the machine that also makes the load.

A demonstration of its own is served as an installation is, on the engine that MAILLAGE_DATABASE_URL names. People come
within a first minute, which is not counted; they read pages, wait 5 to 10 seconds between two, as someone who reads
does, and one in ten is signed in. Prints the median, the 95th and 99th hundredth of the answers, the errors, and the
memory of the server after that minute and at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

PUBLIC = (
    *("/", "/diagnostic/", "/diagnostic/?niveau=epci_part&indicateur=poverty_rate", "/recherche/?q=saint"),
    *("/lieux/", "/lieux/?ou=Sarcelles", "/diagnostic/acces/", "/diagnostic/estimations/", "/diagnostic/methode/"),
    *("/aide/", "/donnees/", "/api/v1/places"),
)
SIGNED = ("/tableau-de-bord/", "/gouvernance/", "/gouvernance/suites/", "/feuille-de-route/", "/financements/")
ACCOUNTS = ("pilote@demo.example", "financeur@demo.example", "admin@demo.example")
SECRET = "Tisser-le-reseau-95"  # noqa: S105 - of the fictitious people of the demonstration
WAIT_S = (5.0, 10.0)
# The pages of territories and of places, half of what visitors open; told together.
OWN = re.compile(r'href="(/(?:territoires/\d+|lieux/[0-9a-f-]{36})/)"')
OWN_NAME = re.compile(r"(/territoires/|/lieux/)[0-9a-f-]{5,}/")
WARM_S = 60.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Seen:
    """What the people met."""

    counting: bool = False
    seconds: list[float] = field(default_factory=list)
    slow: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


async def read(client: httpx.AsyncClient, address: str, seen: Seen) -> None:
    """Open a page, and note how long it took."""
    began = time.perf_counter()
    try:
        answer = await client.get(address)
    except httpx.HTTPError as error:
        seen.errors.append(f"{address} {type(error).__name__}")
        return
    taken = time.perf_counter() - began
    if seen.counting:
        seen.seconds.append(taken)
        seen.slow.setdefault(OWN_NAME.sub(r"\1…", address), []).append(taken)
    if answer.status_code >= 400:
        seen.errors.append(f"{address} {answer.status_code}")


async def person(number: int, home: str, own: list[str], until: float, seen: Seen) -> None:
    """Read until the end; one in ten signs in first."""
    chance = random.Random(number)  # noqa: S311 - which page comes next
    await asyncio.sleep(chance.uniform(0, WARM_S - WAIT_S[1]))
    async with httpx.AsyncClient(base_url=home, timeout=30, follow_redirects=True) as client:
        pages: tuple[Sequence[str], ...] = (PUBLIC, own)
        if number % 10 == 0:
            page = await client.get("/connexion/")
            given = {"email": ACCOUNTS[number // 10 % len(ACCOUNTS)], "password": SECRET}
            token = TOKEN.search(page.text)
            await client.post("/connexion/", data=given | {"csrfmiddlewaretoken": token[1] if token else ""})
            pages = (SIGNED,)
        while time.monotonic() < until:
            await read(client, chance.choice(chance.choice(pages)), seen)
            await asyncio.sleep(chance.uniform(*WAIT_S))


def memory(group: int) -> float:
    """Megabytes held by the processes of a group."""
    total = 0.0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if os.getpgid(int(folder.name)) == group:
                    total += int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
            except (OSError, ValueError):
                continue
    return total


async def crowd(people: int, minutes: float, home: str, own: list[str], group: int) -> tuple[Seen, float, float]:
    """What they met, and the memory of the server once they are all there and at the end."""
    seen, until = Seen(), time.monotonic() + WARM_S + 60 * minutes
    going = asyncio.gather(*(person(number, home, own, until, seen) for number in range(people)))
    await asyncio.sleep(WARM_S)
    early, seen.counting = memory(group), True
    await going
    return seen, early, memory(group)


def told(seen: Seen, early: float, late: float, minutes: float) -> str:
    """The figures, one a line."""
    cuts = statistics.quantiles(seen.seconds, n=100)
    slowest = max(seen.slow, key=lambda one: statistics.median(seen.slow[one]))
    return "\n".join([
        f"{len(seen.seconds)} pages, {len(seen.seconds) / minutes / 60:.1f} par seconde",
        f"médiane {cuts[49] * 1000:.0f} ms, 95 % {cuts[94] * 1000:.0f} ms, 99 % {cuts[98] * 1000:.0f} ms",
        f"la plus lente, {slowest} : {statistics.median(seen.slow[slowest]) * 1000:.0f} ms (médiane)",
        f"erreurs : {len(seen.errors)} {sorted(set(seen.errors))[:5]}",
        f"mémoire du serveur : {early:.0f} Mo après l’arrivée, {late:.0f} Mo à la fin ({late / early - 1:+.1%})",
    ])  # fmt: skip


def engine() -> str:
    """The database that the demonstration was served on."""
    return "PostgreSQL" if os.environ.get("MAILLAGE_DATABASE_URL") else "SQLite"


def served(folder: str) -> tuple[subprocess.Popen[bytes], str]:
    """A demonstration of its own, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "maillage", "demo", "--port", str(port)]
    with Path(folder, "journal-du-serveur").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, env={**os.environ, "MAILLAGE_HOME": folder}, stdout=log, stderr=log, start_new_session=True
        )
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process, f"http://127.0.0.1:{port}"
        if process.poll() is not None:
            raise SystemExit(Path(folder, "journal-du-serveur").read_text(encoding="utf-8"))
        time.sleep(0.5)


def main() -> None:
    """Serve, load, tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=300)
    options.add_argument("--minutes", type=float, default=5)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        process, home = served(folder)
        try:
            shown = [httpx.get(home + address, timeout=60).text for address in PUBLIC]
            own = sorted(set(OWN.findall(" ".join(shown))))
            found = asyncio.run(crowd(asked.people, asked.minutes, home, own, os.getpgid(process.pid)))
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)
    print(f"{asked.people} personnes, {asked.minutes:g} min, {len(own)} fiches, {engine()}")
    print(told(*found, asked.minutes))


if __name__ == "__main__":
    main()
