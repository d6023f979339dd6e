"""Six-digit codes (RFC 6238) and recovery codes: plain functions, and the sealing of their secrets."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

import pyotp
from cryptography.fernet import Fernet

STEP_SECONDS, DRIFT = 30, 1
RECOVERY_CODES, RECOVERY_LENGTH = 10, 10
# Crockford's letters: none is taken for another when it is read on paper.
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def new_secret() -> str:
    """A fresh secret for an application of codes, 160 bits in base32."""
    return pyotp.random_base32()


def address_of(secret: str, email: str) -> str:
    """What the application of codes reads in the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Maillage")


def accepted_step(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """The half-minute whose code this is, one step early or late at most, and never one used before; or None."""
    present = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in range(present - DRIFT, present + DRIFT + 1):
        if step > after and hmac.compare_digest(totp.at(step * STEP_SECONDS).encode(), code.encode()):
            return step
    return None


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes of fifty bits, as « abcde-fghjk »."""
    made = ("".join(secrets.choice(LETTERS) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES))
    return tuple(f"{code[:5]}-{code[5:]}" for code in made)


def recovery_digest(code: str, key: str) -> str:
    """What is kept of a recovery code, however it is typed."""
    bare = "".join(char for char in code.lower() if char in LETTERS)
    return hmac.new(key.encode(), f"recovery:{bare}".encode(), hashlib.sha256).hexdigest()


def seal(text: str, key: str) -> str:
    """The text, unreadable without the product's key."""
    return _box(key).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, key: str) -> str:
    """The text back; cryptography.fernet.InvalidToken when the key is another."""
    return _box(key).decrypt(sealed.encode("ascii")).decode()


def _box(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"maillage.people.codes:{key}".encode()).digest()))
