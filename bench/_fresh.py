"""Run one function in a fresh process and bring back its seconds, the growth of its peak memory and its result."""

from __future__ import annotations

import importlib
import json
import resource
import subprocess
import sys
import time
from typing import Any

PEAK_UNIT = 1024 if sys.platform != "darwin" else 1024 * 1024


def fresh(module: str, prepare: str, function: str, *arguments: Any) -> dict[str, Any]:
    """Call `function(prepare(*arguments))` of a module elsewhere; only `function` is timed and weighed."""
    command = [sys.executable, "-m", "bench._fresh", module, prepare, function, json.dumps(arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - our own module
    # A solver may speak before the answer.
    return json.loads(done.stdout.splitlines()[-1])


def _main(module: str, prepare: str, function: str, arguments: str) -> None:
    owner = importlib.import_module(module)
    prepared = getattr(owner, prepare)(*json.loads(arguments))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    result = getattr(owner, function)(prepared)
    seconds = time.perf_counter() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / PEAK_UNIT
    print(json.dumps({"seconds": seconds, "peak_mb": grown, "result": result}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
