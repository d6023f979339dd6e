"""Django commands of the app."""
