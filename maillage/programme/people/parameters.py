"""What an address or a form asks for, taken only when it is what a page of ours could have written."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

MOST_DIGITS = 5


def own_address(request: HttpRequest, asked: str, otherwise: str) -> str:
    """The address asked for when it is a path of this site, the other one when it is anything else."""
    # Without its slash, a word would be looked for among the names of views.
    ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if ours else otherwise


def typed_text(request: HttpRequest, name: str) -> str:
    """What was typed where no declared field judges it, without the null character, which PostgreSQL refuses."""
    return str(request.POST.get(name, "")).replace("\x00", "")


def asked_number(request: HttpRequest, name: str, otherwise: int) -> int:
    """The whole number of a parameter of the address, the other one when it is absent, odd or too long."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else otherwise
