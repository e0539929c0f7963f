"""The file and the database keep an office's places alike: the same questions, the same answers, in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely
from sqlalchemy import Engine

from app.services.places import DatabasePlaces, follow
from gazetteer.model import Kind, Precision
from gazetteer.office import OfficePlace, OfficeSource, PlaceStore, entity_of, own_id
from gazetteer.office_file import OfficeFile
from gazetteer.overlay import OfficeGazetteer
from geo.position import Position

LISTED = OfficeSource(
    "own:示例", "示例", "own", "内部", "示例.csv", "cgcs2000", redistributable=False, person=False,
    imported_at="2026-01-02T03:04:05+00:00", imported_by="tester",
)  # fmt: skip
PINNED = replace(LISTED, key="pins:示例", importer="pins", redistributable=True, person=True)
COUNTY = "cn:410000/cn:410800/cn:410821/"
OTHER = "cn:410000/cn:410800/cn:410825/"


def place(source: OfficeSource, name: str, kind: Kind = Kind.ENTERPRISE, **given: Any) -> OfficePlace:
    entity = given.pop("entity", entity_of(kind, name, "cn:410821"))
    values: dict[str, Any] = {
        "id": own_id(entity, given.pop("number", 0)),
        "entity": entity,
        "source": source.key,
        "name": name,
        "kind": kind,
        "position": Position(113.2434811, 35.3097784),
        "precision": Precision.PLACE,
        "uncertainty_m": 100.0,
        "held": (COUNTY,),
    }
    return OfficePlace(**values | given)


RIVER = shapely.to_wkb(shapely.linestrings([[113.1, 35.3], [113.3, 35.31], [113.41, 35.2]]))
PLACES = (
    place(LISTED, "虚构石料有限公司", aliases=(("虚构石料", "form"), ("A石料", "alias")), code="91410821MA0000000X"),
    place(
        LISTED, "虚构石料有限公司", number=1, position=Position(113.3, 35.3), placed_at="2025-01-01", placed_by="张三"
    ),
    place(LISTED, "示例河", Kind.RIVER, precision=Precision.LINE, extent_m=15000.5, wkb=RIVER, held=(COUNTY, OTHER)),
    place(LISTED, "示例村", Kind.VILLAGE, entity="cn:410821100201"),
    place(LISTED, "示例坑", Kind.OTHER, held=(OTHER,)),
)
PIN = place(PINNED, "虚构石料有限公司", precision=Precision.EXACT, uncertainty_m=8.0)


@pytest.fixture
def stores(engine: Engine, tmp_path: Path) -> Iterator[tuple[PlaceStore, PlaceStore]]:
    file = OfficeFile(tmp_path / "office.db")
    yield file, DatabasePlaces(engine)
    file.close()


QUESTIONS: dict[str, Callable[[PlaceStore], Any]] = {
    "sources": lambda s: s.sources(),
    "counts": lambda s: dict(s.counts()),
    "named anywhere": lambda s: s.named(["虚构石料"], None),
    "named in a county": lambda s: s.named(["示例河", "示例坑"], [OTHER]),
    "named in a city": lambda s: s.named(["示例河", "示例坑"], ["cn:410000/cn:410800/"]),
    "named elsewhere": lambda s: s.named(["虚构石料"], ["cn:410000/cn:410900/"]),
    "named nowhere": lambda s: s.named(["虚构石料"], []),
    "of entities": lambda s: s.of_entities([PLACES[0].entity, "cn:1"]),
    "built in": lambda s: s.built_in(),
    "by ids": lambda s: s.by_ids([PLACES[1].id, PLACES[2].id]),
    "names within": lambda s: s.names_within([COUNTY]),
    "beginning": lambda s: s.beginning("虚构", 10),
    "beginning, two": lambda s: s.beginning("示例", 1),
    "all": lambda s: list(s.places()),
    "of one source": lambda s: list(s.places("pins:示例")),
}


def same_answers(stores: tuple[PlaceStore, PlaceStore]) -> dict[str, Any]:
    file, database = ({name: ask(store) for name, ask in QUESTIONS.items()} for store in stores)
    assert file == database
    return file


def test_both_are_empty_at_first(stores: tuple[PlaceStore, PlaceStore]) -> None:
    assert not any(same_answers(stores).values())


def test_both_give_back_what_was_stored(stores: tuple[PlaceStore, PlaceStore]) -> None:
    for store in stores:
        assert store.replace(LISTED, PLACES) == len(PLACES)
        store.put(PINNED, [PIN])
    answers = same_answers(stores)
    assert answers["sources"] == (LISTED, PINNED)
    assert sorted(answers["all"], key=repr) == sorted((*PLACES, PIN), key=repr)
    assert [p.name for p in answers["named in a county"]] == [
        p.name for p in sorted(PLACES, key=lambda p: p.id) if p.name in {"示例河", "示例坑"}
    ]
    assert answers["built in"] == {"cn:410821100201"}
    assert answers["named elsewhere"] == []
    assert len(answers["of entities"]) == 3


def test_both_change_alike(stores: tuple[PlaceStore, PlaceStore]) -> None:
    for store in stores:
        store.replace(LISTED, PLACES)
        store.put(PINNED, [PIN])
        before = store.stamp()
        store.replace(LISTED, PLACES[:1])
        store.put(PINNED, [replace(PIN, uncertainty_m=3.0), place(PINNED, "另一处示例")])
        assert store.stamp() != before
    answers = same_answers(stores)
    assert answers["counts"] == {"own:示例": 1, "pins:示例": 2}
    for store in stores:
        assert store.remove("own:示例") == 1
        assert store.remove("own:示例") == -1
    assert same_answers(stores)["sources"] == (PINNED,)


def test_a_failed_import_leaves_both_as_they_were(stores: tuple[PlaceStore, PlaceStore]) -> None:
    def broken() -> Iterator[OfficePlace]:
        yield PLACES[0]
        raise KeyboardInterrupt

    for store in stores:
        store.replace(PINNED, [PIN])
        with pytest.raises(KeyboardInterrupt):
            store.replace(PINNED, broken())
    assert same_answers(stores)["all"] == [PIN]


def test_the_overlay_answers_the_same_from_both(stores: tuple[PlaceStore, PlaceStore], gazetteer_file: Path) -> None:
    for store in stores:
        store.replace(LISTED, PLACES)
        store.put(PINNED, [PIN])
    answers: list[list[Any]] = []
    for store in stores:
        office = OfficeGazetteer(gazetteer_file, store)
        answers.append(
            [
                office.named("虚构石料", "410821"),
                office.named("示例河", "410825"),
                office.place(PIN.id),
                office.descendants("cn:410821", (Kind.RIVER, Kind.ENTERPRISE)),
                office.source("pins:示例"),
                office.stats()[-2:],
            ]
        )
        office.close()
    assert answers[0] == answers[1]
    (company,) = answers[0][0]
    assert (company.precision, company.uncertainty_m, company.source) == (Precision.EXACT, 8.0, "pins:示例")


def test_a_file_hands_its_places_over_once_and_then_repeats_the_database(engine: Engine, tmp_path: Path) -> None:
    file, database = OfficeFile(tmp_path / "office.db"), DatabasePlaces(engine)
    file.replace(LISTED, PLACES)
    assert follow(file, database)
    assert list(database.places()) == list(file.places())
    assert not follow(file, database)
    database.put(PINNED, [PIN])
    assert follow(file, database)
    assert file.sources() == (LISTED, PINNED)
    database.put(PINNED, [replace(PIN, uncertainty_m=4.0)])  # within the same second
    assert follow(file, database)
    assert [place.uncertainty_m for place in file.places(PINNED.key)] == [4.0]
    database.put(PINNED, [PIN])
    database.remove(LISTED.key)
    assert follow(file, database)
    assert list(file.places()) == [PIN]
    file.close()
