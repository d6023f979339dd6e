"""The shared cast of the tests: fictitious people, one a role."""

from __future__ import annotations

from maillage.programme.people.enums import Role
from maillage.programme.people.models import User
from maillage.programme.people.services.accounts import create_user

PASSWORD = "Tisser-le-reseau-95"


def make_user(role: Role | None, email: str = "") -> User:
    """A fictitious person with this role."""
    name = role.value if role else "outsider"
    return create_user(
        email=email or f"{name}@cast.example",
        full_name="Personne Fictive",
        password=PASSWORD,
        roles=(role,) if role else (),
        is_demonstration=True,
        by=None,
    )
