"""Does a stem name something, or does it only describe?

Three sieves, from narrow to wide: generic words of these documents (大型, 生活), the verbs and function words of the
language (购买, 举办), and all its ordinary words. A company may be called by an ordinary word, a river hardly by a verb.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from gazetteer.grammar_words import GENERIC, NAMING, TYPE_WORDS, Form

_ORDINAL = re.compile(r"第?[一二三四五六七八九十\d]{1,3}(?:[号期座条家处个批类]|万|余)?")
# What a facility is may itself describe another: 产业集聚区配套污水处理厂.
_TYPES = frozenset(w.word for w in TYPE_WORDS if w.form in (Form.FEATURE, Form.MINE) and len(w.word) > 1)
_DESCRIBING = GENERIC | _TYPES


@cache
def _common() -> tuple[frozenset[str], frozenset[str]]:
    """The ordinary words: those that act or relate, and those that name things."""
    lines = (resources.files("gazetteer") / "grammar_common.txt").read_text("utf-8").splitlines()
    return frozenset(lines[0].split()), frozenset(lines[1].split())


def _cut(stem: str, *words: frozenset[str]) -> bool:
    """True when the stem can be cut into the words, ordinals and figures, no two single characters side by side."""
    after_word, after_single = {0}, set[int]()
    for at in range(len(stem)):
        if at not in after_word and at not in after_single:
            continue
        if match := _ORDINAL.match(stem, at):
            after_word.add(match.end())
        if at in after_word and any(stem[at] in group for group in words):
            after_single.add(at + 1)
        for length in range(2, 8):
            part = stem[at : at + length]
            if any(part in group for group in words):
                after_word.add(at + length)
    return len(stem) in after_word or len(stem) in after_single


def opens_with_act(stem: str) -> bool:
    """True when the first two characters are a verb or a function word."""
    return stem[:2] in _common()[0] and stem[:2] not in NAMING


@lru_cache(maxsize=16384)
def is_generic(stem: str) -> bool:
    """True for a stem of generic words: it describes any works or plant."""
    return _cut(stem, _DESCRIBING)


@lru_cache(maxsize=16384)
def describes(stem: str) -> bool:
    """True for a stem of generic words and verbs."""
    return _cut(stem, _DESCRIBING, _common()[0])


@lru_cache(maxsize=16384)
def is_ordinary(stem: str) -> bool:
    """True for a stem of any ordinary words."""
    return _cut(stem, _DESCRIBING, *_common())
