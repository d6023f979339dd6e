"""Keeps an installation: a back-up while people work, a restore that verifies all first, a check of its health."""
