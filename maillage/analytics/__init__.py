"""Compute: table to table, pure functions. No Django."""
