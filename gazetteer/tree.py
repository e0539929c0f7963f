"""The tree under construction: units and villages with their names, before they are numbered and written."""

from __future__ import annotations

from dataclasses import dataclass, field

from gazetteer.model import Kind
from geo.position import Position


@dataclass(slots=True)
class Village:
    """A village of one township; `code` is the statistics bureau's twelve digits where it has one."""

    name: str
    code: str
    sources: set[str]
    aliases: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Unit:
    """A province, city, county, functional zone or township.

    `aliases` maps a name to how it is known (see `Alias`). `also` are units elsewhere in the tree that belong to this
    one too: the townships that a functional zone manages.
    """

    id: str
    name: str
    kind: Kind
    code: str
    parent: Unit | None
    sources: set[str]
    aliases: dict[str, str] = field(default_factory=dict)
    children: list[Unit] = field(default_factory=list)
    villages: dict[str, Village] = field(default_factory=dict)
    also: list[Unit] = field(default_factory=list)
    position: Position | None = None
    precision: str = "unlocated"
    uncertainty_m: float | None = None
    extent_m: float | None = None
    position_source: str = ""
    periods: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, child: Unit) -> Unit:
        self.children.append(child)
        return child

    def alias(self, name: str, how: str) -> None:
        """Remember another name; the first way it is known stays."""
        if name and name != self.name:
            self.aliases.setdefault(name, how)

    def chain(self) -> list[Unit]:
        """Give the units above, from the province down."""
        above: list[Unit] = []
        unit = self.parent
        while unit is not None:
            above.append(unit)
            unit = unit.parent
        return above[::-1]
