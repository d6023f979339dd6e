"""Template tags of the components and of French typography."""
