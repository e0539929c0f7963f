"""What is the brand in a company's name, and what only says its trade?

A registered name is prefix, brand, trade and legal form; documents shorten it to brand and trade, or to the brand.
"""

from __future__ import annotations

import re

from gazetteer.grammar_words import LEGAL_FORMS, TRADES

_BRACKET = re.compile(r"[（(][^（()）]{0,8}[）)]")
_LONGEST_TRADE = max(map(len, TRADES))


def brand_of(name: str, prefix: str = "") -> tuple[str, str]:
    """Cut a company's name into its brand and what follows it, the legal form left out.

    Examples
    --------
    >>> brand_of("某县东方碳素有限公司", "某县")
    ('东方', '碳素')
    """
    core = _BRACKET.sub("", name.removeprefix(prefix))
    for form in LEGAL_FORMS:
        if core.endswith(form):
            core = core[: -len(form)]
            break
    at = len(core)
    while at > 2:
        for length in range(min(_LONGEST_TRADE, at - 2), 0, -1):
            if core[at - length : at] in TRADES:
                at -= length
                break
        else:
            break
    return core[:at], core[at:]


def trades_from(text: str, at: int) -> int:
    """The end of the run of trade words that begins here."""
    for _ in range(6):
        for length in range(_LONGEST_TRADE, 0, -1):
            if text[at : at + length] in TRADES and at + length <= len(text):
                at += length
                break
        else:
            return at
    return at


_UNIT_BEFORE = re.compile(r"^[\u4e00-\u9fff]{1,6}?(?:省|市|县)(?=[\u4e00-\u9fff]{2})")


def without_unit(name: str) -> str:
    """Cut a province, city or county in full from the head of a name.

    Examples
    --------
    >>> without_unit("某某县东方碳素有限公司")
    '东方碳素有限公司'
    """
    cut = _UNIT_BEFORE.sub("", name)
    return _UNIT_BEFORE.sub("", cut)


def bare_brand(name: str) -> str:
    """Give the brand alone, the same for every way a company is called."""
    return without_unit(brand_of(name)[0])
