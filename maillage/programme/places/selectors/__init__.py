"""Reads of the directory, one file a subject; the first parameter says for whom or of what."""
