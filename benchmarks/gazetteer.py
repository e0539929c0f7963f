"""How fast is the gazetteer, how much memory does it take, and how much does it know? Run: python -m benchmarks.gazetteer

Prints the lines of the section "Gazetteer" in benchmarks/README.md. Times are the processor's, so that a busy machine
does not change them; builds run in processes of their own, so that their peaks are their own.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from gazetteer import store
from gazetteer.index import Gazetteer
from gazetteer.model import Kind
from gazetteer.search import search
from gazetteer.sources.geonames import points
from gazetteer.sources.villages import STATISTICS
from geo.datums import Datum, convert
from geo.geodesy import distance_m
from geo.position import Position

BUILD = """
import resource, sys, time
from pathlib import Path
from gazetteer.build import build
began = time.perf_counter()
build(Path(sys.argv[1]), without=frozenset(sys.argv[2:]))
print(time.perf_counter() - began, time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""

OPEN = """
import sys, time
from pathlib import Path
from gazetteer.index import Gazetteer
def private_mb():
    return sum(int(l.split()[1]) for l in open("/proc/self/smaps_rollup") if l.startswith("Private_Dirty")) / 1024
before, began = private_mb(), time.perf_counter()
g = Gazetteer.open(Path(sys.argv[1]))
g.place("410000")
opened = time.perf_counter() - began
for province in g.rows("SELECT id FROM place WHERE parent IS NULL"):
    g.named("城关镇", province[0])
print(opened, private_mb() - before)
"""


def script(code: str, *arguments: str) -> list[float]:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


def seconds(work: Callable[..., object], *arguments: object) -> float:
    began = time.process_time()
    work(*arguments)
    return time.process_time() - began


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gazetteer.db"
        wall, cpu, peak = script(BUILD, str(path))
        print(
            f"build: {wall:.0f} s ({cpu:.0f} s of processor), peak {peak:.0f} MB, file {path.stat().st_size / 1e6:.0f} MB"
        )
        opened, private = script(OPEN, str(path))
        print(f"open: {opened:.3f} s, {private:.1f} MB of its own for each process")
        less = Path(folder) / "less.db"
        script(BUILD, str(less), STATISTICS)
        with Gazetteer.open(path) as gazetteer:
            lookups(gazetteer)
            searches(gazetteer)
            extents(gazetteer)
            with Gazetteer.open(less) as without:
                withheld(gazetteer, without)
    conversions()


def lookups(gazetteer: Gazetteer) -> None:
    counties = random.Random(1).sample(gazetteer.counties(), 40)
    asked = [(county.id, row.name) for county in counties for row in gazetteer.descendants(county.id)]
    taken = seconds(lambda: [gazetteer.named(name, county) for county, name in asked])
    print(f"named, one by one within 40 counties: {len(asked) / taken:,.0f} per second of {len(asked):,}")
    by_county = {c.id: [name for county, name in asked if county == c.id] * 20 for c in counties}
    taken = seconds(lambda: [gazetteer.named_many(names, county) for county, names in by_county.items()])
    print(f"named_many, reading each county anew: {20 * len(asked) / taken:,.0f} per second")


def searches(gazetteer: Gazetteer) -> None:
    draw = random.Random(2)
    rows = gazetteer.rows("SELECT key FROM spelling WHERE number % 997 = 0 AND length(key) > 2")
    names = [key for (key,) in rows]
    common = "大小东西南北上下王李张刘新家庄山河"
    slipped: dict[str, str] = {}
    for name in names:
        at = draw.randrange(len(name) - 1)
        typo = name[:at] + draw.choice(common) + name[at + 1 :]
        if not gazetteer.named(typo):  # a slip that gives another name cannot be known as one
            slipped[typo] = name
    typos = list(slipped)
    sounds = [key for (key,) in gazetteer.rows("SELECT key FROM sound WHERE spelling % 997 = 0")]
    search(gazetteer, "一字之差")  # loads the tables of characters
    for what, queries in (("exact", names), ("typo", typos), ("pinyin and initials", sounds)):
        times = sorted(seconds(search, gazetteer, query) for query in queries)
        p95 = times[int(0.95 * len(times))]
        print(
            f"search, {what}: {len(queries)} queries, median {1e3 * statistics.median(times):.1f} ms, p95 {1e3 * p95:.1f} ms"
        )
    again = sum(name in {hit.name for hit in search(gazetteer, typo)} for typo, name in slipped.items())
    print(f"typo search gives the name that was meant among the first 20: {100 * again / len(typos):.0f} %")


def extents(gazetteer: Gazetteer) -> None:
    """Hold the radius of townships against points that are not used: places that the village sources put in one."""
    used = {(p[0], p[1]) for p in gazetteer.rows("SELECT lon, lat FROM place WHERE kind = 4 AND lon IS NOT NULL")}
    held: list[bool] = []
    for point in points():
        if (round(point.lon, 5), round(point.lat, 5)) in used:
            continue
        county = gazetteer.at(Position(point.lon, point.lat))
        if county is None:
            continue
        found = {v.id: v for name in point.names for v in gazetteer.named(name, county)}
        if (
            any(v.kind is not Kind.VILLAGE for v in found.values())
            or len({v.admin_ids[-1] for v in found.values()}) != 1
        ):
            continue
        home = gazetteer.place(next(iter(found.values())).admin_ids[-1])
        if home is not None and home.position is not None and home.extent_m is not None:
            held.append(distance_m(home.position, Position(point.lon, point.lat)) <= home.extent_m)
    print(
        f"extent of townships holds {100 * statistics.mean(held):.1f} % of {len(held)} points that lie in them by name"
    )


def withheld(gazetteer: Gazetteer, less: Gazetteer) -> None:
    drawn = gazetteer.rows(
        "SELECT v.name, t.name, c.id FROM place v JOIN place t ON t.n = v.parent JOIN place c ON c.n = t.parent "
        "JOIN source s ON v.sources >> s.number & 1 "
        "WHERE v.kind = ? AND s.key = ? ORDER BY v.n * 7919 % 1000003 LIMIT 5000",
        (store.KINDS.index(Kind.VILLAGE), STATISTICS),
    )
    for what, one in (("both sources", gazetteer), (f"without {STATISTICS}", less)):
        found = sum(home in {v.admin[-1] for v in one.named(name, county)} for name, home, county in drawn)
        print(
            f"villages of {STATISTICS} found in their township, {what}: {100 * found / len(drawn):.1f} % of {len(drawn)}"
        )


def conversions() -> None:
    draw = np.random.default_rng(3)
    lon, lat = draw.uniform(74, 134, 1_000_000), draw.uniform(18, 53, 1_000_000)
    for datum in (Datum.GCJ02, Datum.BD09):
        there = convert(lon, lat, Datum.WGS84, datum)
        taken = seconds(convert, *there, datum, Datum.WGS84)
        back = convert(*there, datum, Datum.WGS84)
        metres = 111_320 * max(float(np.abs(back[0] - lon).max()), float(np.abs(back[1] - lat).max()))
        print(f"{datum} to wgs84: 1,000,000 points in {taken:.2f} s, largest error {1e3 * metres:.6f} mm")


if __name__ == "__main__":
    main()
