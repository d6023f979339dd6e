"""What the pages of the governance show, in French words."""
