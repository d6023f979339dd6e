"""The evidence that the product shows of itself: its gates, what the last run found, and the lists it answers."""
