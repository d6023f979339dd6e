"""Pages of the governance, by subject."""
