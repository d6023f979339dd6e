"""Set before Django loads: each test process has a throw-away data folder of its own."""

from __future__ import annotations

import os
import tempfile

os.environ["MAILLAGE_HOME"] = tempfile.mkdtemp(prefix="maillage-test-")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ.pop("MAILLAGE_HTTPS", None)
