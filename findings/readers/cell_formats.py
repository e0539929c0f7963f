"""How does Excel show a number in a cell? As far as it matters for reading: dates, percentages, decimals, units.

A cell stores 44834 and the format yyyy-mm-dd; people see 2022-09-30. Dates are printed in ISO form whatever their
order and separators; a format without a day keeps year and month (2022年9月), since a deadline of a month ends on its
last day. Text around the digits (0"亩") is printed.
"""

import re
from datetime import datetime, timedelta
from typing import Final

BUILT_IN: Final = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy-m-d",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-m-d h:mm",
    27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒",
    36: "yyyy年m月", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
    49: "@", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
"""Format codes that files refer to by number only, as a Chinese Excel shows them."""

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
LONGEST_CODE = 255  # Excel allows no longer format
_TOO_LARGE = 1e15  # beyond this a double does not hold every whole number
_MAX_DECIMALS = 15
_LAST_DAY = 2_958_465  # 31 December 9999


def shown(raw: str, code: str, *, since_1904: bool = False) -> str:
    """The text a cell shows for a stored number; anything that is no number is shown as it is."""
    try:
        number = float(raw)
    except ValueError:
        return raw
    if not abs(number) < _TOO_LARGE:  # nor infinite, nor no number at all
        return raw
    section = _section(code, number)
    bare = _LITERAL.sub("", section).lower()
    if re.search("[ymdhs年月日]", bare.replace("general", "")):
        return (
            _moment(number, _LITERAL.sub(lambda found: found[1] or found[2] or "", section).lower(), since_1904) or raw
        )
    if "general" in bare or "@" in bare or not re.search("[0#?]", bare):
        return _general(number)
    prefix, suffix = _affixes(section)
    percent = min(bare.count("%"), 1)
    decimals = min(len(re.sub(r"[^0#?]", "", bare.partition(".")[2])), _MAX_DECIMALS) if "." in bare else 0
    value = number * 100**percent
    text = f"{value:,.{decimals}f}" if "," in bare.partition(".")[0] else f"{value:.{decimals}f}"
    if ";" in code and number < 0 and "-" not in bare:
        text = text.lstrip("-")
    return f"{prefix}{text}{'%' * percent}{suffix}"


def _section(code: str, number: float) -> str:
    """The part of a format that applies: positive;negative;zero."""
    parts = code.split(";")
    if number < 0 and len(parts) > 1:
        return parts[1]
    return parts[2] if number == 0 and len(parts) > 2 else parts[0]


def _affixes(section: str) -> tuple[str, str]:
    """The quoted or escaped text before and behind the digits."""
    digits = re.search(r"[0#?][0#?.,%]*", re.sub(r'"[^"]*"', lambda quoted: "\x00" * len(quoted[0]), section))
    if digits is None:
        return "", ""

    def literal(part: str) -> str:
        return "".join(quoted or escaped or "" for quoted, escaped in re.findall(r'"([^"]*)"|\\(.)', part))

    return literal(section[: digits.start()]), literal(section[digits.end() :])


def _general(number: float) -> str:
    """As Excel's General: at most eleven significant digits, whole numbers without a point."""
    if number == int(number):
        return str(int(number))
    return f"{number:.10g}"


def _moment(number: float, code: str, since_1904: bool) -> str | None:
    """A date, a month or a time of day; None when the number cannot be one."""
    if not 0 <= number <= _LAST_DAY:
        return None
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if number >= 61 else 31)  # noqa: DTZ001 - wall clock
    moment = start + timedelta(seconds=round(number * 86_400))
    has_year, has_day = "y" in code, "d" in code
    time = ""
    if "h" in code or "时" in code or (re.search("mm?:ss", code) and not has_year):
        time = moment.strftime("%H:%M:%S" if "s" in code else "%H:%M")
    if has_year and has_day:
        date = f"{moment:%Y-%m-%d}"
    elif has_year:
        date = f"{moment.year}年{moment.month}月" if "m" in code else f"{moment.year}年"
    elif has_day:
        date = f"{moment.month}月{moment.day}日"
    elif not time:
        date = f"{moment.month}月" if "m" in code else ""
    else:
        date = ""
    return " ".join(filter(None, (date, time))) or None
