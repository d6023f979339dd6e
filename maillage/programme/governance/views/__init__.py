"""Pages of the governance, one file a subject."""
