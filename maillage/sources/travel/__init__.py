"""Travel times from whoever measures them: a file of the user, a graph of roads, OSRM, Valhalla, the IGN."""

from __future__ import annotations

from maillage.sources.travel.files import read_travel
from maillage.sources.travel.ign import ign_minutes
from maillage.sources.travel.osrm import osrm_minutes
from maillage.sources.travel.roads import Roads, read_roads
from maillage.sources.travel.service import Service
from maillage.sources.travel.valhalla import valhalla_minutes

__all__ = ["Roads", "Service", "ign_minutes", "osrm_minutes", "read_roads", "read_travel", "valhalla_minutes"]
