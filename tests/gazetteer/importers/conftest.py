"""An office with nothing of its own yet, and the one way in for every importer's test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gazetteer.importers.plan import Plan
from gazetteer.importers.record import Options
from gazetteer.importers.run import read_plans, require_usable
from gazetteer.index import Gazetteer
from gazetteer.office_file import OfficeFile
from gazetteer.overlay import OfficeGazetteer
from geo.datums import Datum

NOW = "2026-01-02T03:04:05+00:00"
COUNTY = "cn:410821"
"""A county of the test region; the invented places of the samples lie around its centre."""


@pytest.fixture(scope="session")
def gazetteer(gazetteer_file: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(gazetteer_file) as opened:
        yield opened


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeFile]:
    held = OfficeFile(tmp_path / "office.db")
    yield held
    held.close()


Bring = Callable[..., Plan]


@pytest.fixture
def bring(gazetteer: Gazetteer, office: OfficeFile) -> Bring:
    """Import a file as the command does; `dry` stores nothing."""

    def run(word: str, path: Path, options: Options | None = None, *, dry: bool = False) -> Plan:
        (made,) = plans = read_plans(
            word, path, options or Options(datum=Datum.WGS84), gazetteer, office, who="tester", now=NOW
        )
        if not dry:
            require_usable(plans, path)
            office.replace(made.source, made.places)
        return made

    return run


@pytest.fixture
def whole(gazetteer_file: Path, office: OfficeFile) -> Callable[[], OfficeGazetteer]:
    """The gazetteer with what was imported so far."""
    return lambda: OfficeGazetteer(gazetteer_file, office)
