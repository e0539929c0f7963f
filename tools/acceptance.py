"""Does the installed product take the acceptance documents? Ingest them as a user would, and read the exports back.

Uses a data folder and database of its own, goes through the command line only, and ends with a line that counts.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools.built_gazetteer import built_gazetteer

REPOSITORY = Path(__file__).resolve().parents[1]
DOCUMENTS = REPOSITORY.parent / "shared" / "documents"
ZHENGGAI = Path(sys.executable).parent / "zhenggai"

# Findings that each document holds: two counted by gold annotations, the others by hand. The report has none.
FINDINGS = {
    "jiaozuo-progress.txt": 46,
    "jiaozuo-report.txt": 0,
    "luanchuan-plan.txt": 31,
    "xuchang-tasks.txt": 24,
    "zhumadian-progress.txt": 36,
}


def main() -> int:
    if not DOCUMENTS.is_dir():
        print(f"there is no folder {DOCUMENTS}")
        return 1
    passed = failed = 0
    folder = Path(tempfile.mkdtemp(prefix="zhenggai-acceptance-", dir="/tmp"))
    folder.chmod(0o755)  # the unprivileged database user must pass through
    os.environ["ZHENGGAI_DATA_DIR"] = str(folder / "data")
    os.environ["ZHENGGAI_LANG"] = "en"
    os.environ.pop("ZHENGGAI_DATABASE_URL", None)
    try:
        for check in checks(folder):
            try:
                check()
            except (AssertionError, subprocess.CalledProcessError, OSError, ValueError) as error:
                failed += 1
                print(f"FAILED {check.__doc__}: {error}")
                if isinstance(error, subprocess.CalledProcessError) and error.stderr:
                    print(error.stderr)
            else:
                passed += 1
                print(f"passed {check.__doc__}")
    finally:
        subprocess.run([ZHENGGAI, "db", "down"], check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def checks(folder: Path) -> list[Callable[[], None]]:
    """What is looked at, in order; each docstring is what is said of it."""
    documents = [DOCUMENTS / name for name in FINDINGS]
    csv_file, geojson_file = folder / "sites.csv", folder / "sites.geojson"

    def counts() -> None:
        """Every document gives as many findings as it holds"""
        for document in documents:
            found = len(zhenggai("findings", str(document)).splitlines())
            assert found == FINDINGS[document.name], f"{document.name}: {found} instead of {FINDINGS[document.name]}"

    def ingested() -> None:
        """All documents are stored"""
        (folder / "data").mkdir()
        shutil.copy(built_gazetteer(), folder / "data" / "gazetteer.db")
        zhenggai("db", "up")
        zhenggai("db", "upgrade")
        zhenggai("ingest", *map(str, documents))

    def ingested_again() -> None:
        """A second ingest changes nothing"""
        before = export(folder / "before.csv", "csv")
        zhenggai("ingest", *map(str, documents))
        assert export(folder / "after.csv", "csv").read_bytes() == before.read_bytes()

    def csv_read_back() -> None:
        """The CSV export reads back, with a row for each site"""
        with export(csv_file, "csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["document"] for row in rows} >= {name for name, count in FINDINGS.items() if count}

    def geojson_read_back() -> None:
        """The GeoJSON export reads back, and every position lies in China"""
        collection = json.loads(export(geojson_file, "geojson").read_text(encoding="utf-8"))
        points = [feature["geometry"]["coordinates"] for feature in collection["features"] if feature["geometry"]]
        assert points, "no site has a position"
        assert all(73 < lon < 136 and 3 < lat < 54 for lon, lat, *_ in points)

    def gdal_reads() -> None:
        """GDAL reads the GeoJSON export and finds as many features"""
        told = subprocess.run(
            ["ogrinfo", "-so", "-al", str(geojson_file)], capture_output=True, text=True, check=True
        ).stdout
        written = len(json.loads(geojson_file.read_text(encoding="utf-8"))["features"])
        assert f"Feature Count: {written}" in told, told

    return [counts, ingested, ingested_again, csv_read_back, geojson_read_back, gdal_reads]


def export(file: Path, kind: str) -> Path:
    zhenggai("export", kind, "-o", str(file))
    return file


def zhenggai(*arguments: str) -> str:
    """What the command prints; its exit status must be 0."""
    result = subprocess.run(
        [ZHENGGAI, *arguments], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL, cwd="/"
    )
    return result.stdout


if __name__ == "__main__":
    sys.exit(main())
