"""Bring in: one file per open-data producer; fetch() brings its file, parse() makes a declared table. No Django."""
