"""Downloads one file politely and safely: resumed after a cut, retried, verified, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from maillage import __version__
from maillage.sources.addresses import check_address, check_peer, check_redirect
from maillage.sources.unpacking import Bounds, unpack
from maillage.tables.errors import DataError

CHUNK = 1 << 16
REDIRECTS = frozenset({301, 302, 303, 307, 308})
WORTH_RETRYING = frozenset({408, 425, 429, 500, 502, 503, 504})
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Policy:
    """How far a download may go. `allowed_hosts` opens private hosts: tests only, nothing in the product sets it."""

    attempts: int = 5
    backoff: float = 2.0
    longest_wait: float = 120.0
    timeout: float = 60.0
    max_bytes: int = 2 << 30
    redirects: int = 5
    allowed_hosts: frozenset[str] = frozenset()
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Validators:
    """What a server says of its file, to ask later whether it changed."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Fetched:
    """A file as it was downloaded; `unchanged` when the server said that ours is still right."""

    path: Path
    sha256: str
    size: int
    validators: Validators
    encoding: str = ""
    unchanged: bool = False


class _TryAgainError(Exception):
    """A failure that may pass."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


def fetch(
    address: str,
    target: Path,
    *,
    policy: Policy | None = None,
    known: Validators | None = None,
    checksum: str = "",
    check: Callable[[Path], None] = lambda path: None,
    progress: Progress = lambda done, total: None,
) -> Fetched:
    """Download an address to a file; a DataError in French when it cannot be, and then `target` is as it was.

    `checksum` is "sha1:…" or "sha256:…" as the producer publishes it; `check` may refuse the content before it is put
    in place. What was received before a failure stays in a .part file, and the next call resumes it.
    """
    policy = policy or Policy()
    download = _Download(address, target, policy, known or Validators(), progress)
    retrying = Retrying(
        stop=stop_after_attempt(policy.attempts),
        retry=retry_if_exception_type(_TryAgainError),
        wait=lambda state: _wait(state, policy),
        sleep=policy.sleep,
        reraise=True,
    )
    try:
        fetched = retrying(download.attempt)
    except _TryAgainError as error:
        raise DataError(
            f"Le téléchargement n’a pas abouti après {policy.attempts} essais : {error}.",
            file=address,
            expected="le fichier entier",
            mend="Vérifiez la connexion et relancez la commande : elle reprendra où elle s’est arrêtée.",
        ) from error
    if fetched.unchanged:
        return fetched
    try:
        if fetched.encoding == "gzip" and not urlsplit(address).path.endswith(".gz"):
            fetched = _decoded(fetched, download.part, policy)
        _verify(download.part, checksum, address)
        check(download.part)
    except DataError:
        download.forget()
        raise
    download.part.replace(target)
    download.forget()
    return fetched


def digest_of(path: Path, name: str = "sha256") -> str:
    """The digest of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, name).hexdigest()


class _Download:
    """The attempts at one file."""

    def __init__(self, address: str, target: Path, policy: Policy, known: Validators, progress: Progress) -> None:
        self.address = address
        self.target = target
        self.policy = policy
        self.known = known
        self.progress = progress
        self.part = target.with_name(target.name + ".part")
        self.note = target.with_name(target.name + ".part.json")

    def attempt(self) -> Fetched:
        """One attempt, resumed when a former one left something."""
        self.target.parent.mkdir(parents=True, exist_ok=True)
        note = self._resumable()
        try:
            with self._open(self._headers(note)) as response:
                return self._receive(response, note)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise _TryAgainError("le serveur est injoignable") from error
        except httpx.TransportError as error:
            raise _TryAgainError(f"la connexion a été coupée ({type(error).__name__})") from error
        except httpx.InvalidURL as error:
            raise self._refusal("l’adresse est mal écrite") from error

    def forget(self) -> None:
        """Remove what an unfinished download leaves."""
        self.part.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)

    def _resumable(self) -> dict[str, Any]:
        """What is known of the .part file; a part of unknown origin or version is thrown away."""
        try:
            note: dict[str, Any] = json.loads(self.note.read_text(encoding="utf-8"))
            if note["address"] == self.address and note["validator"] and self.part.stat().st_size:
                return note
        except (OSError, ValueError, KeyError, TypeError):
            pass
        self.forget()
        return {}

    def _headers(self, note: dict[str, Any]) -> dict[str, str]:
        # Compressed answers cannot be resumed byte for byte.
        headers = {"User-Agent": f"Maillage/{__version__}", "Accept-Encoding": "identity"}
        if note:
            return {**headers, "Range": f"bytes={self.part.stat().st_size}-", "If-Range": note["validator"]}
        if self.known.etag:
            headers["If-None-Match"] = self.known.etag
        if self.known.last_modified:
            headers["If-Modified-Since"] = self.known.last_modified
        return headers

    @contextmanager
    def _open(self, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """The answer to a request, redirects followed one by one and each one checked."""
        address = self.address
        with httpx.Client(timeout=self.policy.timeout, follow_redirects=False) as client:
            for _ in range(self.policy.redirects + 1):
                direct = _is_direct(address)
                check_address(address, allowed=self.policy.allowed_hosts, resolve=direct)
                with client.stream("GET", address, headers=headers) as response:
                    self._check_peer(response, address, direct)
                    if response.status_code not in REDIRECTS:
                        yield response
                        return
                    target = urljoin(address, response.headers.get("location", ""))
                check_redirect(address, target)
                address = target
        raise self._refusal(f"plus de {self.policy.redirects} redirections")

    def _check_peer(self, response: httpx.Response, address: str, direct: bool) -> None:
        """The host really reached: a name may answer differently between the check and the connection."""
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream is not None else None
        if direct and peer and urlsplit(address).hostname not in self.policy.allowed_hosts:
            check_peer(address, str(peer[0]))

    def _receive(self, response: httpx.Response, note: dict[str, Any]) -> Fetched:
        status = response.status_code
        if status == httpx.codes.NOT_MODIFIED:
            return Fetched(self.target, "", 0, self.known, unchanged=True)
        if status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            self.forget()
            raise _TryAgainError("le fichier a changé pendant le téléchargement", wait=0)
        if status in WORTH_RETRYING:
            raise _TryAgainError(f"le serveur répond {status}", _retry_after(response.headers.get("retry-after", "")))
        if status not in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
            raise self._refusal(f"le serveur répond {status}")
        if response.headers.get("content-type", "").startswith("text/html"):
            raise self._refusal("le serveur donne une page web à la place du fichier")
        start = self._start(response, note)
        total = _total(response, start)
        if total is not None and total > self.policy.max_bytes:
            self.forget()
            raise self._refusal(f"le fichier pèse {total} octets, plus que la limite de {self.policy.max_bytes}")
        self._write(response, start, total)
        size = self.part.stat().st_size
        if total is not None and size != total:
            raise _TryAgainError(f"{size} octets reçus au lieu de {total}")
        headers = response.headers
        validators = Validators(headers.get("etag", ""), headers.get("last-modified", ""))
        encoding = headers.get("content-encoding", "")
        return Fetched(self.target, digest_of(self.part), size, validators, encoding)

    def _start(self, response: httpx.Response, note: dict[str, Any]) -> int:
        """The first byte of this answer: where we stopped when the server resumes there, else the beginning."""
        if response.status_code != httpx.codes.PARTIAL_CONTENT:
            return 0
        size = self.part.stat().st_size if note else 0
        if not response.headers.get("content-range", "").startswith(f"bytes {size}-"):
            self.forget()
            raise _TryAgainError("le serveur reprend au mauvais endroit", wait=0)
        return size

    def _write(self, response: httpx.Response, start: int, total: int | None) -> None:
        etag = response.headers.get("etag", "")
        validator = etag if etag and not etag.startswith("W/") else response.headers.get("last-modified", "")
        self.note.write_text(json.dumps({"address": self.address, "validator": validator}), encoding="utf-8")
        done = start
        with self.part.open("ab" if start else "wb") as out:
            for chunk in response.iter_raw(CHUNK):
                done += len(chunk)
                if done > self.policy.max_bytes:
                    break
                out.write(chunk)
                self.progress(done, total)
            out.flush()
            os.fsync(out.fileno())
        if done > self.policy.max_bytes:
            self.forget()
            raise self._refusal(f"le fichier dépasse la limite de {self.policy.max_bytes} octets")

    def _refusal(self, why: str) -> DataError:
        return DataError(
            f"Téléchargement impossible : {why}.",
            file=self.address,
            expected="le fichier du producteur",
            mend="Ouvrez la page du producteur et déposez le fichier à la main dans le dossier des données.",
        )


def _is_direct(address: str) -> bool:
    """False when a proxy of the environment makes the connection: names are then resolved by it, not here."""
    parts = urlsplit(address)
    proxies = urllib.request.getproxies()
    through = proxies.get(parts.scheme) or proxies.get("all")
    return not through or bool(urllib.request.proxy_bypass(parts.hostname or ""))


def _total(response: httpx.Response, start: int) -> int | None:
    given = response.headers.get("content-range", "").rpartition("/")[2]
    if given.isdecimal():
        return int(given)
    length = response.headers.get("content-length", "")
    return start + int(length) if length.isdecimal() else None


def _retry_after(text: str) -> float | None:
    """Seconds asked for by the server, given as a number or as a date."""
    if text.strip().isdecimal():
        return float(text)
    try:
        return max((parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None


def _wait(state: RetryCallState, policy: Policy) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait if isinstance(error, _TryAgainError) else None
    usual = policy.backoff * 2.0 ** (state.attempt_number - 1)
    return min(usual if asked is None else asked, policy.longest_wait)


def _decoded(fetched: Fetched, part: Path, policy: Policy) -> Fetched:
    """The file itself, when the server compressed its answer though it was asked not to."""
    packed = part.with_name(f"{part.name}.gz")
    part.replace(packed)
    try:
        unpack(packed, part.parent, Bounds(total=policy.max_bytes))
    finally:
        packed.unlink()
    return replace(fetched, sha256=digest_of(part), size=part.stat().st_size, encoding="")


def _verify(path: Path, checksum: str, address: str) -> None:
    name, _, expected = checksum.partition(":")
    if not checksum or (name in ("sha1", "sha256") and digest_of(path, name) == expected.lower()):
        return
    raise DataError(
        "Le fichier reçu n’est pas celui que le producteur annonce : les empreintes diffèrent.",
        file=address,
        expected=f"l’empreinte {checksum}",
        mend="Relancez la commande ; si cela recommence, prévenez le producteur.",
    )
