"""Reads of the roadmap."""
