"""Applies the password rules wherever Django checks a password."""

from __future__ import annotations

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from maillage.programme.people.models import User
from maillage.programme.people.passwords import password_faults


class PasswordRules:
    """Refuses weak, common and personal passwords, with every reason at once."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise the reasons to refuse this password."""
        faults = password_faults(
            password,
            email=user.email if user else "",
            full_name=user.full_name if user else "",
            is_common=_is_common(password),
        )
        if faults:
            raise ValidationError([ValidationError(fault, code="password") for fault in faults])

    def get_help_text(self) -> str:
        """What to say before the person types."""
        return HELP


HELP = (
    "Au moins 12 caractères avec une majuscule, une minuscule, un chiffre et un signe ; ou 14 caractères avec une "
    "majuscule, une minuscule et un chiffre ; ou une phrase d’au moins 7 mots différents. Vous pouvez le coller."
)


def _is_common(password: str) -> bool:
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return True
    return False
