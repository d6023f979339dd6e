"""Forms of the governance, by subject."""
