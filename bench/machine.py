"""`python -m bench.machine`: what the figures of a bench depend on: processor, memory, Python, versions."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path

OURS = ("numpy", "scipy", "numba", "pyarrow", "django")


def peers() -> list[str]:
    """The names of `peers.txt`."""
    lines = Path(__file__).with_name("peers.txt").read_text(encoding="utf-8").splitlines()
    return [line.partition("==")[0].partition("[")[0] for line in lines if line and not line.startswith("#")]


def processor() -> str:
    """The model that the system tells, or what Python knows of it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def memory() -> str:
    """The memory of the machine."""
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} Go"


def version_of(name: str) -> str:
    """The installed version of a package."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"


def main() -> None:
    busy = f"charge {os.getloadavg()[0]:.1f}"
    system = f"{platform.system()}, Python {platform.python_version()}"
    print(f"{processor()}, {os.cpu_count()} cœurs, {memory()}, {system}, {busy}")
    for title, names in (("Maillage", OURS), ("pairs", peers())):
        print(f"{title} : " + ", ".join(f"{name} {version_of(name)}" for name in names))


if __name__ == "__main__":
    main()
