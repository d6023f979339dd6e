"""The engines that run an expression: DuckDB on one machine, Spark on one or many; both through Ibis."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ENGINES = ("duckdb", "spark")
# Spark's own default of 200 parts is for a hundred machines.
PARTS = "8"


class EngineMissingError(RuntimeError):
    """An engine whose library, or whose Java, is not installed."""


@contextmanager
def engine(name: str) -> Iterator[Any]:
    """A connection of Ibis to an engine, closed at the end; EngineMissingError when it is not installed."""
    try:
        ibis = importlib.import_module("ibis")
        if name == "duckdb":
            backend = ibis.duckdb.connect()
            # Nothing but the tables that are given may be read.
            backend.raw_sql("SET enable_external_access=false")
            backend.raw_sql("SET lock_configuration=true")
        else:
            backend = ibis.pyspark.connect(_session())
    except (ImportError, AttributeError) as error:
        raise EngineMissingError(name) from error
    try:
        yield backend
    finally:
        backend.disconnect()


def _session() -> Any:
    """A Spark session: that of `SPARK_REMOTE` or of the cluster's defaults, else on two threads of this machine."""
    sql = importlib.import_module("pyspark.sql")
    builder = sql.SparkSession.builder.appName("maillage")
    if "SPARK_REMOTE" not in os.environ and "SPARK_CONF_DIR" not in os.environ:
        for key, value in {
            "spark.master": "local[2]",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": os.environ.get("MAILLAGE_SPARK_MEMORY", "3g"),
            "spark.sql.shuffle.partitions": PARTS,
            "spark.sql.session.timeZone": "UTC",
        }.items():
            builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:  # PySpark has no one error for a Java that is not there
        raise EngineMissingError("spark") from error
    session.sparkContext.setLogLevel("ERROR")
    return session
