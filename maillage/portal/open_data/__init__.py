"""The directory as open data, in the national standards: the names published by others live here and nowhere else."""
