"""Commands of the governance, by `maillage manage`."""
