"""What is shipped is enough: the wheel, alone in an empty environment, reads a document and brings up the demo."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
LOCK = REPOSITORY / "requirements.lock"
ROOMS = ("geo", "gazetteer", "findings", "layers", "app")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(REPOSITORY)]
    subprocess.run(build, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `zhenggai` of an environment that holds the wheel and what it asks for, in the versions of the lock."""
    folder = tmp_path_factory.mktemp("empty environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    constraints = folder / "constraints.txt"
    pins = [line.split(" ")[0] for line in LOCK.read_text(encoding="utf-8").splitlines() if "==" in line[:80]]
    constraints.write_text("\n".join(pin for pin in pins if not pin.startswith("#")), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "--disable-pip-version-check"]
    installed = subprocess.run(
        [*pip, "install", "--quiet", "--no-compile", "--constraint", str(constraints), str(wheel)],
        capture_output=True,
        text=True,
        check=False,
    )
    if installed.returncode:
        if os.environ.get("CI"):
            pytest.fail(installed.stderr)
        pytest.skip("the dependencies could not be installed; is there a network?")
    return folder / "bin" / "zhenggai"


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="zhenggai-wheel-", dir="/tmp"))
    folder.chmod(0o755)  # the unprivileged database user must pass through
    (folder / "data").mkdir()
    yield folder / "data"
    shutil.rmtree(folder)


def run(program: Path, *arguments: str, data_dir: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ZHENGGAI_"))}
    environment |= {"ZHENGGAI_DATA_DIR": str(data_dir), "ZHENGGAI_LANG": "en"}
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False, cwd="/", env=environment)


def test_the_wheel_carries_migrations_samples_and_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("app/migrations/versions/") for name in names)
    assert any(name.startswith("app/samples/") for name in names)
    assert any(name.startswith("gazetteer/data/") for name in names)
    assert any(name.startswith("layers/static/") for name in names)
    assert not any(name.startswith(("tests/", "alembic/")) for name in names)
    assert {Path(name).name for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}


def test_it_says_which_commands_there_are(program: Path, data_dir: Path) -> None:
    told = run(program, "--help", data_dir=data_dir)
    assert (told.returncode, told.stderr) == (0, "")
    for command in ("findings", "geoparse", "ingest", "serve", "export", "map", "demo"):
        assert command in told.stdout


def test_it_reads_a_sample_document(program: Path, data_dir: Path) -> None:
    (sample, *_) = sorted(program.parents[1].glob("lib/python*/site-packages/app/samples/*.txt"))
    told = run(program, "findings", str(sample), data_dir=data_dir)
    assert told.returncode == 0, told.stderr
    assert len(told.stdout.splitlines()) > 5


def test_it_asks_for_every_library_that_it_imports(program: Path, data_dir: Path) -> None:
    """Also those that only some commands import; development tools must not be among them."""
    walk = (
        "import importlib, pkgutil\n"
        f"for room in {ROOMS}:\n"
        "    found = pkgutil.walk_packages(importlib.import_module(room).__path__, room + '.')\n"
        "    for module in found:\n"
        "        if '.migrations.' not in module.name and module.name.rpartition('.')[2] != '__main__':\n"
        "            importlib.import_module(module.name)\n"
    )
    told = run(program.parent / "python", "-c", walk, data_dir=data_dir)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.full
def test_it_builds_the_gazetteer(program: Path, data_dir: Path, gazetteer_file: Path) -> None:
    told = run(program, "gazetteer", "build", data_dir=data_dir)
    assert told.returncode == 0, told.stderr
    counted = run(program, "gazetteer", "stats", data_dir=data_dir).stdout
    shutil.copy(gazetteer_file, data_dir / "gazetteer.db")
    assert run(program, "gazetteer", "stats", data_dir=data_dir).stdout == counted != ""


@pytest.mark.database
def test_it_brings_up_the_demo_twice_and_the_second_time_changes_nothing(
    program: Path, data_dir: Path, gazetteer_file: Path
) -> None:
    # Ours opens only if the wheel's data files are the very same; else the demo would build its own, and say so.
    shutil.copy(gazetteer_file, data_dir / "gazetteer.db")
    try:
        first = run(program, "demo", "--no-serve", data_dir=data_dir)
        assert first.returncode == 0, first.stderr
        exported = run(program, "export", "csv", "-o", str(data_dir / "1.csv"), data_dir=data_dir)
        assert exported.returncode == 0, exported.stderr
        second = run(program, "demo", "--no-serve", data_dir=data_dir)
        assert second.returncode == 0, second.stderr
        exported = run(program, "export", "csv", "-o", str(data_dir / "2.csv"), data_dir=data_dir)
        assert exported.returncode == 0, exported.stderr
        assert (data_dir / "1.csv").read_bytes() == (data_dir / "2.csv").read_bytes()
    finally:
        down = run(program, "db", "down", data_dir=data_dir)
    assert down.returncode == 0, down.stderr
