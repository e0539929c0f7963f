"""The demo, as a person runs it: up to the open map, and nothing left behind after Ctrl-C."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.cluster import Cluster

pytestmark = pytest.mark.database

DEMO = [sys.executable, "-c", "from app.cli import main; main()", "demo"]


@pytest.fixture(scope="module")
def data_dir(gazetteer_file: Path) -> Iterator[Path]:
    """A new data folder, but for the gazetteer, which takes a minute to build; tests/test_wheel.py builds it."""
    folder = Path(tempfile.mkdtemp(prefix="zhenggai-demo-", dir="/tmp"))
    folder.chmod(0o755)  # the unprivileged database user must pass through
    (folder / "data").mkdir()
    shutil.copy(gazetteer_file, folder / "data" / "gazetteer.db")
    yield folder / "data"
    Cluster(folder / "data" / "cluster").stop()
    shutil.rmtree(folder)


def start(data_dir: Path) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHENGGAI_")}
    environment |= {"ZHENGGAI_DATA_DIR": str(data_dir), "ZHENGGAI_LANG": "en"}
    return subprocess.Popen(
        DEMO, stderr=subprocess.PIPE, text=True, env=environment, cwd=Path(__file__).parents[2], start_new_session=True
    )


def opened(demo: subprocess.Popen[str]) -> tuple[str, list[str]]:
    """The address it names in the end, and the lines before."""
    assert demo.stderr is not None
    lines: list[str] = []
    for line in demo.stderr:
        lines.append(line)
        address = re.search(r"http://\S+", line)
        if address:
            return address.group(), lines
    pytest.fail("the demo ended without an address:\n" + "".join(lines))


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["first run, Ctrl-C", "second run, terminated"])
def test_opens_the_map_and_cleans_up(data_dir: Path, stop: signal.Signals) -> None:
    with start(data_dir) as demo:
        address, lines = opened(demo)
        steps = [line for line in lines if re.match(r"\d\. ", line)]
        assert len(steps) == 5
        assert sum("done in" in line for line in lines) == len(steps), "each step tells its time"
        with urllib.request.urlopen(address, timeout=30) as page:
            assert "示例数据" in page.read().decode()
        os.killpg(demo.pid, stop)
        demo.communicate(timeout=60)
    assert demo.returncode == 128 + stop
    assert not Cluster(data_dir / "cluster").running()


def test_a_server_that_was_up_before_stays_up(data_dir: Path) -> None:
    cluster = Cluster(data_dir / "cluster")
    cluster.start()
    with start(data_dir) as demo:
        opened(demo)
        os.killpg(demo.pid, signal.SIGINT)
        demo.communicate(timeout=60)
    assert cluster.running()
