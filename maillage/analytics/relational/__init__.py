"""The relational steps of the index and of access, written once and run by DuckDB or Spark: same figures.

`index` and `catchment` need the extra `spark` (Ibis); `engines` says so where it is not installed.
"""
