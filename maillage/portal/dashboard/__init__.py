"""The page that a person opens first: what is late, what is due, what is left, what to refresh; and its paper."""
