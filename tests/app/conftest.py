"""What tests of the store and the service stand on: invented documents, and a store that holds the samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.db.engine import connect
from app.services.ingest import Told, ingest
from app.services.reading import Reading
from app.services.storing import Stored

SAMPLES = Path(__file__).parents[2] / "samples"

PROGRESS = """示例文件，内容虚构

焦作市生态环境督察整改进展情况（截至2023年6月30日）

一、大气污染防治不到位

1.扬尘管控不严。修武县七贤镇虚构建材有限公司堆场未覆盖，扬尘明显。

整改情况：已完成。（1）堆场已全部覆盖。（2）修武县已开展复查。

2.垃圾随意倾倒。武陟县西陶镇村南大坑倾倒建筑垃圾约3000立方米。

整改情况：达到序时进度。（1）正在清运。

整改时限：2022年12月底前

责任单位：武陟县人民政府、市城管局
"""

HOSTILE = """示例文件，内容虚构

焦作市生态环境督察整改进展情况

一、<script>alert(1)</script>与'; DROP TABLE findings; --

1.=cmd|'/c calc'!A1。温县虚构<img src=x onerror=alert(1)>有限公司污水直排，{{7*7}} ${7*7} %s %(x)s \\u0000 &lt;b&gt;。

整改情况：已完成。（1）=HYPERLINK("http://example.invalid","x")已整改。（2）"</script><script>alert(2)</script>

责任单位：<b>温县</b>人民政府、+1+1
"""


@dataclass(frozen=True)
class Desk:
    """Where a test writes its documents, and from where it has them stored."""

    folder: Path
    gazetteer_file: Path
    progress: str = PROGRESS
    hostile: str = HOSTILE
    samples: tuple[Path, ...] = tuple(sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".docx"}))

    def write(self, text: str, name: str = "示例.txt") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def keep(self, engine: Engine, *paths: Path, workers: int = 1) -> list[Told]:
        """Ingest files; what became of each document."""
        reading = Reading(self.gazetteer_file)
        return [told for one in ingest(engine, paths, reading, "tester", workers) for told in one]


@pytest.fixture
def desk(tmp_path: Path, gazetteer_file: Path) -> Desk:
    return Desk(tmp_path, gazetteer_file)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A fresh store for this test alone."""
    made = connect(database_url)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def filled_url(module_database_url: str, gazetteer_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store with the samples and a hostile document, for tests that only read it."""
    engine = connect(module_database_url)
    desk = Desk(tmp_path_factory.mktemp("desk"), gazetteer_file)
    files = (*desk.samples, desk.write(HOSTILE, "<b>&'\".txt"))
    told = desk.keep(engine, *files)
    engine.dispose()
    assert [type(one) for one in told] == [Stored] * len(files), [getattr(one, "defect", "") for one in told]
    return module_database_url


@pytest.fixture(scope="module")
def filled(filled_url: str) -> Iterator[Engine]:
    engine = connect(filled_url)
    yield engine
    engine.dispose()
