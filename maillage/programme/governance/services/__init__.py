"""Writes of the governance, by subject."""
