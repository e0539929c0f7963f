"""Where does a document use again, shortened, a name that it has introduced?

恒甲联合机械制造有限公司 becomes 恒甲机械, 永乙丰新材料股份有限公司 becomes 永乙丰, 某县第三污水处理厂 becomes
第三污水处理厂. A registered name is cut into prefix, brand, trade and legal form; the brand with any trade word
after it is the same firm, a brand of three characters or more is it alone. A facility is also its name without
the prefix, unless nothing but describing words is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, Implementation

from gazetteer.grammar import Page, Span, is_han, readable
from gazetteer.grammar_brands import brand_of, trades_from
from gazetteer.grammar_stems import describes, is_generic
from gazetteer.grammar_words import TYPE_WORDS, Form
from gazetteer.model import Kind

# A county has one of each: 妇幼保健院 needs no name of its own to be the one named before.
_ONE_EACH = ("妇幼", "人民", "中医", "中心")


def introduced_names(page: Page, spans: list[Span]) -> Iterator[Span]:
    """Give the further places where the names among `spans` stand, whole or shortened."""
    wholes, brands = _introduced(page, spans)
    words = [*wholes, *(brand for brand in brands if brand not in wholes)]
    if not words:
        return
    matcher = AhoCorasick(words, implementation=Implementation.ContiguousNFA)
    for index, start, end in matcher.find_matches_as_indexes(readable(page.text), overlapping=True):
        word = words[index]
        if (source := wholes.get(word)) is not None:
            yield Span(start, end, source.kind, "introduced", source.form)
        if (source := brands.get(word)) is not None:
            reach = trades_from(page.text, end)
            if reach > end and (len(word) > 2 or page.clear_before(start)):
                yield Span(start, reach, source.kind, "introduced_brand", source.form)
            elif len(word) > 2 or (start in page.known_by_end and not is_han(page.text[end : end + 1] or " ")):
                yield Span(start, end, source.kind, "introduced_brand", source.form)


def _introduced(page: Page, spans: list[Span]) -> tuple[dict[str, Span], dict[str, Span]]:
    """The names to look for again as they are, and the brands that a trade may follow; each with its first use."""
    wholes: dict[str, Span] = {}
    brands: dict[str, Span] = {}
    starts = {known.start: end for end, known in page.known_by_end.items()}
    for span in spans:
        name = page.text[span.start : span.end]
        prefix = _prefix_length(starts, span)
        if span.kind is Kind.ENTERPRISE and span.form is not None:
            for form in _company_forms(name, prefix):
                wholes.setdefault(form, span)
            brand, _ = brand_of(name[prefix:])
            if len(brand) >= 2 and not is_generic(brand):
                brands.setdefault(brand, span)
        elif span.form in (Form.FEATURE, Form.MINE, Form.SECTION):
            for form in _facility_forms(name, prefix, span.form):
                wholes.setdefault(form, span)
        elif span.form in (Form.WATER, Form.HILL, Form.ROAD) and len(name) >= 3:
            wholes.setdefault(name, span)
    return wholes, brands


def _company_forms(name: str, prefix: int) -> Iterator[str]:
    """A company's name as it stands, without its legal form, and its brand after a short unit (某某旺达)."""
    yield name
    brand, trade = brand_of(name[prefix:])
    if len(brand) >= 2 and trade and len(brand + trade) >= 4 and not is_generic(brand):
        yield brand + trade
        if 0 < prefix < 3:
            yield name[:prefix] + brand
    if name.endswith(("）有限公司", "）有限责任公司")):
        yield name[: name.rindex("）") + 1]


def _facility_forms(name: str, prefix: int, form: Form) -> Iterator[str]:
    """A facility's name as it stands, without the unit before it, and a section without its type word."""
    yield name
    bare = name[prefix:]
    if prefix and len(bare) >= 4 and not _too_common(bare, form):
        yield bare
    if form is Form.SECTION and len(bare.removesuffix("断面")) >= 3:
        yield bare.removesuffix("断面")


def _prefix_length(starts: dict[int, int], span: Span) -> int:
    """How many characters of administrative names open the span."""
    at = span.start
    while (end := starts.get(at, span.end)) < span.end:
        at = end
    return at - span.start


def _too_common(bare: str, form: Form) -> bool:
    """True for a facility's bare type: 产业集聚区 alone is any of them, 第三污水处理厂 is not."""
    longest = max(
        (word.word for word in TYPE_WORDS if word.form is form and bare.endswith(word.word)), key=len, default=""
    )
    return (
        describes(bare.removesuffix(longest))
        and not bare.startswith("第")
        and bare.removesuffix(longest) not in _ONE_EACH
    )
