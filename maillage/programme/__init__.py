"""The département's records and rules: one Django app a subject."""
