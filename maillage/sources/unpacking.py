"""Opens a downloaded archive without trusting it: no path outside the folder, no bomb, all of it or nothing."""

from __future__ import annotations

import gzip
import shutil
import stat
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from maillage.tables.errors import DataError

SUFFIXES = (".csv", ".txt", ".xlsx", ".parquet", ".json", ".geojson")
CHUNK = 1 << 20


@dataclass(frozen=True)
class Bounds:
    """How much an archive may hold."""

    total: int = 8 << 30
    ratio: int = 200
    members: int = 500


def unpack(archive: Path, folder: Path, bounds: Bounds | None = None) -> tuple[Path, ...]:
    """The tables of a ZIP or GZIP file, put in a folder; a DataError, and nothing written, when it is not safe."""
    bounds = bounds or Bounds()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".unpack-", dir=folder) as place:
        work = Path(place)
        try:
            found = _unzip(archive, work, bounds) if zipfile.is_zipfile(archive) else _gunzip(archive, work, bounds)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise _refusal(archive, f"elle est abîmée ou protégée ({type(error).__name__})") from error
        for path in found:
            path.replace(folder / path.name)
    return tuple(folder / path.name for path in found)


def is_archive(path: Path) -> bool:
    """True for a ZIP that is not a spreadsheet, or a GZIP."""
    with path.open("rb") as stream:
        start = stream.read(4)
    return start[:2] == b"\x1f\x8b" or (start[:2] == b"PK" and path.suffix.lower() != ".xlsx")


def _unzip(archive: Path, work: Path, bounds: Bounds) -> list[Path]:
    with zipfile.ZipFile(archive) as content:
        members = content.infolist()
        for member in members:
            _check_member(archive, member)
        tables = [m for m in members if not m.is_dir() and m.filename.lower().endswith(SUFFIXES)]
        if not tables or len(members) > bounds.members:
            raise _refusal(archive, f"elle contient {len(members)} fichiers, dont {len(tables)} tables")
        names = [PurePosixPath(m.filename).name for m in tables]
        if len({name.lower() for name in names}) < len(names):
            raise _refusal(archive, "deux de ses fichiers ont le même nom")
        left = _allowance(archive, bounds)
        found = []
        for member, name in zip(tables, names, strict=True):
            with content.open(member) as source:
                left -= _copy(archive, source, work / name, left)
            found.append(work / name)
        return found


def _gunzip(archive: Path, work: Path, bounds: Bounds) -> list[Path]:
    name = archive.name.removesuffix(".gz")
    with gzip.open(archive) as source:
        _copy(archive, source, work / name, _allowance(archive, bounds))
    return [work / name]


def _check_member(archive: Path, member: zipfile.ZipInfo) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in member.filename:
        raise _refusal(archive, f"le fichier « {member.filename} » sortirait du dossier")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise _refusal(archive, f"« {member.filename} » est un lien, pas un fichier")


def _allowance(archive: Path, bounds: Bounds) -> int:
    return min(bounds.total, max(archive.stat().st_size, CHUNK) * bounds.ratio)


def _copy(archive: Path, source: IO[bytes] | gzip.GzipFile, target: Path, allowance: int) -> int:
    """Copy while counting what really comes out: the sizes written in an archive may lie."""
    written = 0
    with target.open("wb") as out:
        while chunk := source.read(CHUNK):
            written += len(chunk)
            if written > allowance:
                raise _refusal(archive, "son contenu dépasse la taille permise")
            out.write(chunk)
        shutil.copystat(archive, target)
    return written


def _refusal(archive: Path, why: str) -> DataError:
    return DataError(
        f"Cette archive est refusée : {why}.",
        file=archive.name.removesuffix(".part"),
        expected=f"une archive ZIP ou GZIP de tables ({', '.join(SUFFIXES)})",
        mend="Téléchargez-la à nouveau, ou ouvrez-la à la main et déposez ses tables dans le dossier des données.",
    )
