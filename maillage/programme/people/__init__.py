"""Users, organisations, roles and access."""
