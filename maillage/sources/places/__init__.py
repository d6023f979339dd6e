"""Reads the files of places, from every producer or from any table, into the declared row of a place."""

from maillage.sources.places.free_table import FreeMapping, suggest_mapping
from maillage.sources.places.reader import PlacesRead, Preview, preview_places, read_places
from maillage.sources.places.recognise import LAYOUTS

__all__ = ["LAYOUTS", "FreeMapping", "PlacesRead", "Preview", "preview_places", "read_places", "suggest_mapping"]
