"""Pages of people, a file a subject."""
