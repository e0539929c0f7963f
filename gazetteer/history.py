"""Which unit of today a former name or code stands for, and until when it was in use.

So a document of 2019 that says 淮阳县 finds 淮阳区, whose official name it was then.
"""

from __future__ import annotations

from gazetteer.merge import Tree
from gazetteer.names import unit_short
from gazetteer.sources.changes import Change
from gazetteer.tree import Unit


def add_history(tree: Tree, changes: list[Change]) -> None:
    """Give today's units their former names with the year each ended, and former codes."""
    followed = {(c.old_code, c.old_name): c for c in changes}
    for change in changes:
        unit = _today(tree, change, followed)
        if unit is None:
            tree.remarks["change without a unit of today"].append(
                f"{change.year} {change.old_name} → {change.new_code} {change.new_name}"
            )
            continue
        if change.old_code not in tree.by_code:
            tree.former_codes[change.old_code] = unit
        if change.old_name != unit.name:
            unit.alias(change.old_name, "former")
            unit.until[change.old_name] = max(change.year, unit.until.get(change.old_name, 0))
            short = unit_short(change.old_name)
            if short not in {unit.name, unit_short(unit.name)}:
                unit.alias(short, "former")
                unit.until[short] = unit.until[change.old_name]


def _today(tree: Tree, change: Change, followed: dict[tuple[str, str], Change]) -> Unit | None:
    """Follow later changes until the name and code are those of a unit of today."""
    step = change
    for _ in range(12):  # no unit changed more often; a loop in the source ends here
        unit = tree.by_code.get(step.new_code)
        if unit is not None and unit.name == step.new_name:
            return unit
        later = followed.get((step.new_code, step.new_name))
        if later is None or later.year < step.year:
            return None
        step = later
    return None
