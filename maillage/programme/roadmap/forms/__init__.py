"""What the roadmap asks of people."""
