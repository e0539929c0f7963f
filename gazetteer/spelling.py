"""How a name sounds, and which names are one slip of the pen away: the keys that search goes by."""

from __future__ import annotations

import zlib
from itertools import product

READINGS = 2
MOST_SOUNDS = 4
"""A character's third reading is never heard in names, and a name with four pronunciations has enough of them."""


def sounds(name: str, readings: dict[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Give the pronunciations of a name, syllable by syllable, the likeliest first; other characters stay themselves.

    Examples
    --------
    >>> sounds("长治", {"长": ("zhang", "chang"), "治": ("zhi",)})
    [('zhang', 'zhi'), ('chang', 'zhi')]
    """
    said = [readings.get(char, (char.lower(),))[:READINGS] for char in name]
    while _total(said) > MOST_SOUNDS:
        longest = max(range(len(said)), key=lambda at: len(said[at]))
        said[longest] = said[longest][:-1]
    return list(product(*said))


def _total(said: list[tuple[str, ...]]) -> int:
    total = 1
    for one in said:
        total *= len(one)
    return total


def initials(syllables: tuple[str, ...]) -> str:
    """Give the first letters: bei zhu cun → bzc."""
    return "".join(s[:1] for s in syllables)


def slips(name: str) -> set[int]:
    """Give the keys of a name for finding it with one character wrong, missing, added or swapped with its neighbour."""
    data = [name] + [name[:at] + name[at + 1 :] for at in range(len(name))] if len(name) > 1 else [name]
    return {zlib.crc32(word.encode()) for word in data}


def one_apart(a: str, b: str) -> bool:
    """True when one character changed, added, left out or swapped with its neighbour leads from one word to the other."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        start += 1
    a, b = a[start:], b[start:]
    if len(a) != len(b):
        return a[1:] == b if len(a) > len(b) else a == b[1:]
    return a[1:] == b[1:] or (a[1:2] + a[:1] + a[2:]) == b
