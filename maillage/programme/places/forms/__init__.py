"""What is asked on the pages of places, one file a subject."""
