"""Writes on people, a file a subject; each is atomic, and leaves its trace in the journal."""
