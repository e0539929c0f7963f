"""Whether the places that real documents name are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gazetteer.index import Gazetteer
from gazetteer.model import Kind

GOLD = Path(__file__).parents[2].parent / "shared" / "gold"


def mentioned(kind: str) -> set[tuple[str, str]]:
    """Give the names of one kind in the gold documents, each with the chain above it."""
    return {
        (line["canonical"], line["container"])
        for file in GOLD.glob("*.mentions.jsonl")
        for line in map(json.loads, file.read_text("utf-8").splitlines())
        if line["type"] == kind and not line.get("optional") and line["container"]
    }


def found(gazetteer: Gazetteer, name: str, container: str, kind: Kind) -> bool:
    """True when the name is found within the county of its chain."""
    within = None
    for part in container.split("/")[:3]:
        holders = gazetteer.named(part, within, [Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.FUNCTIONAL_ZONE])
        if holders:
            within = holders[0].id
    return bool(gazetteer.named(name, within, [kind]))


@pytest.mark.shared
def test_every_township_is_found_in_its_county(gazetteer: Gazetteer) -> None:
    names = mentioned("township")
    assert len(names) >= 20
    assert {n for n in names if not found(gazetteer, *n, Kind.TOWNSHIP)} == set()


@pytest.mark.shared
def test_nine_of_ten_villages_are_found_in_their_county(gazetteer: Gazetteer) -> None:
    names = mentioned("village")
    assert len(names) >= 18
    missing = {n for n in names if not found(gazetteer, *n, Kind.VILLAGE)}
    assert len(missing) <= len(names) * 3 // 27, missing
