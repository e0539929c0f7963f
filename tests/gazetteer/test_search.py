"""What people type, and what they mean."""

from __future__ import annotations

import pytest

from gazetteer.index import Gazetteer
from gazetteer.model import Kind
from gazetteer.search import WAYS, search


@pytest.mark.parametrize(
    ("text", "within", "name", "way"),
    [
        ("修武", None, "修武县", "exact"),
        ("修武县", None, "修武县", "exact"),
        ("柏", "410822", "柏山镇", "prefix"),
        ("xiuwu", None, "修武县", "pinyin"),
        ("XiuWu", None, "修武县", "pinyin"),
        ("changge", None, "长葛市", "pinyin"),  # 长 is read chang here
        ("zhangge", None, "长葛市", "pinyin"),  # and zhang by those who don't know
        ("baishan", "410822", "柏山镇", "pinyin"),
        ("baishanz", "410822", "柏山镇", "pinyin prefix"),
        ("bsz", "410822", "柏山镇", "initials"),
        ("武涉县", None, "武陟县", "lookalike"),
        ("焦做市", None, "焦作市", "homophone"),
        ("藏集", "411700", "臧集村", "homophone"),
        ("柏山鎮", "410822", "柏山镇", "exact"),
        ("柏山真镇", "410822", "柏山镇", "slip"),
    ],
)
def test_finds_what_is_meant(gazetteer: Gazetteer, text: str, within: str | None, name: str, way: str) -> None:
    hits = search(gazetteer, text, within)
    assert (name, way) in [(hit.place.name, hit.way) for hit in hits[:5]]


@pytest.mark.parametrize("text", ["", "   ", "%", "'; DROP TABLE place", "🙂", "\x00", "查" * 500])
def test_odd_queries_find_nothing(gazetteer: Gazetteer, text: str) -> None:
    assert search(gazetteer, text) == []


def test_best_comes_first_and_the_limit_holds(gazetteer: Gazetteer) -> None:
    hits = search(gazetteer, "zhang", limit=7)
    assert len(hits) == 7
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert search(gazetteer, "修武", limit=0) == []


def test_stays_in_its_region_and_kind(gazetteer: Gazetteer) -> None:
    hits = search(gazetteer, "张庄", "410000", kinds=[Kind.VILLAGE])
    assert hits
    assert {(h.place.admin[0], h.place.kind) for h in hits} == {("河南省", Kind.VILLAGE)}


def test_guesses_come_only_when_nothing_is_written_so(gazetteer: Gazetteer) -> None:
    assert {hit.way for hit in search(gazetteer, "修武县")} <= {"exact", "prefix"}


def test_every_way_has_its_worth() -> None:
    assert list(WAYS.values()) == sorted(WAYS.values(), reverse=True)
