"""A producer's server on 127.0.0.1, whose answers each test writes: this is the only network of the tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from maillage.sources.fetching import Policy

Answer = Callable[["Exchange"], None]


@dataclass
class Producer:
    """The answers to give, in order and by path (the last one is repeated), and the requests received."""

    address: str = ""
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def at(self, path: str, *answers: Answer) -> str:
        self.answers[path] = list(answers)
        return f"{self.address}{path}"


class Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    producer: Producer

    def do_GET(self) -> None:
        self.producer.requests.append((self.path, dict(self.headers)))
        answers = self.producer.answers.get(self.path.partition("?")[0])
        if not answers:
            self.send_error(404)
            return
        (answers.pop(0) if len(answers) > 1 else answers[0])(self)

    def log_message(self, *args: object) -> None:
        """Keep the tests quiet."""

    def give(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True


@pytest.fixture
def producer() -> Iterator[Producer]:
    state = Producer()
    handler = type("Handler", (Exchange,), {"producer": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    state.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def waits() -> list[float]:
    """The pauses that a download asked for, none of them really taken."""
    return []


@pytest.fixture
def policy(waits: list[float]) -> Policy:
    return Policy(attempts=3, timeout=5, allowed_hosts=frozenset({"127.0.0.1"}), sleep=waits.append)
