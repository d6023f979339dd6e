"""Writes of the governance, one file a subject; every act asks the rules and leaves its trace in the journal."""
