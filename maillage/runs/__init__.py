"""One diagnosis from files to files: gather, compute, write, replay. No Django; called by the command and by the pages."""
