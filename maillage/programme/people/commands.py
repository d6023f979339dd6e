"""How a page asks for a command: what a form holds, what was refused said on the page, nothing typed lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest

from maillage.programme.people.refusals import RefusedError

Done = TypeVar("Done")


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: nothing until it is sent."""
    return request.POST if request.method == "POST" else None


def done(form: Form, act: Callable[[], Done]) -> Done | None:
    """Do what a valid form asks; a refusal goes back into the form, what was typed is kept."""
    if not form.is_valid():
        return None
    try:
        return act()
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return None


def attempt(request: HttpRequest, command: Callable[[], object], done: str = "") -> bool:
    """Call a command of a page that has no form; whether it was done."""
    try:
        command()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return False
    if done:
        messages.success(request, done)
    return True
