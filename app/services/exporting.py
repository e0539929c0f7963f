"""Which files can be written, and how do they get onto the disk? Complete or not at all."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from app.errors import WrongOption
from geo.datums import Datum
from layers.exports import Format, check
from layers.feature import SiteFeature

GEOGRAPHIC: Final = {"epsg:4326": Datum.WGS84, "epsg:4490": Datum.CGCS2000}
"""Reference systems in degrees, by the name that `--crs` takes."""


def wish(format_: str, datum: str | None = None, crs: str | None = None) -> tuple[Format, Datum]:
    """The format and datum that somebody asks for, once it is clear that the one can hold the other.

    Raises
    ------
    UsageError
        Naming what there is instead.
    """
    if datum is not None and crs is not None:
        raise WrongOption("--datum 与 --crs 只能给一个。", "give --datum or --crs, not both.")
    asked = _of_crs(crs) if crs is not None else _of_datum(datum or Datum.WGS84.value)
    return check(format_, asked), asked


def _of_crs(crs: str) -> Datum:
    found = GEOGRAPHIC.get(crs.lower())
    if found is None:
        known = "、".join(GEOGRAPHIC).upper()
        raise WrongOption(
            f"目前不能按坐标系“{crs}”导出；可用：{known}。",
            f"there is no export in the reference system “{crs}” yet; there are {known.replace('、', ', ')}.",
        )
    return found


def _of_datum(word: str) -> Datum:
    if word not in {datum.value for datum in Datum}:
        raise WrongOption(
            f"不认识坐标基准“{word}”；可用：{'、'.join(Datum)}。",
            f"there is no datum “{word}”; there are {', '.join(Datum)}.",
        )
    return Datum(word)


def export_file(target: Path, chosen: tuple[Format, Datum], features: Iterable[SiteFeature]) -> int:
    """Write the features to a file; how many there were."""
    count = 0

    def counted() -> Iterator[SiteFeature]:
        nonlocal count
        for feature in features:
            count += 1
            yield feature

    with whole_file(target) as out:
        format_, datum = chosen
        format_.write(counted(), out, datum)
    return count


def write_text(target: Path, text: str) -> None:
    with whole_file(target) as out:
        out.write(text.encode())


@contextlib.contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write, which takes its name only when it is complete.

    Raises
    ------
    WrongOption
        When it cannot be written, with the system's reason.
    """
    partial = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.partial")
    try:
        with partial.open("xb") as out:
            yield out
        partial.replace(target)
    except OSError as error:
        raise WrongOption(
            f"无法写入 {target}：{error.strerror or error}；请换一个可写的位置。",
            f"cannot write {target}: {error.strerror or error}; choose a place that can be written.",
        ) from error
    finally:
        partial.unlink(missing_ok=True)
