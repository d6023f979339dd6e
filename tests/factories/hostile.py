"""What a hostile or unlucky person types, and where: every form of every page, found by reading the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.test import Client
from lxml import html

MARK = "mArQue7"
HOSTILE: dict[str, str] = {
    "formula": f'=HYPERLINK("http://evil.example","{MARK}")',
    "formula plus": f"+1+1 {MARK}",
    "formula at": f"@SUM(A1) {MARK}",
    "formula tab": f"\t=1 {MARK}",
    "script": f"<script>alert('{MARK}')</script>",
    "image": f'"><img src=x onerror=alert(1)>{MARK}',
    "svg": f"<svg/onload=alert(1)>{MARK}",
    "template": "{{ request.user.password }}{% debug %}" + MARK,
    "right to left": f"\u202egnp.exe{MARK}",
    "zero width": f"a\u200b\u200d\ufeff{MARK}",
    "nul": f"a\x00b{MARK}",
    "header": f"a\r\nBcc: evil@evil.example\r\n\r\n{MARK}",
    "path": f"../../../../etc/passwd%00{MARK}",
    "quote": f"' OR 1=1 --{MARK}",
    "surrogate": f"\ud83d\ude00\U0001f9d1\u200d\U0001f680{MARK}".encode("utf-16", "surrogatepass").decode("utf-16"),
    "long": MARK + "é" * 200_000,
}
# Raw in a page, any of these would have been run by a browser.
RAW = ("<script>alert('", "<img src=x onerror", "<svg/onload")
SPARED = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Form:
    """A form of a page: where it is sent, how, its fields and the values that they had."""

    page: str
    target: str
    method: str
    values: dict[str, str] = field(hash=False)
    texts: tuple[str, ...]


def forms_of(client: Client, address: str) -> Iterator[Form]:
    """Every form of a page; fields of text apart from those whose values are fixed."""
    answer = client.get(address)
    if answer.status_code != 200 or b"<form" not in b"".join(answer):
        return
    for found in html.fromstring(answer.content).iter("form"):
        values, texts = {}, []
        for one in found.iter("input", "textarea", "select"):
            name, kind = one.get("name"), one.get("type", "text") if one.tag == "input" else one.tag
            if not name or name in SPARED or kind in ("submit", "file"):
                continue
            if kind in ("checkbox", "radio") and one.get("checked") is None:
                continue
            values[name] = str(one.value or "")
            if kind not in ("hidden", "checkbox", "radio", "select", "password"):
                texts.append(name)
        if texts:
            yield Form(
                address, found.get("action") or address, (found.get("method") or "get").lower(), values, tuple(texts)
            )


def send(client: Client, form: Form, text: str):
    """Send the form with this text in each of its fields of text."""
    values = form.values | dict.fromkeys(form.texts, text)
    if form.method == "get":
        return client.get(form.target.partition("?")[0], values)
    return client.post(form.target, values)


def raw_in(content: bytes) -> list[str]:
    """What a browser would have run."""
    text = content.decode("utf-8", "ignore")
    return [one for one in RAW if one in text]
