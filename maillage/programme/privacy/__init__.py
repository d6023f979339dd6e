"""What is kept about people, why and how long; their rights, and the erasures that outlive a back-up."""
