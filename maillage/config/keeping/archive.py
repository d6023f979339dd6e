"""The archive of a back-up: a tar of named members and a manifest with the digest of each; read whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from maillage.tables.errors import DataError

MANIFEST, DATABASE, HEAD = "manifest.json", "database", "journal.head"
FORMAT = 1
CHUNK = 1 << 20
FOLDERS = ("files", "trajets")


@dataclass(frozen=True)
class Manifest:
    """What a back-up holds: engine, version, migrations, rows by table, and the SHA-256 of each member."""

    product_version: str
    engine: str
    made_at: str
    migrations: tuple[str, ...]
    rows: dict[str, int]
    members: dict[str, str]
    format: int = FORMAT


def write_archive(out: Path, members: Iterable[tuple[str, Path]], manifest: Manifest) -> Manifest:
    """Write the members and the manifest, whole or not at all, readable by their owner alone; the manifest as written.

    The digests of the manifest are made here.
    """
    partial = out.with_name(f".{out.name}.part")
    digests: dict[str, str] = {}
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as stream:
            with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=6) as tar:
                for name, path in members:
                    digests[name] = digest_of(path)
                    tar.add(path, arcname=name, recursive=False)
                made = Manifest(**{**asdict(manifest), "members": digests})
                _add_manifest(tar, made)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise DataError(
            "La sauvegarde n’a pas pu être écrite.",
            file=str(out),
            mend=f"Vérifiez le dossier et l’espace libre ({error}).",
        ) from error
    return made


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode("utf-8")
    entry = tarfile.TarInfo(MANIFEST)
    entry.size, entry.mtime, entry.mode = len(content), int(time.time()), 0o600
    tar.addfile(entry, io.BytesIO(content))


def unpack(archive: Path, folder: Path) -> Manifest:
    """Put every member below an empty folder, and the manifest once each digest was verified.

    DataError on an archive that is cut, altered, incomplete, or that holds anything but what a back-up holds.
    """
    found: dict[str, str] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(archive, mode="r:gz") as tar:
            for entry in tar:
                content = _content(tar, entry, archive)
                if entry.name == MANIFEST:
                    manifest = _manifest(content.read(), archive)
                    continue
                target = folder / PurePosixPath(entry.name)
                target.parent.mkdir(parents=True, exist_ok=True)
                found[entry.name] = _copy(content, target)
    except (tarfile.TarError, OSError, EOFError, zlib.error) as error:
        raise _damaged(archive, "elle est coupée ou illisible") from error
    if manifest is None:
        raise _damaged(archive, "son manifeste manque")
    if found != manifest.members:
        wrong = sorted(name for name in {*found, *manifest.members} if found.get(name) != manifest.members.get(name))
        raise _damaged(archive, f"« {wrong[0]} » n’est pas ce qui a été sauvegardé")
    return manifest


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def files_below(home: Path) -> Iterator[tuple[str, Path]]:
    """The files of an installation that belong to a back-up, named from its folder."""
    for folder in FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(home).as_posix(), path


def _content(tar: tarfile.TarFile, entry: tarfile.TarInfo, archive: Path) -> IO[bytes]:
    parts = PurePosixPath(entry.name).parts
    known = entry.name in (MANIFEST, DATABASE, HEAD) or (len(parts) > 1 and parts[0] in FOLDERS)
    if not entry.isreg() or not known or ".." in parts:
        raise _damaged(archive, f"« {entry.name} » n’a rien à faire dans une sauvegarde")
    content = tar.extractfile(entry)
    if content is None:
        raise _damaged(archive, f"« {entry.name} » est vide")
    return content


def _copy(content: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as stream:
        while block := content.read(CHUNK):
            digest.update(block)
            stream.write(block)
    return digest.hexdigest()


def _manifest(content: bytes, archive: Path) -> Manifest:
    try:
        told = json.loads(content)
        told["migrations"] = tuple(told["migrations"])
        manifest = Manifest(**told)
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(archive, "son manifeste est illisible") from error
    if manifest.format != FORMAT:
        raise _damaged(archive, f"son format ({manifest.format}) n’est pas connu de cette version")
    return manifest


def _damaged(archive: Path, why: str) -> DataError:
    return DataError(
        f"Cette sauvegarde ne peut pas servir : {why}.",
        file=archive.name,
        mend="Rien n’a été changé. Prenez une autre sauvegarde.",
    )
