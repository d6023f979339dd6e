"""The words of a mail."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string


def mail_text(template: str, context: dict[str, Any]) -> str:
    """The words of a mail as plain text: a page that shows them must escape them.

    Django marks what it renders as ready for a page, even from a template of plain text that escapes nothing.
    """
    return render_to_string(template, context) + ""
