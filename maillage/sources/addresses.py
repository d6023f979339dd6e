"""Which addresses may be fetched: http(s) on the public internet; no redirect can aim at our own network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from maillage.tables.errors import DataError

PORTS = {"http": 80, "https": 443}


def check_address(address: str, *, allowed: Iterable[str] = (), resolve: bool = True) -> None:
    """Refuse, with a DataError, what is not http(s) or leads to a private host that is not explicitly allowed."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise _refusal(address, "elle est mal écrite") from error
    if parts.scheme not in PORTS:
        raise _refusal(address, f"le protocole « {parts.scheme or 'absent'} » n’est pas http ou https")
    if not parts.hostname or parts.username is not None:
        raise _refusal(address, "elle n’a pas d’hôte, ou elle contient un identifiant")
    if parts.hostname in allowed:
        return
    for found in _addresses_of(parts.hostname, port or PORTS[parts.scheme], resolve):
        check_peer(address, found)


def check_peer(address: str, peer: str) -> None:
    """Refuse a network address that is not public."""
    try:
        known = ipaddress.ip_address(peer.split("%")[0])
    except ValueError as error:
        raise _refusal(address, "son hôte est illisible") from error
    if not known.is_global or known.is_multicast:
        raise _refusal(address, f"elle mène au réseau privé ({known})")


def check_redirect(origin: str, target: str) -> None:
    """Refuse a redirect that drops encryption."""
    if urlsplit(origin).scheme == "https" and urlsplit(target).scheme == "http":
        raise _refusal(target, "la redirection abandonne le chiffrement (https vers http)")


def _addresses_of(host: str, port: int, resolve: bool) -> list[str]:
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
            return ["127.0.0.1"]
    if not resolve:
        return []
    try:
        return sorted({str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    except OSError:
        # An unknown name is a network failure, which the download reports and retries.
        return []


def _refusal(address: str, why: str) -> DataError:
    return DataError(
        f"Cette adresse est refusée : {why}.",
        file=address,
        expected="une adresse http ou https publique",
        mend="Ouvrez la page du producteur et déposez le fichier à la main dans le dossier des données.",
    )
