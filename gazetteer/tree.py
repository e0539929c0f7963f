"""The tree under construction: units and villages with their names, before they are numbered and written."""

from __future__ import annotations

from dataclasses import dataclass, field

from gazetteer.model import Kind, Precision
from geo.position import Position


@dataclass(slots=True)
class Village:
    """A village of one township; `code` is the statistics bureau's twelve digits where it has one.

    There are 700,000 of them: `sources` is a bit for each source, and aliases exist only where there are some.
    """

    name: str
    code: str = ""
    sources: int = 0
    aliases: dict[str, str] | None = None

    def alias(self, name: str, how: str) -> None:
        if name != self.name:
            if self.aliases is None:
                self.aliases = {}
            self.aliases.setdefault(name, how)


@dataclass(slots=True, eq=False)
class Unit:
    """A province, city, county, functional zone or township.

    `aliases` maps a name to how it is known, `until` a former name to the year in which it ended. `also` are units
    elsewhere in the tree that this one holds too: the townships that a functional zone manages.
    """

    id: str
    name: str
    kind: Kind
    code: str
    parent: Unit | None
    sources: set[str]
    is_township: bool = False
    aliases: dict[str, str] = field(default_factory=dict)
    until: dict[str, int] = field(default_factory=dict)
    children: list[Unit] = field(default_factory=list)
    villages: dict[str, Village] = field(default_factory=dict)
    also: list[Unit] = field(default_factory=list)
    position: Position | None = None
    precision: Precision = Precision.UNLOCATED
    uncertainty_m: float | None = None
    extent_m: float | None = None
    position_source: str = ""

    def __post_init__(self) -> None:
        self.is_township = self.is_township or self.kind is Kind.TOWNSHIP

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
