"""Where mails go: the server that MAILLAGE_EMAIL_URL names, else files in the data folder, so that none is lost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

FILES = "django.core.mail.backends.filebased.EmailBackend"
SERVER = "django.core.mail.backends.smtp.EmailBackend"


@dataclass(frozen=True)
class Mail:
    """Django's settings of mail."""

    backend: str
    folder: Path
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False


def mail_of(url: str, home: Path) -> Mail:
    """`smtp://user:password@host:587` (STARTTLS), `smtps://…` (TLS at once), `smtp+plain://…` (none: a local relay)."""
    folder = home / "mails"
    if not url:
        return Mail(FILES, folder)
    parts = urlsplit(url)
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in ports or not parts.hostname:
        raise ValueError("MAILLAGE_EMAIL_URL : écrivez smtp://utilisateur:motdepasse@serveur:587, ou smtps://…")
    return Mail(
        SERVER,
        folder,
        host=parts.hostname,
        port=parts.port or ports[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtp",
        ssl=parts.scheme == "smtps",
    )
