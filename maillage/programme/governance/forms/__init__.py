"""What people type in the governance."""
