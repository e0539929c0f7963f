"""Where does a Chinese place name begin and end, when no gazetteer holds it?

A name is read from its end: a type word (…有限公司, …污水处理厂, …断面, …河) is found by the matcher, and the
left end is where a punctuation mark, a known administrative name or a word that cannot be part of a name stands.
What is left must name something: a stem made only of describing words (大型, 露天, 生活) is no name unless an
administrative prefix makes it one (某县第二污水处理厂).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from gazetteer.grammar_words import ALSO_IN_NAMES, GENERIC, NAME_BEGINS_AFTER, NOT_NAMES, TYPE_WORDS, Form, TypeWord
from gazetteer.model import Kind

_ORDINAL = re.compile(r"第?[一二三四五六七八九十\d]{1,3}")
_LONGEST_GENERIC = max(map(len, GENERIC))
_OPENING = {"）": "（", ")": "("}


def is_han(character: str) -> bool:
    """True for a character that words are written with."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or character >= "\U00020000"


@lru_cache(maxsize=65536)
def is_generic(stem: str) -> bool:
    """True when a stem only describes: it can be cut into describing words, ordinals and figures."""
    reach = {0}
    for at in range(len(stem)):
        if at not in reach:
            continue
        if match := _ORDINAL.match(stem, at):
            reach.add(match.end())
        for length in range(1, _LONGEST_GENERIC + 1):
            if stem[at : at + length] in GENERIC:
                reach.add(at + length)
    return len(stem) in reach


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
    """A stretch that the grammar takes for a name, with the rule that says so."""

    start: int
    end: int
    kind: Kind
    rule: str
    form: Form | None = None


@dataclass(slots=True)
class Page:
    """A text with what the matcher found in it: the marks that left ends are read from."""

    text: str
    known_by_end: dict[int, Known] = field(default_factory=dict)
    stop_by_end: dict[int, int] = field(default_factory=dict)
    types_by_end: dict[int, TypeWord] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftEnd:
    """Where a name begins and what stands before it: an edge, an administrative name, a stop word or nothing clear."""

    at: int
    before: str
    prefix: tuple[Known, ...] = ()


def left_end(page: Page, type_start: int, longest: int, form: Form) -> LeftEnd:
    """Walk left from a type word to where its name begins."""
    text, at = page.text, type_start
    limit = max(0, type_start - longest)
    takes_prefix = form in (Form.FORMAL, Form.FIRM)
    while at > limit:
        known = page.known_by_end.get(at)
        if known is not None and not (at == type_start and takes_prefix):
            return LeftEnd(at, "unit", _prefix(page, at))
        if known is not None:
            at = known.start
            continue
        before = text[at - 1]
        if not is_han(before):
            opening = _OPENING.get(before)
            inner = text.rfind(opening, max(limit, at - 8), at - 1) if opening and takes_prefix else -1
            if inner < 0:
                return LeftEnd(at, "edge")
            at = inner
            continue
        length = page.stop_by_end.get(at)
        if length is None:
            at -= 1
            continue
        begins = at - length
        at_edge = begins == 0 or not is_han(text[begins - 1]) or begins in page.known_by_end
        if text[begins:at] in ALSO_IN_NAMES:
            if not at_edge:
                return LeftEnd(at, "word") if at < type_start else LeftEnd(at, "nothing")
            at = begins
        elif at == type_start and at_edge and form is Form.ROAD:
            at = begins  # 、建设路 after a mark: the word itself is the stem
        else:
            return LeftEnd(at, "word")
    if at in page.known_by_end:
        return LeftEnd(at, "unit", _prefix(page, at))
    if at == 0 or not is_han(text[at - 1]):
        return LeftEnd(at, "edge")
    return LeftEnd(at, "nothing")


def _prefix(page: Page, at: int) -> tuple[Known, ...]:
    """The chain of administrative names that ends here, outermost first."""
    chain: list[Known] = []
    while (known := page.known_by_end.get(at)) is not None:
        chain.append(known)
        at = known.start
    return tuple(reversed(chain))


# What may not follow a type word, because the two make another word: 河道, 路面, 山体.
_NOT_FOLLOWED: dict[Form, re.Pattern[str]] = {
    Form.WATER: re.compile(r"道(?!路)|流(?!域)|湖|渠|长|水(?!质|体|系|面|利|中)|沿|务|口镇|心|通|网|岸线|渠化|面积|底"),
    Form.HILL: re.compile(r"区|体|林|水|地|坡|石|火|药|村|庄|庙|东|西|寨"),
    Form.ROAD: re.compile(r"径|线|况|灯|基|长|权|政|过|上|途|牌|检|查|网|段长|桥(?!段)|缘|人|标"),
    Form.UNIT: re.compile(
        r"级|民|庄|支部|委(?!会)|干部|党|里|内(?!的)|规民约|域|区(?!域)|集体|长|容|貌|办|企业|政府驻地|组织|医"
    ),
    Form.MINE: re.compile(r"山|业|产|区|石|权|企|井|用|渣|粉|洞|物|坑|泉|化"),
    Form.TRADE: re.compile(r"[\u4e00-\u9fff]"),
    Form.ZONE: re.compile(r"域|间|块"),
}
_TRADE_MAY_PRECEDE = re.compile(
    r"等|的|与|和|及|已|被|将|在|对|因|未|为|有限|入选|获|公司|集团|存在|老厂|厂区|进行|于|至|从|由|搬|自|所"
)
# Endings that make a different word of the type word: 山沟, 排水沟, 城区.
_WEAK_UNITS = frozenset(
    ["寨", "屯", "庄", "港", "湖", "坑塘", "洼", "泊", "淀", "涌", "浜", "支流", "江", "溪", "涧", "岭", "峰", "巷"]
)


def compound(page: Page, word: TypeWord, end: int) -> Span | None:
    """Read the name that ends with a type word; None when it names nothing."""
    text = page.text
    start = end - len(word.word)
    follows = _NOT_FOLLOWED.get(word.form)
    if follows is not None and (match := follows.match(text, end)):
        if word.form is not Form.TRADE or not _TRADE_MAY_PRECEDE.match(text, end):
            return None
        del match
    left = left_end(page, start, word.longest_stem, word.form)
    begin = left.at
    stem = text[begin:start]
    if len(stem) > 1 and stem[0] in "市县省区镇" and left.before != "unit" and not is_generic(stem[1:]):
        stem, begin = stem[1:], begin + 1
    whole = text[begin:end]
    if whole in NOT_NAMES or any(text[end - n : end] in NOT_NAMES for n in (2, 3, 4) if n > len(word.word)):
        if left.before != "unit" or word.form not in (Form.FEATURE, Form.FIRM) or whole in NOT_NAMES:
            return None
    reader = _READERS[word.form]
    return reader(page, word, left, begin, end, stem)


def _enterprise(page: Page, word: TypeWord, left: LeftEnd, begin: int, end: int, stem: str) -> Span | None:
    """A works or company: a province, city or county before it belongs to its name, a district or township does not."""
    prefix = _own_prefix(left.prefix)
    if not stem and not prefix:
        return None
    if is_generic(stem):
        if prefix and stem and word.form is Form.FIRM:
            return Span(prefix[0].start, end, word.kind, "generic_firm", word.form)
        return None
    if len(stem) < 2 and not prefix:
        return None
    if left.before == "nothing" and word.form is Form.FIRM:
        return None
    at = prefix[0].start if prefix else begin
    return Span(at, end, word.kind, "registered_name" if word.form is Form.FORMAL else "firm", word.form)


def _own_prefix(prefix: tuple[Known, ...]) -> tuple[Known, ...]:
    """The last administrative names that belong to a registered name: none below or beside a county."""
    own: list[Known] = []
    for known in reversed(prefix):
        if known.kind not in (Kind.PROVINCE, Kind.CITY, Kind.COUNTY) or known.district:
            break
        own.append(known)
    return tuple(reversed(own))


def _trade(page: Page, word: TypeWord, left: LeftEnd, begin: int, end: int, stem: str) -> Span | None:
    """A short company name that ends with its trade; only between clear ends."""
    if left.before not in ("edge", "unit") or not 2 <= len(stem) <= 5 or is_generic(stem) or stem[0] in "其等及或":
        return None
    return Span(begin, end, word.kind, "trade_name", word.form)


def _feature(page: Page, word: TypeWord, left: LeftEnd, begin: int, end: int, stem: str) -> Span | None:
    """A plant, park or station: with a stem of its own it stands alone, otherwise its prefix is part of the name."""
    if not is_generic(stem):
        if left.before == "nothing" or len(stem) < 2:
            return None
        return Span(begin, end, word.kind, "feature", word.form)
    prefix = left.prefix
    if prefix and prefix[-1].kind in (Kind.CITY, Kind.COUNTY, Kind.PROVINCE):
        if _listed(page, prefix[-1]):
            return None
        return Span(prefix[-1].start, end, word.kind, "prefixed_feature", word.form)
    if prefix and stem:
        return Span(begin, end, word.kind, "feature_in_unit", word.form)
    if stem and _ORDINAL.fullmatch(stem[:2]) and stem[0] == "第":
        return Span(begin, end, word.kind, "ordinal_feature", word.form)
    return None


def _listed(page: Page, known: Known) -> bool:
    """True when a name is the last of a list of names (甲县、乙县垃圾填埋场), so that what follows is shared."""
    mark = known.start
    return mark > 0 and page.text[mark - 1] in "、和及与" and (mark - 1) in page.known_by_end


def _short_stem(page: Page, word: TypeWord, left: LeftEnd, begin: int, end: int, stem: str) -> Span | None:
    """A river, hill or road: its stem is short and must begin at a clear end."""
    if not stem or left.before == "nothing":
        return None
    if word.word in _WEAK_UNITS and left.before == "word":
        return None
    if is_generic(stem):
        return None
    return Span(begin, end, word.kind, word.form.name.lower(), word.form)


def _section(page: Page, word: TypeWord, left: LeftEnd, begin: int, end: int, stem: str) -> Span | None:
    if not stem or is_generic(stem) or left.before == "nothing":
        return None
    # a river before the section is a name of its own
    for at in range(end - len(word.word) - 1, begin, -1):
        if page.text[at - 1] in "河江渠湖" and page.text[begin:at] not in NOT_NAMES:
            begin = at
            break
    if is_generic(page.text[begin : end - len(word.word)]):
        return None
    return Span(begin, end, word.kind, "section", word.form)


def _unit(page: Page, word: TypeWord, left: LeftEnd, begin: int, end: int, stem: str) -> Span | None:
    """A township or village the gazetteer does not hold: only right after the unit above it, or between clear ends."""
    if word.word in _WEAK_UNITS and left.before != "unit":
        return None
    if not stem or is_generic(stem) or left.before == "nothing":
        return None
    if left.before == "word" and len(stem) > 4:
        return None
    return Span(begin, end, word.kind, "unit_by_make_up", word.form)


def _zone(page: Page, word: TypeWord, left: LeftEnd, begin: int, end: int, stem: str) -> Span | None:
    if left.before == "nothing":
        return None
    if stem in ("", "城乡", "城乡一体化") or not is_generic(stem):
        if not stem and not stands_as_unit(page, begin, end):
            return None
        return Span(begin, end, word.kind, "zone", word.form)
    if left.prefix:
        return Span(left.prefix[-1].start, end, word.kind, "zone", word.form)
    return None


def stands_as_unit(page: Page, begin: int, end: int) -> bool:
    """True when a bare 示范区 stands where a county would: in a list of counties, or before a name or a verb."""
    text = page.text
    before, after = text[begin - 1 : begin], text[end : end + 1]
    if after and after in "、" and any(known.start == end + 1 for known in page.known_by_end.values()):
        return True
    if before and before in "、和及" and begin - 1 in page.known_by_end:
        return True
    return before in ("", "；", "，", "。", "\n", "）", "：") and bool(after) and after not in "，。；、等内"


_READERS = {
    Form.FORMAL: _enterprise,
    Form.FIRM: _enterprise,
    Form.TRADE: _trade,
    Form.FEATURE: _feature,
    Form.WATER: _short_stem,
    Form.HILL: _short_stem,
    Form.ROAD: _short_stem,
    Form.MINE: _feature,
    Form.SECTION: _section,
    Form.UNIT: _unit,
    Form.ZONE: _zone,
}

TYPES: dict[str, TypeWord] = {word.word: word for word in TYPE_WORDS}
STOPS: frozenset[str] = NAME_BEGINS_AFTER
