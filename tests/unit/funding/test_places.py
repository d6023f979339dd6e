"""The lines in which people write employers and sessions: read, or refused with the line and the way to write it."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.programme.funding.rules.places import BodyLine, SessionLine, body_lines, session_lines


def test_lines_are_read_as_people_type_them():
    text = "Mairie de Chars ; 2 ; Chars ; 1 ; 2\n\n  CC Vexin Centre;12;200035970\nVille ; 5 ; 95127 ; ; 3"
    assert body_lines(text) == [
        BodyLine("Mairie de Chars", 2, "Chars", 1, 2),
        BodyLine("CC Vexin Centre", 12, "200035970"),
        BodyLine("Ville", 5, "95127", 0, 3),
    ]
    assert session_lines("04/03/2027 ; Chars ; 12 ; 5\n2027-03-05;95127;8") == [
        SessionLine(date(2027, 3, 4), "Chars", 12, 5),
        SessionLine(date(2027, 3, 5), "95127", 8),
    ]
    assert (body_lines(" \n"), session_lines("")) == ([], [])


@pytest.mark.parametrize(
    ("read", "text", "words"),
    [
        (body_lines, "Mairie ; 3", "Ligne 1"),
        (body_lines, "A ; 1 ; B\nMairie ; trois ; B", "Ligne 2 : « trois »"),
        (body_lines, "Mairie ; ; B", "combien d’agents"),
        (body_lines, "Mairie ; -1 ; B", "« -1 »"),
        (body_lines, "Mairie ; 9999999 ; B", "nombre entier"),
        (session_lines, "demain ; B ; 3", "n’est pas une date"),
        (session_lines, "31/02/2027 ; B ; 3", "n’est pas une date"),
        (session_lines, "04/03/2027 ; B", "Ligne 1"),
        (session_lines, "04/03/2027 ; B ; beaucoup", "« beaucoup »"),
    ],
)
def test_a_wrong_line_is_named(read, text, words):
    with pytest.raises(ValueError, match=words):
        read(text)
