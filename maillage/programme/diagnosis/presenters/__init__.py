"""What the pages of the diagnosis show, one file a question."""
