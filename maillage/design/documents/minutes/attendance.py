"""A participant in one line: « Madame X, fonction (organisme), à distance »."""

from __future__ import annotations

from maillage.tables.minutes import Participant


def participant_line(participant: Participant) -> str:
    """The line of the list; without name, the function alone."""
    who = " ".join(part for part in (participant.civility, participant.first_name, participant.name) if part)
    if not participant.name:
        who = ""
    role = role_of(participant)
    line = ", ".join(part for part in (who, role if who else _capital(role), presence_of(participant)) if part)
    return line or "Personne non nommée"


def role_of(participant: Participant) -> str:
    """The function, with the body where the function does not name it already."""
    function, body = participant.function, participant.body
    if not body or body.casefold() in function.casefold():
        return function
    return f"{function} ({body})" if function else body


def presence_of(participant: Participant) -> str:
    """How someone attended, nothing for someone in the room."""
    feminine = "e" if participant.civility == "Madame" else "" if participant.civility == "Monsieur" else "(e)"
    if participant.presence == "represented":
        by = f" par {participant.represented_by}" if participant.represented_by else ""
        return f"représenté{feminine}{by}"
    return {"remote": "à distance", "excused": f"excusé{feminine}", "absent": f"absent{feminine}"}.get(
        participant.presence, ""
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
