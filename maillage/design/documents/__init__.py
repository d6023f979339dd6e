"""Printable documents: the Typst theme, its fonts, and the compilation to a tagged PDF."""
