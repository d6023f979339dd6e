"""Writes on places, one file a subject; every act leaves its trace in the journal."""
