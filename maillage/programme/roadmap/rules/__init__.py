"""Decisions of the roadmap, in plain Python."""
