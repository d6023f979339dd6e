"""A small routing service on the loopback: it answers as OSRM, Valhalla and the Géoplateforme document it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import numpy as np

# Nobody drives to the islands: a point beyond this longitude has no road.
ISLAND = 5.0


def seconds(here: tuple[float, float], there: tuple[float, float]) -> float | None:
    """A minute for each hundredth of a degree, as the crow flies; None where no road goes."""
    if max(here[1], there[1]) > ISLAND:
        return None
    return math.hypot(here[0] - there[0], here[1] - there[1]) * 100 * 60


class Routing(ThreadingHTTPServer):
    """Counts what it was asked; `busy` answers come first, then `garbage` if it is set."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked: list[str] = []
        self.busy = 0
        self.garbage: bytes | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    server: Routing

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.startswith("/table/"):
            self._answer(_osrm(parts.path, query))
        elif parts.path == "/isochrone":
            self._answer(_isochrone(query))
        else:
            self._answer({"code": "InvalidUrl"}, 400)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(_valhalla(body))

    def _answer(self, content: dict, status: int = 200) -> None:
        self.server.asked.append(self.path)
        if self.server.busy:
            self.server.busy -= 1
            status = 503
        payload = json.dumps(content).encode() if self.server.garbage is None else self.server.garbage
        self.send_response(status)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _osrm(path: str, query: dict) -> dict:
    points = [tuple(map(float, pair.split(",")))[::-1] for pair in path.rsplit("/", 1)[1].split(";")]
    if len(points) > 100:
        return {"code": "TooBig", "message": "Too many table coordinates"}
    rows, columns = (list(map(int, query[name].split(";"))) for name in ("sources", "destinations"))
    return {"code": "Ok", "durations": [[seconds(points[i], points[j]) for j in columns] for i in rows]}


def _valhalla(body: dict) -> dict:
    points = {name: [(one["lat"], one["lon"]) for one in body[name]] for name in ("sources", "targets")}
    return {
        "sources_to_targets": [
            [{"time": seconds(i, j), "distance": 1.0} for j in points["targets"]] for i in points["sources"]
        ]
    }


def _isochrone(query: dict) -> dict:
    longitude, latitude = map(float, query["point"].split(","))
    radius = float(query["costValue"]) / 60 / 100
    angles = np.linspace(0, 2 * np.pi, 361)
    ring = [[longitude + radius * math.cos(a), latitude + radius * math.sin(a)] for a in angles]
    return {"geometry": {"type": "Polygon", "coordinates": [ring]}, "costValue": query["costValue"]}


@contextmanager
def routing() -> Iterator[Routing]:
    """The service, while it is needed."""
    server = Routing()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
