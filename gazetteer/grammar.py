"""Where does a Chinese place name begin and end, when no gazetteer holds it?

A name is read from its end: a type word (…有限公司, …污水处理厂, …断面, …河) is found by the matcher, and the
left end is where a punctuation mark, a known administrative name or a word that cannot be part of a name stands.
What is left must name something: a stem made only of describing words (大型, 露天, 生活) is no name unless an
administrative prefix makes it one (某县第二污水处理厂).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from gazetteer.grammar_brands import brand_of
from gazetteer.grammar_stems import describes, is_generic, is_ordinary, opens_with_act
from gazetteer.grammar_words import (
    ALSO_IN_NAMES,
    CLASSIFIERS,
    COLOURS,
    HAMLET_ENDS,
    INDEFINITE,
    INSIDE_COMPANIES,
    NAMING,
    NOT_FOLLOWED,
    NOT_NAMES,
    PROTECTED,
    STREETS,
    TRADE_FOLLOWED,
    TRADES,
    VAGUE_TYPES,
    WEAK_TYPES,
    Form,
    TypeWord,
)
from gazetteer.model import Kind

_OPENING = {"）": "（", ")": "("}
_ENUMERATION = re.compile(r"[\d一二三四五六七八九十]*")
_LARGE_UNITS = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY)
_ORGANISED = re.compile(r"[\u4e00-\u9fff]{0,10}(?:领导小组|指挥部|专班|工作组)")


def is_han(character: str) -> bool:
    """True for a character that words are written with."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or character >= "\U00020000"


def readable(text: str) -> str:
    """Replace lone surrogates, which UTF-8 cannot hold; lengths stay."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


@dataclass(frozen=True, slots=True)
class Known:
    """A stretch of the text that spells a name of the gazetteer; `full` when it is not a shortened form."""

    start: int
    end: int
    kind: Kind
    full: bool
    district: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch that the grammar takes for a name, with the rule that says so, and the type word its list shares."""

    start: int
    end: int
    kind: Kind
    rule: str
    form: Form | None = None
    shared: str = ""


@dataclass(slots=True)
class Page:
    """A text with what is found in it so far: the marks that left ends are read from."""

    text: str
    known_by_end: dict[int, Known] = field(default_factory=dict)
    stop_by_end: dict[int, int] = field(default_factory=dict)
    types_by_end: dict[int, TypeWord] = field(default_factory=dict)
    named_by_end: dict[int, Span] = field(default_factory=dict)
    unit_starts: set[int] = field(default_factory=set)

    def clear_before(self, at: int) -> bool:
        """True when a name may begin here: after an edge, a unit, a name or a word that none contains."""
        return (
            at == 0
            or not is_han(self.text[at - 1])
            or at in self.known_by_end
            or at in self.stop_by_end
            or at in self.named_by_end
        )


@dataclass(frozen=True, slots=True)
class LeftEnd:
    """Where a name begins and what stands before it: edge, unit, name, word, or nothing clear."""

    at: int
    before: str
    prefix: tuple[Known, ...] = ()


def left_end(page: Page, type_start: int, word: TypeWord) -> LeftEnd:
    """Walk left from a type word to where its name begins, over at most its longest stem."""
    text, at = page.text, type_start
    limit = max(0, type_start - word.longest_stem)
    company = word.form in (Form.FORMAL, Form.FIRM)
    while at > limit:
        if (known := page.known_by_end.get(at)) is not None:
            own = known.kind in _LARGE_UNITS if company else word.form is Form.SECTION and known.kind is Kind.VILLAGE
            if not (at == type_start and own):
                return LeftEnd(at, "unit", _prefix(page, at))
            at = known.start
        elif (named := page.named_by_end.get(at)) is not None:
            if named.start < limit or not _continues(named, word, text[at:type_start]):
                return LeftEnd(at, "name")
            at = named.start
        elif not is_han(text[at - 1]):
            opening = _OPENING.get(text[at - 1]) if company else None
            inner = text.rfind(opening, max(limit, at - 8), at - 1) if opening else -1
            if inner <= limit or _ENUMERATION.fullmatch(text, inner + 1, at - 1):
                return LeftEnd(at, "edge")
            at = inner
        elif (length := page.stop_by_end.get(at)) is None or _begins_in_unit(page, at - length, at):
            at -= 1
        elif _part_of_name(page, word.form, at - length, at, type_start):
            at -= length
        else:
            return LeftEnd(at, "word")
    if at in page.known_by_end:
        return LeftEnd(at, "unit", _prefix(page, at))
    return LeftEnd(at, "edge" if at == 0 or not is_han(text[at - 1]) else "nothing")


def _begins_in_unit(page: Page, begins: int, ends: int) -> bool:
    """True when a word begins with the last character of a unit: 县城 in 某县城市."""
    return any(at in page.known_by_end for at in range(begins + 1, ends))


def _part_of_name(page: Page, form: Form, begins: int, ends: int, type_start: int) -> bool:
    """True where a word that usually stops the walk belongs to the name all the same."""
    stop = page.text[begins:ends]
    if len(stop) == 1 and page.text[begins : begins + 2] in PROTECTED and ends < type_start:
        return True
    if form is Form.FORMAL and stop in INSIDE_COMPANIES:
        return True
    if stop in ALSO_IN_NAMES:
        return ends < type_start and (begins == 0 or not is_han(page.text[begins - 1]))
    # 、建设路 after a mark: the word itself is the stem
    return form is Form.ROAD and ends == type_start and len(stop) > 1 and page.clear_before(begins)


def _continues(named: Span, word: TypeWord, rest: str) -> bool:
    """True when a name already read is only the beginning of this one: 某某集团 of 某某集团股份有限公司."""
    if word.form is Form.FORMAL:
        return named.form is not Form.FORMAL
    if word.word == "分公司":
        return True
    if named.form in (Form.WATER, Form.HILL):  # a dyke, bridge or reserve called after its river
        return word.form is not Form.SECTION and (word.kind is Kind.RESERVE or is_generic(rest))
    if named.form is Form.ROAD:
        return word.form is Form.FEATURE
    if word.form is Form.SECTION:
        return not rest
    return named.form is Form.FEATURE and (word.kind is Kind.RESERVE or named.kind is word.kind is Kind.PARK)


def _prefix(page: Page, at: int) -> tuple[Known, ...]:
    """The chain of administrative names that ends here, outermost first."""
    chain: list[Known] = []
    while (known := page.known_by_end.get(at)) is not None:
        chain.append(known)
        at = known.start
    return tuple(reversed(chain))


@dataclass(frozen=True, slots=True)
class Reading:
    """A type word with its left end: what the readers of the forms decide on."""

    page: Page
    word: TypeWord
    left: LeftEnd
    begin: int
    end: int
    stem: str

    def span(self, rule: str, begin: int | None = None) -> Span:
        return Span(self.begin if begin is None else begin, self.end, self.word.kind, rule, self.word.form)


def compound(page: Page, word: TypeWord, end: int) -> Span | None:
    """Read the name that ends with a type word; None when it names nothing."""
    text = page.text
    start = end - len(word.word)
    follows = NOT_FOLLOWED.get(word.form)
    if (
        follows is not None
        and follows.match(text, end)
        and not (word.form is Form.TRADE and TRADE_FOLLOWED.match(text, end))
    ):
        return None
    left = left_end(page, start, word)
    begin = left.at
    if (
        begin < start
        and text[begin] in "市县省区"
        and left.before != "unit"
        and not is_generic(text[begin + 1 : start])
    ):
        begin += 1  # 市静脉产业园: the document's own city
    if text[begin:start][:1] in ("现", "原") and left.before != "unit" and start - begin > 2:
        begin += 1
    if left.before != "unit" and word.form in _PLACES:
        longest = 2 if word.form is Form.WATER else 3
        while start - begin > longest and opens_with_act(text[begin:start]) and not describes(text[begin + 2 : start]):
            begin += 2  # 完善某沟村: a verb the table of stops does not hold
    if begin and text[begin - 1].isdigit() and text[begin : begin + 1] in CLASSIFIERS and begin < start:
        return None
    stem, whole = text[begin:start], text[begin:end]
    ending = not _NUMBERED_DRAIN.match(stem[:3] + "排水" if stem.endswith("排水") else stem) and any(
        text[end - n : end] in NOT_NAMES and text[end - n : end] not in _RIVERS_TOO
        for n in (2, 3, 4)
        if n > len(word.word) and end - n >= begin
    )
    if whole in NOT_NAMES or (ending and not (left.before == "unit" and word.form in (Form.FEATURE, Form.FIRM))):
        return None
    return _READERS[word.form](Reading(page, word, left, begin, end, stem))


# Ordinary words that rivers nevertheless end with.
_RIVERS_TOO = frozenset(("江河", "山河", "清河"))
_PLACES = frozenset((Form.FEATURE, Form.MINE, Form.WATER, Form.HILL, Form.ROAD, Form.UNIT, Form.SECTION))


def _company(r: Reading) -> Span | None:
    """A company or works: a province, city or county before it belongs to its name, a district or township does not."""
    prefix = _own_prefix(r.left.prefix)
    formal = r.word.form is Form.FORMAL
    if not r.stem and not prefix:
        return None
    if not formal and (_COUNTED.match(r.stem) or (r.stem in TRADES and r.page.text[r.begin - 1 : r.begin] in _OWN)):
        return None
    if formal and prefix and r.stem and is_generic(r.stem):
        return r.span("registered_name", prefix[0].start)
    if is_generic(r.stem) or (not formal and describes(r.stem)):
        named = prefix and r.stem and not formal and not INDEFINITE.search(r.stem) and r.word.word != "公司"
        return r.span("generic_firm", prefix[0].start) if named else None
    if (len(r.stem) < 2 and not prefix) or (r.left.before == "nothing" and not formal):
        return None
    return r.span("registered_name" if formal else "firm", prefix[0].start if prefix else None)


_OWN = frozenset("市县区省旗")
_COUNTED = re.compile(r"一[家个处座]|某")


def _own_prefix(prefix: tuple[Known, ...]) -> tuple[Known, ...]:
    """The last administrative names that belong to a registered name: none below or beside a county."""
    own: list[Known] = []
    for known in reversed(prefix):
        if known.kind not in _LARGE_UNITS or known.district:
            break
        if own and _LARGE_UNITS.index(known.kind) >= _LARGE_UNITS.index(own[-1].kind):
            break  # 某县某省某某公司: the county is told before the name, not in it
        own.append(known)
    return tuple(reversed(own))


def _trade(r: Reading) -> Span | None:
    """A short company name that ends with its trade; without a unit before it, only a brand that is no ordinary word."""
    brand, _ = brand_of(r.stem + r.word.word)
    if r.left.before not in ("edge", "unit", "word") or not 2 <= len(brand) <= 5 or is_generic(brand):
        return None
    beside = r.page.named_by_end.get(r.begin - 1)
    listed = r.page.text[r.begin - 1 : r.begin] == "、" and beside is not None and beside.kind is Kind.ENTERPRISE
    if r.left.before != "unit" and (opens_with_act(brand) or (is_ordinary(brand) and not listed)):
        return None
    return r.span("trade_name")


def _feature(r: Reading) -> Span | None:  # noqa: PLR0911 - one return for each way a facility is named
    """A plant, park or station: with a stem of its own it stands alone, otherwise its prefix is part of the name."""
    if INDEFINITE.search(r.stem) or r.left.before == "nothing":
        return None
    prefix, ordinal = r.left.prefix, r.stem[:1] == "第"
    if not prefix:
        if ordinal and is_generic(r.stem):
            return r.span("ordinal_feature")
        return r.span("feature") if _names(r) else None
    last = prefix[-1]
    if not is_generic(r.stem):
        return r.span("feature") if len(r.stem) > 1 else None
    if last.kind not in _LARGE_UNITS:
        return r.span("feature_in_unit") if r.stem else None
    if _listed(r.page, last) or (not ordinal and _in_title_or_organisation(r)):
        return None
    if DISTINGUISHING.match(r.stem):
        return r.span("feature_in_unit")
    return r.span("prefixed_feature", last.start)


def _names(r: Reading) -> bool:
    """True when a stem without a unit before it names one facility, not any of its kind."""
    if len(r.stem) < 2:
        return False
    if r.stem in NAMING or any(at in r.page.named_by_end for at in range(r.begin + 1, r.end - len(r.word.word))):
        return True
    if DISTINGUISHING.match(r.stem):
        return not is_generic(r.stem)
    if r.word.word in VAGUE_TYPES and r.left.before == "word":
        return False
    return not (describes(r.stem) if r.left.before == "name" else is_ordinary(r.stem))


# Words that set one of several apart: the unit before them stands for itself.
DISTINGUISHING = re.compile(r"[东西南北中][部区]|循环经济|静脉|老|新")


def _in_title_or_organisation(r: Reading) -> bool:
    """A kind of facility inside a title or the name of a task force means all of them, not one."""
    text = r.page.text
    opened = text.rfind("《", max(0, r.begin - 60), r.begin)
    return (opened >= 0 and text.find("》", opened, r.begin) < 0) or bool(_ORGANISED.match(text, r.end))


def _listed(page: Page, known: Known) -> bool:
    """True when a name is the last of a list of names (甲县、乙县垃圾填埋场), so that what follows is shared."""
    mark = known.start
    return mark > 0 and page.text[mark - 1] in "、和及与" and (mark - 1) in page.known_by_end


_NUMBERED_DRAIN = re.compile(r"第[一二三四五六七八九十]+(?:排水|引水|退水)?$")


def _short_stem(r: Reading) -> Span | None:  # noqa: PLR0911 - one return for each way a stem fails
    """A river, hill or road: its stem is short and must begin at a clear end."""
    if not r.stem or r.left.before == "nothing" or INDEFINITE.search(r.stem):
        return None
    if r.word.word in WEAK_TYPES and r.left.before != "unit":
        return None
    if r.word.word.endswith("沟") and _NUMBERED_DRAIN.match(r.stem):
        return r.span("water")
    naming = STREETS if r.word.form is Form.ROAD else NAMING
    if len(r.stem) == 1 and is_generic(r.stem):
        listed = r.page.text[r.begin - 1 : r.begin] == "、" and r.begin - 1 in r.page.named_by_end
        coloured = r.word.form is Form.WATER and r.stem in COLOURS and r.end in r.page.unit_starts
        return r.span(r.word.form.name.lower()) if listed or coloured else None
    if r.word.form is Form.WATER and (r.stem[-1] == r.word.word or (len(r.stem) > 2 and is_generic(r.stem[:-1]))):
        return None
    if describes(r.stem) and r.stem not in naming:
        return None
    if (
        r.word.form is Form.ROAD
        and r.page.text[r.begin - 1 : r.begin] == "沿"
        and r.word.word.endswith(("高速", "公路"))
    ):
        return r.span("road", r.begin - 1)
    return r.span(r.word.form.name.lower())


def _section(r: Reading) -> Span | None:
    if len(r.stem) < 2 or is_ordinary(r.stem) or r.left.before == "nothing" or r.stem[-1] in "河江渠湖":
        return None
    return r.span("section")


def _unit(r: Reading) -> Span | None:
    """A township or village the gazetteer does not hold: right after the unit above it, or between clear ends."""
    if not r.stem or r.left.before == "nothing" or describes(r.stem):
        return None
    if (r.word.word in WEAK_TYPES or len(r.stem) == 1) and r.left.before != "unit":
        return None
    if r.left.before == "word" and len(r.stem) > 4:
        return None
    if r.word.word in WEAK_TYPES and not HAMLET_ENDS.match(r.page.text, r.end):
        return None
    return r.span("unit_by_make_up")


def _zone(r: Reading) -> Span | None:
    if r.left.before == "nothing":
        return None
    if not r.stem:
        return r.span("zone") if stands_as_unit(r.page, r.begin, r.end) else None
    if r.stem == "省":
        return None
    if r.stem in ("城乡", "城乡一体化") or not is_ordinary(r.stem):
        return r.span("zone")
    return r.span("zone", r.left.prefix[-1].start) if r.left.prefix and not INDEFINITE.search(r.stem) else None


def stands_as_unit(page: Page, begin: int, end: int) -> bool:
    """True when a bare 示范区 stands where a county would: in a list of counties, or before a name or a verb."""
    text = page.text
    before, after = text[begin - 1 : begin], text[end : end + 1]
    if (before and before in "省各国") or text.startswith(("办", "管委", "管理"), end):
        return False
    if after == "、" and end + 1 in page.unit_starts:
        return True
    if before and before in "、和及" and begin - 1 in page.known_by_end:
        return True
    if before in ("", "；", "，", "。", "\n", "）", "："):
        return bool(after) and after not in "，。；、等内建的"
    return begin in page.stop_by_end and (
        end in page.unit_starts or (is_han(after or " ") and not is_ordinary(text[end : end + 2]))
    )


_READERS: dict[Form, Callable[[Reading], Span | None]] = {
    Form.FORMAL: _company,
    Form.FIRM: _company,
    Form.TRADE: _trade,
    Form.FEATURE: _feature,
    Form.MINE: _feature,
    Form.WATER: _short_stem,
    Form.HILL: _short_stem,
    Form.ROAD: _short_stem,
    Form.SECTION: _section,
    Form.UNIT: _unit,
    Form.ZONE: _zone,
}
