"""What the pages of places show: frozen values, no query."""
