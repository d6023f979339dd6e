"""Reads of the governance, by subject."""
