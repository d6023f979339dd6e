"""The peak memory of the programs that a block of code starts, in megabytes.

Read from /proc while they run: what the system keeps of an ended child also counts its parent's size before `exec`.
Zero where there is no /proc.
"""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path
from types import TracebackType

EVERY_S = 0.02
PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


class ChildrenPeak:
    """`with ChildrenPeak() as watch: …`, then `watch.megabytes`: the largest child seen."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> ChildrenPeak:
        self._thread.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(EVERY_S):
            for pid in self._children():
                self.megabytes = max(self.megabytes, _peak_of(pid))

    def _children(self) -> list[str]:
        lists = Path(f"/proc/{os.getpid()}/task").glob("*/children")
        return [pid for path in lists for pid in _text(path).split()]


def _peak_of(pid: str) -> float:
    # Between fork and exec a child is still its parent, and as large.
    if _text(Path(f"/proc/{pid}/cmdline")) == _text(Path("/proc/self/cmdline")):
        return 0.0
    found = PEAK.search(_text(Path(f"/proc/{pid}/status")))
    return int(found[1]) / 1024 if found else 0.0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
