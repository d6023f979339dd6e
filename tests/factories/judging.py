"""What must not be on a page, whatever was typed: read from the page as a browser builds it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import lxml.html
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.factories.crawl import Form, read, why

LINKS = ("href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href")
OUTSIDE = re.compile(r"^\s*(javascript|vbscript|data:text)", re.IGNORECASE)
DATA = {"application/json", "application/ld+json", "importmap", "speculationrules"}
SECRETS = ("md5$", "argon2$", "SECRET_KEY=")


def form_faults(client: Client, form: Form, sendings: Iterable[dict[str, str]]) -> list[str]:
    """What a form did of hostile text that it should not have; nothing that it kept stays."""
    found = []
    for data in sendings:
        with transaction.atomic():
            sent = client.post(form.action, data) if form.method == "POST" else client.get(form.action, data)
            shown = client.get(sent.headers["Location"]) if sent.status_code == 302 else sent
            faults = [why(one) for one in (sent, shown) if one.status_code >= 500]
            found += [f"{form.method} {form.route}: {fault}" for fault in faults + page_faults(shown)]
            transaction.set_rollback(True)
    return found


def page_faults(answer: HttpResponseBase) -> list[str]:
    """Scripts, handlers and links that no template wrote, and what a template would have computed."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    body = answer.content.decode()
    found = [f"montre {secret}" for secret in SECRETS if secret in body]
    page = read(answer)
    for element in page.iter(lxml.html.etree.Element):
        found += _element_faults(element)
    return found


def _element_faults(element: lxml.html.HtmlElement) -> list[str]:
    found = [f"{element.tag} porte {name}" for name in element.attrib if name.lower().startswith("on")]
    for name in LINKS:
        value = element.get(name, "")
        if OUTSIDE.match(value) or (name != "href" and "evil.example" in value):
            found.append(f"{element.tag} {name}={value[:60]!r}")
    if (
        element.tag == "script"
        and element.get("type") not in DATA
        and not element.get("src", "").startswith("/static/")
    ):
        found.append(f"script {element.get('src')} {(element.text or '')[:40]!r}")
    return found + (
        [f"style {element.text[:40]!r}"] if element.tag == "style" and "import" in (element.text or "") else []
    )
