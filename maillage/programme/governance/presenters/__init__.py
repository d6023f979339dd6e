"""What the pages of the governance show: frozen values in French words."""
