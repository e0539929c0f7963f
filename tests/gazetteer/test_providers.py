"""Online services, against a server of our own that speaks the documented JSON: patience, memory, and disbelief."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from gazetteer.errors import NoAnswer
from gazetteer.index import Gazetteer
from gazetteer.model import Kind
from gazetteer.providers.provider import KEPT_S, PAUSES_S, PlaceProvider
from gazetteer.providers.tianditu import PER_SECOND, Tianditu

COUNTY = "cn:410821"
INSIDE, ELSEWHERE = "113.243481,35.309778", "116.391,39.907"


def poi(name: str, lonlat: str) -> dict[str, str]:
    return {"name": name, "lonlat": lonlat, "hotPointID": "A1", "address": "示例路"}


@dataclass
class Service:
    """What the server is to answer, and what it was asked; `failures` are statuses that it answers first."""

    url: str = ""
    pois: list[dict[str, str]] = field(default_factory=list)
    location: dict[str, Any] | None = None
    failures: list[int] = field(default_factory=list)
    refusal: dict[str, Any] | None = None
    asked: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)

    def answer(self, path: str) -> dict[str, Any]:
        if self.refusal is not None:
            return self.refusal
        if path == "/geocoder":
            return {"msg": "ok", "status": "0", "location": self.location} if self.location else {"status": "101"}
        return {
            "count": len(self.pois),
            "resultType": 1,
            "pois": self.pois,
            "status": {"infocode": 1000, "cndesc": "服务正常"},
        }


@pytest.fixture
def service() -> Iterator[Service]:
    told = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            told.asked.append((parts.path, parse_qs(parts.query)))
            status = told.failures.pop(0) if told.failures else 200
            body = json.dumps(told.answer(parts.path), ensure_ascii=False).encode() if status == 200 else b"busy"
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Clock:
    """Time that passes only when somebody sleeps."""

    now: float = 1_000_000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tianditu(service: Service, clock: Clock, gazetteer: Gazetteer, tmp_path: Path) -> Tianditu:
    made = Tianditu("secret-key", tmp_path, gazetteer, service.url)
    made.client.clock = lambda: clock.now
    made.client.sleep = clock.sleep
    return made


def test_finds_what_lies_in_the_county_and_leaves_the_rest(service: Service, tianditu: Tianditu) -> None:
    service.pois = [poi("虚构石料有限公司", INSIDE), poi("虚构石料有限公司", ELSEWHERE)]
    provider: PlaceProvider = tianditu
    (answer,) = provider.find("虚构石料", COUNTY)
    assert (answer.name, answer.kind, answer.code) == ("虚构石料有限公司", Kind.ENTERPRISE, "A1")
    assert answer.uncertainty_m >= 100
    path, asked = service.asked[0]
    assert path == "/v2/search"
    assert json.loads(asked["postStr"][0])["specify"] == "156410821"


@pytest.mark.parametrize(("score", "count"), [(100, 1), (79, 0), ("坏", 0), (None, 0)])
def test_the_geocoder_is_believed_when_it_is_sure(
    service: Service, tianditu: Tianditu, score: object, count: int
) -> None:
    service.location = {"lon": 113.243481, "lat": 35.309778, "keyWord": "示例", "score": score}
    assert len(tianditu.find("示例路", COUNTY)) == count
    assert json.loads(service.asked[1][1]["ds"][0])["keyWord"].endswith("修武县示例路")


def test_the_same_question_is_asked_once(service: Service, tianditu: Tianditu, clock: Clock) -> None:
    service.pois = [poi("虚构石料有限公司", INSIDE)]
    assert tianditu.find("虚构石料", COUNTY) == tianditu.find("虚构石料", COUNTY)
    assert len(service.asked) == 2  # one search, one address
    clock.now += KEPT_S + 1
    tianditu.find("虚构石料", COUNTY)
    assert len(service.asked) == 4


def test_questions_are_spaced(service: Service, tianditu: Tianditu, clock: Clock) -> None:
    for number in range(3):
        tianditu.find(f"示例{number}", COUNTY)
    assert clock.slept == pytest.approx([1 / PER_SECOND] * 5)


def test_a_failure_is_tried_again_with_growing_pauses(service: Service, tianditu: Tianditu, clock: Clock) -> None:
    service.failures = [503, 429]
    service.pois = [poi("虚构石料有限公司", INSIDE)]
    assert len(tianditu.find("虚构石料", COUNTY)) == 1
    assert clock.slept[:2] == [PAUSES_S[0], PAUSES_S[1]]


@pytest.mark.parametrize(("failures", "questions"), [([500] * 9, len(PAUSES_S) + 1), ([403], 1)])
def test_what_keeps_failing_ends_in_a_sentence(
    service: Service, tianditu: Tianditu, failures: list[int], questions: int
) -> None:
    service.failures = list(failures)
    with pytest.raises(NoAnswer, match=f"HTTP {failures[0]}") as met:
        tianditu.find("虚构石料", COUNTY)
    assert len(service.asked) == questions
    assert "secret-key" not in met.value.zh + met.value.en


@pytest.mark.parametrize(
    "refusal",
    [
        {"code": 301012, "msg": "权限类型错误", "resolve": "权限类型错误"},
        {"status": {"infocode": 2001, "cndesc": "参数错误"}},
    ],
)
def test_a_refusal_is_told_and_not_remembered(service: Service, tianditu: Tianditu, refusal: dict[str, Any]) -> None:
    service.refusal = refusal
    with pytest.raises(NoAnswer) as met:
        tianditu.find("虚构石料", COUNTY)
    assert "错误" in met.value.zh
    service.refusal = None
    service.pois = [poi("虚构石料有限公司", INSIDE)]
    assert len(tianditu.find("虚构石料", COUNTY)) == 1


def test_the_key_is_not_kept(service: Service, tianditu: Tianditu, tmp_path: Path) -> None:
    tianditu.find("虚构石料", COUNTY)
    assert b"secret-key" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_without_a_key_it_says_how_to_get_one(gazetteer: Gazetteer, tmp_path: Path) -> None:
    with pytest.raises(NoAnswer, match=r"console\.tianditu\.gov\.cn"):
        Tianditu(None, tmp_path, gazetteer)


def test_without_a_network_it_says_so(gazetteer: Gazetteer, tmp_path: Path, clock: Clock) -> None:
    tianditu = Tianditu("secret-key", tmp_path, gazetteer, "http://127.0.0.1:9")
    tianditu.client.sleep = clock.sleep
    with pytest.raises(NoAnswer, match="gave no answer"):
        tianditu.find("虚构石料", COUNTY)
