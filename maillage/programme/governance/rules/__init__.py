"""Decisions of the governance as plain functions and tables: states, identity, delays, quorum, votes, the chain."""
