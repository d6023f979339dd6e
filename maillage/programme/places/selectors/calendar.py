"""Reads the dates of a place: its exceptional closures and its presences, one or all."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from maillage.programme.places.models import Closure, Place, Session


def closure_of(place: Place, number: int) -> Closure:
    """One closure of this place; 404 when it is not one of its own."""
    found = place.closures.filter(pk=number).first()
    if found is None:
        raise Http404("Cette fermeture n’existe pas ou a déjà été retirée.")
    return found


def session_of(place: Place, public_id: UUID) -> Session:
    """One presence of this place; 404 when it is not one of its own."""
    found = place.sessions.filter(public_id=public_id).first()
    if found is None:
        raise Http404("Ce passage n’existe pas ou a déjà été retiré.")
    return found
