"""Bring in: one file per open-data producer; fetch() brings its file, parse() turns it into declared tables. No Django."""
