"""Which files can be written, and how do they get onto the disk? Complete or not at all."""

from __future__ import annotations

import contextlib
import io
import re
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from app.errors import WrongOption
from geo.datums import Datum
from layers.exports import FORMATS, Format, check
from layers.exports.reference import Reference, reference_of
from layers.feature import SiteFeature

Wish = tuple[Format, Reference]

_EPSG: Final = re.compile(r"epsg:([0-9]{4,6})", re.IGNORECASE | re.ASCII)


def wish(format_: str, datum: str | None = None, crs: str | None = None) -> Wish:
    """The format and reference system that somebody asks for, once it is clear that the one can hold the other.

    Raises
    ------
    UsageError
        Naming what there is instead.
    """
    if datum is not None and crs is not None:
        raise WrongOption("--datum 与 --crs 只能给一个。", "give --datum or --crs, not both.")
    asked = _of_crs(crs) if crs is not None else Reference(_of_datum(datum or Datum.WGS84.value))
    return check(format_, asked), asked


def _of_crs(crs: str) -> Reference:
    code = _EPSG.fullmatch(crs)
    if code is None:
        raise WrongOption(
            f"坐标系“{crs[:60]}”无效；应形如 EPSG:4490。",
            f"“{crs[:60]}” is no reference system; it looks like EPSG:4490.",
        )
    return reference_of(int(code[1]))


def _of_datum(word: str) -> Datum:
    if word not in {datum.value for datum in Datum}:
        raise WrongOption(
            f"不认识坐标基准“{word}”；可用：{'、'.join(Datum)}。",
            f"there is no datum “{word}”; there are {', '.join(Datum)}.",
        )
    return Datum(word)


def export_file(target: Path, chosen: Wish, features: Iterable[SiteFeature]) -> int:
    """Write the features to a file; how many there were. A name ending in .shp gets its sister files beside it."""
    count = 0

    def counted() -> Iterator[SiteFeature]:
        nonlocal count
        for feature in features:
            count += 1
            yield feature

    format_, reference = chosen
    if format_ is FORMATS["shp"] and target.suffix.lower() == ".shp":
        packed = io.BytesIO()
        format_.write(counted(), packed, reference)
        _unpack(packed, target)
        return count
    with whole_file(target) as out:
        format_.write(counted(), out, reference)
    return count


def _unpack(packed: BinaryIO, target: Path) -> None:
    """The files of a zipped shapefile, each under the target's name."""
    with zipfile.ZipFile(packed) as archive:
        for part in archive.namelist():
            with whole_file(target.with_suffix(Path(part).suffix)) as out:
                out.write(archive.read(part))


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
