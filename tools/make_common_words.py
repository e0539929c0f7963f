"""Make the list of ordinary words that tells a name from a description: 购买自然保护区 names nothing.

Takes the words and their classes (facts) from the dictionary of jieba 0.42.1 (MIT licence), without any proper name,
and writes `gazetteer/grammar_common.txt`: one line of verbs and other words that open no name, one line of nouns.

Run `python tools/make_common_words.py PATH/TO/dict.txt` with the dictionary out of the package.
"""

from __future__ import annotations

import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "gazetteer" / "grammar_common.txt"
ACTS = {"v", "vn", "vd", "vi", "d", "a", "ad", "an", "c", "p", "r", "b", "z"}
THINGS = {"n", "s", "t", "f", "l"}
COMMON_ACT = 60
COMMON_THING = 100


def main() -> None:
    acts: list[str] = []
    things: list[str] = []
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        word, count, kind = line.split(" ")
        if not all("\u4e00" <= c <= "\u9fff" for c in word):
            continue
        if kind in ACTS and len(word) == 2 and int(count) >= COMMON_ACT:
            acts.append(word)
        elif kind in THINGS and len(word) in (2, 3) and int(count) >= COMMON_THING:
            things.append(word)
    TARGET.write_text(" ".join(sorted(acts)) + "\n" + " ".join(sorted(things)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
