"""How is a way of putting things written down as a readable rule?

Labels and statuses are short phrases made of a head and words that may stand around it. A rule lists these words with
spaces between them; `pattern` turns it into a regular expression. Tables of such rules can be read, and documented, by
somebody who knows the trade and not the code.
"""

from __future__ import annotations

import re


def alternatives(words: str) -> str:
    """One of several words, the longer ones first: `"整改 整改工作"` becomes `(?:整改工作|整改)`."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True)) + ")"


def pattern(
    heads: str, *, before: str = "", middle: str = "", tails: str = "", after: str = "", loose: int = 0, more: int = 0
) -> str:
    """A phrase: any of `before`, one of `heads`, any of `middle`, one of `tails` if there are some, any of `after`.

    Parameters
    ----------
    loose
        So many other characters may stand in front.
    more
        Behind a 及, 和, 与 or 、 so many other characters may follow.
    """
    return "".join(
        [
            f".{{0,{loose}}}" if loose else "",
            alternatives(before) + "*" if before else "",
            alternatives(heads),
            alternatives(middle) + "*" if middle else "",
            alternatives(tails) if tails else "",
            alternatives(after) + "*" if after else "",
            f"(?:[及和与、].{{1,{more}}})?" if more else "",
        ]
    )
