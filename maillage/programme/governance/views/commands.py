"""How a page calls a command: what was refused is said on the page, what was done too."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from maillage.programme.governance.refusals import RefusedError


def attempt(request: HttpRequest, command: Callable[[], object], done: str = "") -> bool:
    """Call a command; whether it was done."""
    try:
        command()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return False
    if done:
        messages.success(request, done)
    return True
