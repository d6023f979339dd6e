"""The public API: reads only, open licence, no person."""
