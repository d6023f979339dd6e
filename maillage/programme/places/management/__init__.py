"""Commands of the places app."""
