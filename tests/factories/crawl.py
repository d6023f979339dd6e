"""Walks the product as a person does: every route, the links between pages, the forms and files that they offer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import lxml.html
from django.http import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from tests.permissions import ROUTES

SITE = "http://testserver"
# Signing out, or changing one's own password, would end the walk.
SPARED = {"people:logout", "people:password"}
TEXT = {
    "text",
    "search",
    "email",
    "url",
    "tel",
    "number",
    "date",
    "time",
    "datetime-local",
    "month",
    "week",
    "password",
}

LIKELY = {
    **dict.fromkeys(("text", "textarea"), "Essai"),
    "email": "essai@cast.example",
    "url": "https://cast.example/",
    "number": "2",
    "time": "10:00",
    "date": "2027-03-01",
    "datetime-local": "2027-03-01T10:00",
    "search": "Sarcelles",
}


@dataclass(frozen=True)
class Field:
    """One thing to fill."""

    name: str
    kind: str
    value: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A form as the page shows it; `key` is the same for the same form on another page."""

    page: str
    action: str
    method: str
    fields: tuple[Field, ...]

    @property
    def route(self) -> str:
        return route_of(self.action)

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        # Names with a number are those of a list whose length depends on the page.
        names = {one.name.strip("0123456789") for one in self.fields}
        return self.method, self.route, tuple(sorted(names))

    @property
    def texts(self) -> tuple[Field, ...]:
        return tuple(one for one in self.fields if one.kind in TEXT or one.kind == "textarea")

    @property
    def files(self) -> tuple[Field, ...]:
        return tuple(one for one in self.fields if one.kind == "file")

    def data(self) -> dict[str, str]:
        """What an obliging person sends: what is shown, something likely in what is empty, the first choice."""
        chosen: dict[str, str] = {}
        for one in self.fields:
            value = one.value or next((choice for choice in one.choices if choice), LIKELY.get(one.kind, ""))
            if one.kind != "file" and one.name not in chosen:
                chosen[one.name] = value
        return chosen


@dataclass
class Visit:
    """What a walk found."""

    pages: dict[str, HttpResponseBase] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    forms: dict[tuple, Form] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def routes(self) -> set[str]:
        return {route_of(address) for address in (*self.pages, *self.files)}


def route_of(address: str) -> str:
    """The name of the route of an address, "" when there is none."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def starts() -> list[str]:
    """Every page that needs no argument, and those whose arguments of the table are enough."""
    found = []
    for name, route in ROUTES.items():
        if "GET" in route.methods:
            try:
                found.append(reverse(name, kwargs=route.kwargs))
            except NoReverseMatch:
                continue
    return found


def walk(client: Client, *, most: int = 3, more: Sequence[str] = ()) -> Visit:
    """Open every page reached from the starts and `more`, `most` addresses a route; keep its forms and its files."""
    visit, waiting, seen = Visit(), [*more, *starts()], defaultdict(int)
    client.raise_request_exception = False
    known = set(waiting)
    while waiting:
        address = waiting.pop(0)
        route = route_of(address)
        if not route or seen[route] >= most or route == "people:logout":
            continue
        answer = client.get(address)
        if answer.status_code >= 500:
            visit.broken.append(f"{address}: {why(answer)}")
        if answer.status_code != 200:
            continue
        seen[route] += 1
        for link in keep(visit, address, answer):
            if link not in known:
                known.add(link)
                waiting.append(link)
    return visit


def keep(visit: Visit, address: str, answer: HttpResponseBase) -> list[str]:
    """Add a page with its forms, or a file, to what was found; the addresses that it leads to."""
    if not answer.headers["Content-Type"].startswith("text/html"):
        visit.files[address] = answer.getvalue()
        return []
    visit.pages[address] = answer
    page = read(answer)
    for form in forms_of(page, address):
        visit.forms.setdefault(form.key, form)
    return list(links_of(page, address))


def why(answer: HttpResponseBase) -> str:
    """The status of an answer, and the exception behind it."""
    raised = getattr(answer, "exc_info", None)
    return f"{answer.status_code} {raised[1]!r:.200}" if raised else str(answer.status_code)


def read(answer: HttpResponseBase) -> lxml.html.HtmlElement:
    """The page of an answer; a fragment may be empty."""
    return lxml.html.document_fromstring(answer.content.decode().strip() or "<p></p>")


def links_of(page: lxml.html.HtmlElement, address: str) -> Iterator[str]:
    """The addresses of this site that a page leads to."""
    for link in page.iter("a"):
        target = urlsplit(urljoin(SITE + address, link.get("href", "")))
        if f"{target.scheme}://{target.netloc}" == SITE:
            yield target.path + (f"?{target.query}" if target.query else "")


def forms_of(page: lxml.html.HtmlElement, address: str) -> Iterator[Form]:
    """The forms of a page, and the buttons outside them that belong to them."""
    for form in page.forms:
        elements = list(form.inputs)
        elements += [one for one in page.xpath("//*[@form]") if one.get("form") == form.get("id")]
        elements += [one for one in form.iter("button") if one.get("name")]
        fields = tuple(filled(one) for one in elements if one.get("name"))
        action = urlsplit(urljoin(SITE + address, form.get("action") or address))
        yield Form(address, action.path + (f"?{action.query}" if action.query else ""), form.method, fields)


def filled(element: lxml.html.HtmlElement) -> Field:
    """What an element of a form sends as it stands."""
    kind = element.tag if element.tag != "input" else element.get("type", "text").lower()
    name = element.get("name")
    if kind == "select":
        choices = tuple(option.get("value", option.text_content()) for option in element.iter("option"))
        return Field(name, kind, element.value or "", choices)
    if kind == "textarea":
        return Field(name, kind, element.text_content())
    return Field(name, kind, element.get("value", "") or "")
