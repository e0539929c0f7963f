"""Filters mean the same wherever they are written, and the same in SQL as without a database."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from app.errors import WrongOption
from app.services.features import read_features, stored_features
from app.services.filters import NAMES, Filters, parse_filters
from app.services.reading import Read, Reading, read
from app.web.asking import FILTER_PARAMETERS
from findings.model import Category, Status
from gazetteer.index import Gazetteer
from gazetteer.model import Precision
from geo.position import BBox
from layers.feature import SiteFeature

TODAY = date(2024, 1, 15)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({}, Filters()),
        ({"status": ["closed,completed"]}, Filters(status=(Status.CLOSED, Status.COMPLETED))),
        ({"status": ["closed", "completed", "closed"]}, Filters(status=(Status.CLOSED, Status.COMPLETED))),
        ({"category": ["water"]}, Filters(category=(Category.WATER,))),
        ({"precision": ["place, exact"]}, Filters(precision=(Precision.PLACE, Precision.EXACT))),
        ({"county": ["温县", "修武县"]}, Filters(county=("温县", "修武县"))),
        ({"document": ["甲，乙.docx"]}, Filters(document=("甲，乙.docx",))),
        ({"overdue": ["true"]}, Filters(overdue=True)),
        ({"overdue": ["0"]}, Filters(overdue=False)),
        ({"due_before": ["2024-02-29"]}, Filters(due_before=date(2024, 2, 29))),
        ({"q": [" 污水 "]}, Filters(q="污水")),
        ({"q": [""], "county": [" "]}, Filters()),
        ({"bbox": ["112,34,114,36"]}, Filters(bbox=BBox(112, 34, 114, 36))),
        ({"bbox": ["170,-10,-170,10"]}, Filters(bbox=BBox(170, -10, -170, 10))),
    ],
)
def test_reads_filters(written: dict[str, list[str]], meant: Filters) -> None:
    assert parse_filters(written) == meant


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ({"colour": ["red"]}, "colour"),
        ({"status": ["finished"]}, "finished"),
        ({"category": ["water,fire"]}, "fire"),
        ({"overdue": ["maybe"]}, "maybe"),
        ({"due_before": ["2023-02-29"]}, "2023-02-29"),
        ({"due_before": ["20240101"]}, "20240101"),
        ({"due_after": ["２０２４-01-01"]}, "２０２４-01-01"),
        ({"q": ["a", "b"]}, "q"),
        ({"q": ["a\x00b"]}, "q"),
        ({"q": ["\ud800"]}, "q"),
        ({"q": ["长" * 201]}, "200"),
        ({"bbox": ["1,2,3"]}, "1,2,3"),
        ({"bbox": ["112,36,114,34"]}, "112,36,114,34"),
        ({"bbox": ["nan,0,1,1"]}, "nan"),
        ({"bbox": ["-181,0,1,1"]}, "-181"),
        ({"bbox": ["0,0,1,inf"]}, "inf"),
    ],
)
def test_refuses_what_cannot_be_and_names_it(written: dict[str, list[str]], named: str) -> None:
    with pytest.raises(WrongOption) as raised:
        parse_filters(written)
    assert named in raised.value.zh
    assert named in raised.value.en


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), st.lists(st.text(max_size=30), max_size=3)))
def test_any_words_are_filters_or_a_sentence(written: dict[str, list[str]]) -> None:
    with contextlib.suppress(WrongOption):
        assert isinstance(parse_filters(written), Filters)


def test_the_api_describes_every_filter() -> None:
    assert [parameter["name"] for parameter in FILTER_PARAMETERS] == list(NAMES)


# -- the same in SQL as without a database -------------------------------------------------------------------------


SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def fresh(gazetteer_file: Path) -> list[Read]:
    """The samples as read without a database."""
    files = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".docx"})
    return [one for path in files for one in read(path, Reading(gazetteer_file)) if isinstance(one, Read)]


def plain(features: Iterable[SiteFeature]) -> Counter[str]:
    """Features without what only the store gives them; positions to the accuracy of a double."""
    return Counter(repr(replace(one, id="", finding_url=None)) for one in features)


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(tuple)


def words(vocabulary: type[Status | Category | Precision]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.just(()) | st.lists(st.sampled_from(list(vocabulary)), min_size=1, max_size=3, unique=True).map(tuple)


days = st.none() | st.dates(date(2021, 1, 1), date(2026, 12, 31))
boxes = st.none() | st.tuples(
    st.floats(112.5, 113.6), st.floats(32.5, 35.2), st.floats(112.5, 114.5), st.floats(32.5, 35.5)
).map(lambda box: BBox(box[0], min(box[1], box[3]), box[2], max(box[1], box[3])))
filters = st.builds(
    Filters,
    document=some("jiaozuo-progress.txt", "biyang-progress.txt", "nothing.txt"),
    county=some("泌阳县", "修武县", "411726", "410821", "别处"),
    township=some("七贤镇", "别处"),
    status=words(Status),
    category=words(Category),
    overdue=st.none() | st.booleans(),
    due_before=days,
    due_after=days,
    precision=words(Precision),
    unit=some("人民政府", "局", "100%_"),
    q=st.none() | st.sampled_from(["污水", "县", "%", "_", "\\", "A", "有限公司"]),
    bbox=boxes,
)


@pytest.mark.parametrize("placeless", [False, True])
def test_the_store_holds_what_was_read(
    filled: Engine, fresh: list[Read], gazetteer_file: Path, placeless: bool
) -> None:
    names = tuple(one.document.name for one in fresh)
    with Gazetteer.open(gazetteer_file) as gazetteer:
        expected = read_features(fresh, Filters(), gazetteer, TODAY, placeless=placeless)
    stored = list(stored_features(filled, Filters(document=names), TODAY, placeless=placeless))
    assert len(stored) >= 100
    assert plain(stored) == plain(expected)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=filters, today=st.dates(date(2021, 1, 1), date(2026, 12, 31)), placeless=st.booleans())
def test_filters_choose_the_same_in_sql(
    filled: Engine, fresh: list[Read], gazetteer_file: Path, filters: Filters, today: date, placeless: bool
) -> None:
    names = tuple(one.document.name for one in fresh)
    among = replace(filters, document=filters.document or names)
    with Gazetteer.open(gazetteer_file) as gazetteer:
        expected = read_features(fresh, among, gazetteer, today, placeless=placeless)
    assert plain(stored_features(filled, among, today, placeless=placeless)) == plain(expected)
