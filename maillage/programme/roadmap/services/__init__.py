"""Writes of the roadmap."""
