"""Where mails go, by the address of the server."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.config.mail import FILES, SERVER, mail_of

HOME = Path("/home/maillage")


def test_without_a_server_mails_are_kept_in_files():
    kept = mail_of("", HOME)
    assert (kept.backend, kept.folder) == (FILES, HOME / "mails")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://serveur.example", 587, True, False),
        ("smtps://serveur.example", 465, False, True),
        ("smtp+plain://serveur.example", 25, False, False),
        ("smtp://serveur.example:2525", 2525, True, False),
    ],
)
def test_the_scheme_says_the_port_and_the_protection(url, port, tls, ssl):
    found = mail_of(url, HOME)
    assert (found.backend, found.host, found.port, found.tls, found.ssl) == (SERVER, "serveur.example", port, tls, ssl)


def test_a_password_may_hold_any_character():
    found = mail_of("smtp://nom%40lieu:a%2Fb%3A@serveur.example", HOME)
    assert (found.user, found.password) == ("nom@lieu", "a/b:")


@pytest.mark.parametrize("url", ["serveur.example", "http://serveur.example", "smtp://"])
def test_another_address_is_refused_with_an_example(url):
    with pytest.raises(ValueError, match="smtp://utilisateur"):
        mail_of(url, HOME)
