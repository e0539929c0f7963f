"""The whole country's gazetteer, opened once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gazetteer.index import Gazetteer


@pytest.fixture(scope="session")
def gazetteer(gazetteer_file: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(gazetteer_file) as opened:
        yield opened
