"""What does the text around a name tell about where it lies, apart from what stands right before it?

The containers a document states elsewhere for the same name, those told after a name (某河某县段, 某某公司（某县某镇）),
the full names that it later shortens, and what a finding as a whole says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gazetteer.grammar_brands import brand_of, without_unit
from gazetteer.grammar_words import LEGAL_FORMS
from gazetteer.model import Kind, Mention, Place, Resolution

UNIT_KINDS = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.FUNCTIONAL_ZONE, Kind.TOWNSHIP, Kind.VILLAGE)
LEVEL = {kind: level for level, kind in enumerate(UNIT_KINDS)}
LEVEL[Kind.FUNCTIONAL_ZONE] = LEVEL[Kind.COUNTY]
NO_UNIT = 99


@dataclass(frozen=True, slots=True)
class Chain:
    """Units from the province down, by name and id; the id is empty where the gazetteer holds none."""

    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names)


@dataclass(frozen=True, slots=True)
class Read:
    """A mention as understood so far: its own unit chain when it is a unit, and the chain that holds it."""

    mention: Mention
    resolution: Resolution
    held_by: Chain
    as_unit: Chain | None
    how: str


def _bracketed(text: str, read: list[Read], number: int) -> Chain | None:
    """The unit in the brackets right after a company: 某某公司（某县某镇某村东300米）."""
    at, inside = read[number].mention.end + 1, None
    if text[at - 1 : at] not in ("（", "("):
        return None
    for item in read[number + 1 : number + 5]:
        if item.mention.start != at or not item.as_unit:
            break
        at, inside = item.mention.end, item.as_unit
    return inside if inside is not None and len(inside.names) > 2 else None


def with_containers_after(text: str, read: list[Read]) -> list[Read]:
    """Containers told after the name: the unit after a river or road (某河某县段), the address after a company."""
    done: list[Read] = []
    for number, (item, after) in enumerate(zip(read, [*read[1:], None], strict=True)):
        if item.mention.kind in (Kind.ENTERPRISE, Kind.FACILITY) and (inside := _bracketed(text, read, number)):
            done.append(replace(item, held_by=inside, how="bracket"))
        elif (
            after is not None
            and after.as_unit
            and len(after.as_unit.names) > 2
            and item.mention.kind in (Kind.RIVER, Kind.ROAD)
            and item.mention.end == after.mention.start
        ):
            done.append(replace(item, held_by=after.as_unit, how="adjacent"))
        else:
            done.append(item)
    return done


def formal_names(mentions: Sequence[Mention]) -> dict[str, str]:
    """The longest registered name that the document gives for each brand, and for each bare name its full one."""
    formal: dict[str, str] = {}
    for mention in mentions:
        if mention.kind is Kind.ENTERPRISE and mention.text.endswith(LEGAL_FORMS):
            brand, _ = brand_of(mention.text)
            for key in (brand, without_unit(brand)):
                if len(key) >= 2 and len(mention.text) > len(formal.get(key, "")):
                    formal[key] = mention.text
    return formal


def full_name(mention: Mention, formal: dict[str, str]) -> str:
    """The full name of what is called in short: a company's registered name, a list's member with its type word."""
    shared = next((e.detail for e in mention.evidence if e.name == "list_share"), "")
    if shared:
        return mention.text + shared
    if mention.kind is Kind.ENTERPRISE and not mention.text.endswith((*LEGAL_FORMS, "分公司")):
        brand, trade = brand_of(mention.text)
        return formal.get(brand, mention.text) if trade else mention.text
    if mention.kind is Kind.ENTERPRISE:
        full = formal.get(without_unit(brand_of(mention.text)[0]), "")
        return full if full.endswith(mention.text) else mention.text
    return mention.text


def level_of(item: Read) -> int:
    return LEVEL.get(item.mention.kind, NO_UNIT)


def depth(kind: Kind) -> int:
    """How many units stand above a unit of this kind."""
    return {Kind.PROVINCE: 0, Kind.CITY: 1, Kind.COUNTY: 2, Kind.FUNCTIONAL_ZONE: 2, Kind.TOWNSHIP: 3}.get(kind, 4)


def ids_of(resolution: Resolution) -> tuple[str, ...]:
    if resolution.choice is not None:
        place = resolution.choice.place
        return (*place.admin_ids, place.id)
    return ("",) * (len(resolution.admin) + 1)


def inside(place: Place, chain: Chain) -> bool:
    """True when the chain's last unit holds the place; by name where the gazetteer does not know the unit."""
    last = chain.ids[-1] if chain.ids else ""
    if last:
        return last in place.admin_ids or last in place.also_in
    return all(name in place.admin for name in chain.names[:-1])


def shared(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    shared: list[str] = []
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared.append(x)
    return tuple(shared)


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins, at most 300 characters back."""
    begin = max(0, at - 300)
    return max(begin, *(text.rfind(mark, begin, at) + 1 for mark in "。；;\n"))


def keys(mention: Mention) -> list[str]:
    """What a name is remembered by: itself, and a company by its brand."""
    keys = [mention.text, without_unit(mention.text)]
    if mention.kind is Kind.ENTERPRISE:
        brand = without_unit(brand_of(mention.text)[0])
        if len(brand) >= 2:
            keys.append(f"brand:{brand}")
    return keys


def remembered_containers(read: list[Read]) -> dict[str, Chain]:
    """The container that a name has where the text states it next to the name."""
    remembered: dict[str, Chain] = {}
    for item in read:
        spans = item.mention.kind in (Kind.RIVER, Kind.ROAD)  # these run through many units
        told = item.how in ("adjacent", "embedded", "list", "bracket") and len(item.held_by.names) > 2
        if item.as_unit is None and told and not spans:
            for key in keys(item.mention):
                held = remembered.get(key)
                if held is None or len(item.held_by.names) > len(held.names):
                    remembered[key] = item.held_by
    return remembered


@dataclass(slots=True)
class Facts:
    """What a finding as a whole says: the counties it names, and containers told by a sentence."""

    counties: dict[tuple[str, ...], Chain] = field(default_factory=dict)
    by_sentence: dict[str, Chain] = field(default_factory=dict)
    unit_ids: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, group: Sequence[Read]) -> Facts:
        facts = cls()
        for item in group:
            if item.as_unit:
                facts.unit_ids.update(item.as_unit.ids[-1:])
                if level_of(item) >= LEVEL[Kind.COUNTY] and len(item.as_unit.names) >= 3:
                    facts.counties[item.as_unit.names[:3]] = Chain(item.as_unit.names[:3], item.as_unit.ids[:3])
            elif item.how == "sentence":
                for key in keys(item.mention):
                    facts.by_sentence.setdefault(key, item.held_by)
        return facts
