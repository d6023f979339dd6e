"""The directory of places: who can help, where, when, and how sure we are of it."""
