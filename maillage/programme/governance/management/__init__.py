"""Commands of the governance."""
