"""Maillage: digital inclusion programmes of French départements, from diagnosis to results."""

__version__ = "0.1.0"
