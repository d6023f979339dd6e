"""Writes of the money; every rule is asked inside the transaction that writes, the envelope locked."""
