"""One diagnosis from files to files: gather, compute, write, replay. No Django; the command and the pages call it."""
