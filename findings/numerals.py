"""How much does a printed numeral say, in Arabic or Chinese digits?

cn2an reads the Chinese ones; it raises on what it does not understand, and that is None here. Years and serial
numbers are written digit by digit (二〇二三), amounts with powers (三百二十); cn2an's smart mode takes both.
"""

from __future__ import annotations

from functools import lru_cache

import cn2an

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


@lru_cache(maxsize=4096)
def number(numeral: str) -> float | None:
    """The value of a numeral, or None when it is none. 1,200 and 一千二百 give 1200.0; 二〇二三 gives 2023.0."""
    plain = numeral.strip().translate(_FULL_WIDTH).replace(",", "")
    if not plain or len(plain) > 24:
        return None
    if plain.isascii():
        try:
            return float(plain)
        except ValueError:
            return None
    try:
        return float(cn2an.cn2an(plain.replace("〇", "零").replace("两", "二"), "smart"))
    except (ValueError, KeyError, IndexError):
        return None
