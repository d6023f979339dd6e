"""French typography in templates."""

from __future__ import annotations

import datetime as dt

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone

from maillage.design import typography

register = template.Library()
register.filter("nombre", typography.number)
register.filter("pourcent", typography.percent)
register.filter("signe", typography.signed)


@register.filter(is_safe=True)
@stringfilter
def typo(value: str) -> str:
    """A sentence made elsewhere, with its no-break spaces."""
    return typography.spaced(value)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """Jeudi 11 juillet 2024 à 14 h 30, in the time of Paris."""
    return typography.long_time(timezone.localtime(value)) if value else typography.UNKNOWN
