"""The roadmap in French words."""
