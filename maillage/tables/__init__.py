"""The gate: declared tables, the only thing that sources, analytics and runs share. No Django."""
