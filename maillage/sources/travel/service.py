"""One routing service: asked politely (so many a second), again when it is busy, its refusals told in French."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import numpy as np
from tenacity import RetryError, Retrying, retry_if_result, stop_after_attempt, wait_exponential

from maillage import __version__
from maillage.tables.errors import DataError

BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
EXCERPT = 200


@dataclass
class Service:
    """Where to ask, under which name, and how often at most; `sleep` is what waits."""

    name: str
    address: str
    per_second: float = 0.0
    attempts: int = 5
    timeout: float = 60.0
    sleep: Callable[[float], None] = time.sleep
    _next: float = field(default=0.0, init=False)

    def ask(
        self, path: str, *, query: dict[str, Any] | None = None, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The JSON object of an answer; DataError when it does not come, is refused, or cannot be read."""
        answer = self._answer(self.address.rstrip("/") + path, query, body)
        try:
            content = answer.json()
        except ValueError as error:
            raise self._refusal("sa réponse n’est pas du JSON") from error
        if answer.is_error:
            raise self._refusal(f"réponse {answer.status_code} : {str(content)[:EXCERPT]}")
        if not isinstance(content, dict):
            raise self._refusal("sa réponse n’est pas un objet JSON")
        return content

    def _answer(self, address: str, query: dict[str, Any] | None, body: dict[str, Any] | None) -> httpx.Response:
        retrying = Retrying(
            stop=stop_after_attempt(self.attempts),
            wait=wait_exponential(multiplier=1, max=30),
            retry=retry_if_result(lambda answer: answer.status_code in BUSY),
            sleep=self.sleep,
        )
        headers = {"User-Agent": f"Maillage/{__version__}"}
        try:
            return retrying(self._once, address, query, body, headers)
        except RetryError as error:
            status = error.last_attempt.result().status_code
            raise self._refusal(f"il reste occupé (réponse {status} après {self.attempts} essais)") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._refusal(f"il ne répond pas ({error})") from error

    def _once(
        self, address: str, query: dict[str, Any] | None, body: dict[str, Any] | None, headers: dict[str, str]
    ) -> httpx.Response:
        if self.per_second:
            now = time.monotonic()
            self.sleep(max(self._next - now, 0.0))
            self._next = max(self._next, now) + 1 / self.per_second
        if body is None:
            return httpx.get(address, params=query, headers=headers, timeout=self.timeout)
        return httpx.post(address, json=body, headers=headers, timeout=self.timeout)

    def _refusal(self, why: str) -> DataError:
        return DataError(
            f"Le service de trajets {self.name} n’a pas donné de table : {why}.",
            expected=f"un service {self.name} à l’adresse {self.address}",
            mend="Vérifiez l’adresse et que le service tourne, puis relancez : rien n’a été écrit.",
        )


def by_blocks(
    origins: np.ndarray, places: np.ndarray, side: int, ask: Callable[[np.ndarray, np.ndarray], np.ndarray]
) -> np.ndarray:
    """The table (n, m) of origins (n, 2) to places (m, 2), asked by squares of `side` points that a service allows."""
    found = np.full((len(origins), len(places)), np.nan)
    for row in range(0, len(origins), side):
        for column in range(0, len(places), side):
            here, there = slice(row, row + side), slice(column, column + side)
            found[here, there] = ask(origins[here], places[there])
    return found
