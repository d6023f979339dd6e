"""A document of minutes as plain JSON and back: what is kept, hashed and signed when minutes are approved."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from maillage.tables import minutes as m

BLOCKS: dict[str, type[Any]] = {
    "paragraph": m.Paragraph,
    "list": m.BulletList,
    "intervention": m.Intervention,
    "figure": m.QuotedFigure,
    "decision": m.DecisionEntry,
    "follow_ups": m.FollowUpList,
}
KINDS = {kind: name for name, kind in BLOCKS.items()}


def document_as_json(document: m.MinutesDocument) -> dict[str, Any]:
    """Plain values; each block says its kind."""
    chapters = [
        {"title": chapter.title, "blocks": [{"kind": KINDS[type(block)], **asdict(block)} for block in chapter.blocks]}
        for chapter in document.chapters
    ]
    content: dict[str, Any] = json.loads(json.dumps({**asdict(document), "chapters": chapters}, default=str))
    return content


def document_from_json(content: dict[str, Any]) -> m.MinutesDocument:
    """The document that `document_as_json` wrote."""
    signatory, errata = content.get("signatory"), content.get("errata", [])
    return m.MinutesDocument(
        **{
            **content,
            "meeting_on": date.fromisoformat(content["meeting_on"]),
            "letterhead": tuple(content["letterhead"]),
            "colleges": tuple(
                m.CollegeList(c["heading"], tuple(m.Participant(**p) for p in c["participants"]))
                for c in content["colleges"]
            ),
            "chapters": tuple(
                m.Chapter(c["title"], tuple(_block(block) for block in c["blocks"])) for c in content["chapters"]
            ),
            "next_steps": tuple(content["next_steps"]),
            "signatory": m.Signatory(**_dated(signatory, "on")) if signatory else None,
            "errata": tuple(m.Erratum(**_dated(erratum, "on")) for erratum in errata),
        }
    )


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _block(content: dict[str, Any]) -> Any:
    values = {name: value for name, value in content.items() if name != "kind"}
    kind = content["kind"]
    if kind == "list":
        values["items"] = tuple(values["items"])
    if kind == "figure":
        values = _dated(values, "on")
    if kind == "follow_ups":
        values["entries"] = tuple(m.FollowUpEntry(**_dated(entry, "due")) for entry in values["entries"])
    return BLOCKS[kind](**values)


def _dated(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {**values, name: date.fromisoformat(values[name]) if values.get(name) else None}
