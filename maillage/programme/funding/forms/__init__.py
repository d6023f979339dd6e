"""What the money asks of people; amounts are typed as people type them."""
