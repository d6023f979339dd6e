"""Runs of the index, published figures, maps of need."""
