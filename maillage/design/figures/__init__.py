"""Figures as server-side SVG: no script, no inline style, each with a table that says the same."""
