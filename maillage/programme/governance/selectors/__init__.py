"""Reads of the governance, one file a subject: the only door from a page to a record."""
