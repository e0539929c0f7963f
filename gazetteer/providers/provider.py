"""How is an online service asked for a place? Slowly, with patience, never twice the same, and checked against the map.

Nothing in the house asks the network by itself: a provider is made with a key by whoever wants one. Its answer is
kept for `KEPT_S`, asked for again after a failure with growing pauses, and believed only when it lies in the county
that it should lie in.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import ProxyHandler, Request, build_opener, getproxies

from gazetteer.errors import NoAnswer
from gazetteer.index import Gazetteer
from gazetteer.model import Kind
from geo.position import Position

KEPT_S = 90 * 24 * 3600.0
TIMEOUT_S = 10.0
PAUSES_S = (0.5, 2.0, 8.0)
MOST_BYTES = 2_000_000
_WORTH_ANOTHER_TRY = range(500, 600)


@dataclass(frozen=True, slots=True)
class Answer:
    """A place as an online service has it: WGS-84, with the radius that its kind of answer deserves."""

    name: str
    kind: Kind
    position: Position
    uncertainty_m: float
    code: str | None = None


class PlaceProvider(Protocol):
    """An online service that knows places."""

    key: str
    """Its name as a source."""

    def find(self, name: str, county: str) -> tuple[Answer, ...]:
        """Give places of a name in a county (its id), best first; those elsewhere are left out.

        Raises
        ------
        NoAnswer
        """


@dataclass(slots=True)
class Client:
    """Asks one service by HTTP: so many questions a second, again after a failure, kept in a file.

    `secret` is the name of the parameter that holds the user's key, which is neither kept nor told.
    """

    cache: Path
    per_second: float
    secret: str
    pauses_s: tuple[float, ...] = PAUSES_S
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    _last: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, url: str, parameters: dict[str, str]) -> Any:
        """Give the JSON that a service answers.

        Raises
        ------
        NoAnswer
        """
        open_ = {name: value for name, value in parameters.items() if name != self.secret}
        digest = hashlib.sha256(json.dumps([url, open_], sort_keys=True).encode()).hexdigest()
        if (kept := self._kept(digest)) is not None:
            return json.loads(kept)
        text = self._fetched(f"{url}?{urlencode(parameters)}", urlsplit(url).netloc)
        try:
            content = json.loads(text)
        except ValueError as error:
            host = urlsplit(url).netloc
            raise NoAnswer(
                f"{host} 的回答不是 JSON；请稍后再试，或检查网络是否需要登录。",
                f"the answer of {host} is no JSON; try again later, or check whether the network wants a login.",
            ) from error
        self._keep(digest, text)
        return content

    def forget(self, url: str, parameters: dict[str, str]) -> None:
        """Drop an answer that turned out to be a refusal, so that it is asked for again."""
        open_ = {name: value for name, value in parameters.items() if name != self.secret}
        digest = hashlib.sha256(json.dumps([url, open_], sort_keys=True).encode()).hexdigest()
        with closing(self._opened()) as file, file:
            file.execute("DELETE FROM answer WHERE question = ?", (digest,))

    def _fetched(self, url: str, host: str) -> str:
        reason = ""
        for pause in (*self.pauses_s, None):
            self._wait()
            try:
                # Only http and https: file: and ftp: would read what is none of ours.
                opener = build_opener(ProxyHandler(getproxies()))
                with opener.open(Request(url, headers={"User-Agent": "zhenggai-map"}), timeout=TIMEOUT_S) as response:  # noqa: S310
                    return str(response.read(MOST_BYTES).decode("utf-8"))
            except HTTPError as error:
                reason = f"HTTP {error.code}"
                if error.code not in _WORTH_ANOTHER_TRY and error.code != 429:
                    break
            except (URLError, TimeoutError, ConnectionError, UnicodeDecodeError) as error:
                reason = str(getattr(error, "reason", error))
            if pause is not None:
                self.sleep(pause)
        raise NoAnswer(
            f"{host} 没有回答（{reason}）；请检查网络和密钥后再试，离线时不受影响。",
            f"{host} gave no answer ({reason}); check the network and the key. Everything else works without it.",
        )

    def _wait(self) -> None:
        with self._lock:
            pause = self._last + 1 / self.per_second - self.clock()
            if pause > 0:
                self.sleep(pause)
            self._last = self.clock()

    def _kept(self, digest: str) -> str | None:
        with closing(self._opened()) as file:
            row = file.execute(
                "SELECT text FROM answer WHERE question = ? AND at > ?", (digest, self.clock() - KEPT_S)
            ).fetchone()
        return None if row is None else str(row[0])

    def _keep(self, digest: str, text: str) -> None:
        with closing(self._opened()) as file, file:
            file.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (digest, self.clock(), text))

    def _opened(self) -> sqlite3.Connection:
        self.cache.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(self.cache, timeout=30)
        file.execute(
            "CREATE TABLE IF NOT EXISTS answer (question TEXT PRIMARY KEY, at REAL NOT NULL, text TEXT NOT NULL)"
        )
        return file


def inside(answers: tuple[Answer, ...], county: str, gazetteer: Gazetteer) -> tuple[Answer, ...]:
    """Keep the answers that lie in a county: a service that finds no 某村 there offers one of another province."""
    return tuple(answer for answer in answers if gazetteer.at(answer.position) == county)
