"""The rules of the money, in plain Python: each `…_fault` gives the French reason of a refusal, or ""."""
