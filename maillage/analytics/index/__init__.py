"""The composite index: treatment, normalisation, weights, aggregation, contributions, uncertainty, explanation."""
