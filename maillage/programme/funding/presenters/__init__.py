"""The money in French words."""
