"""How does a table of sites become a CSV file that Excel opens rightly and safely?

UTF-8 with a byte order mark, since Excel takes a file without one for the system's old encoding. A text that a
spreadsheet would run as a formula gets an apostrophe in front; numbers are written as numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from layers.exports.columns import COLUMNS, Cell, row
from layers.exports.reference import Reference
from layers.feature import SiteFeature

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make spreadsheets take a text for a formula, or hide one behind white space."""


def write(features: Iterable[SiteFeature], target: BinaryIO, reference: Reference) -> None:
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([column.name for column in COLUMNS])
        writer.writerows([_safe(cell) for cell in row(feature, reference.datum)] for feature in features)
    finally:
        text.detach()  # the file belongs to the caller and stays open


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
