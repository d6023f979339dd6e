"""Home and public pages: reads only."""
