"""Build the gazetteer file: read the sources, merge them, place them, write one SQLite file.

The file appears complete or not at all: it is written beside its target and renamed. Two builds at once wait for each
other. What it was made from is remembered inside it, so that a stale file is noticed (`gazetteer.index`).
"""

from __future__ import annotations

import fcntl
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gazetteer.history import add_history
from gazetteer.merge import Tree, add_source, changed_kinds, frame, split_villages
from gazetteer.positions import Areas, all_units, place_areas, place_townships, place_units
from gazetteer.sources import villages
from gazetteer.sources.changes import changes
from gazetteer.sources.divisions import divisions
from gazetteer.sources.geonames import points
from gazetteer.sources.polygons import polygons
from gazetteer.write import write

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, what is done and what there is to do."""

STEPS = ("divisions", "statistics", "villages", "areas", "points", "places", "search")


def build(target: Path, progress: Progress | None = None, without: frozenset[str] = frozenset()) -> Path:
    """Build the gazetteer of the whole country.

    Parameters
    ----------
    target
        The file to make; folders above it are made too, an existing file is replaced at the end.
    without
        Keys of village sources to leave out, to measure what the others know.
    """
    target.parent.mkdir(parents=True, exist_ok=True)

    def step(name: str) -> None:
        if progress is not None:
            progress(name, STEPS.index(name), len(STEPS))

    fresh = target.with_name(target.name + ".new")
    with _lock(target.with_name(target.name + ".lock")), without_collector():
        try:
            write(*_tree(step, without), fresh, step)
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    if progress is not None:
        progress("done", len(STEPS), len(STEPS))
    return target


def _tree(step: Callable[[str], None], without: frozenset[str]) -> tuple[Tree, Areas]:
    """Read and merge everything."""
    step("divisions")
    dictionary, short_names = villages.dictionary()
    tree = frame(divisions(), short_names)
    add_history(tree, changes())
    step("statistics")
    if villages.STATISTICS not in without:
        add_source(tree, villages.statistics(), villages.STATISTICS)
    step("villages")
    if villages.DICTIONARY not in without:
        add_source(tree, dictionary, villages.DICTIONARY)
    for unit in all_units(tree.roots):
        changed_kinds(unit)
        split_villages(unit)
    step("areas")
    areas = place_areas(tree, polygons())
    place_units(tree, areas)
    step("points")
    place_townships(tree, areas, points())
    return tree, areas


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def without_collector() -> Iterator[None]:
    """Build without the cycle collector: it would walk a million live objects again and again and free none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
