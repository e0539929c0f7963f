"""How Word prints the number of a numbered paragraph, in each of its number formats.

The names are those of `w:numFmt`. Beyond the end of a list of signs (㊿, 癸) Word falls back to plain digits, and so
do we; a format not listed here is printed as plain digits too.
"""

from collections.abc import Callable
from typing import Final

_DIGITS = "〇一二三四五六七八九"
_CIRCLED = (
    [chr(0x2460 + n) for n in range(20)] + [chr(0x3251 + n) for n in range(15)] + [chr(0x32B1 + n) for n in range(15)]
)


def chinese(number: int, *, one_before_ten: bool = False, one_before_hundred: bool = True) -> str:
    """Counting numerals up to 9,999: 十二, 一百零三; `one_before_ten` gives 一十二."""
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit == 0:
            gap = bool(text)
            continue
        silent_one = (
            digit == 1
            and not text
            and ((name == "十" and not one_before_ten) or (name in {"百", "千"} and not one_before_hundred))
        )
        text += ("零" if gap and one_before_hundred else "") + ("" if silent_one else _DIGITS[digit]) + name
        gap = False
    return text


def _japanese(number: int) -> str:
    return chinese(number, one_before_hundred=False)


def _legal(number: int) -> str:
    spoken = chinese(number, one_before_ten=True)
    return spoken.translate(str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟"))


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _letters(number: int) -> str:
    """A … Z, then AA, BB, as Word does."""
    turns, place = divmod(number - 1, 26)
    return chr(ord("A") + place) * (turns + 1) if 0 < number <= 26 * 30 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
        (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        count, number = divmod(number, value)
        text += sign * count
    return text


def _signs(signs: str | list[str]) -> Callable[[int], str]:
    def sign(number: int) -> str:
        return signs[number - 1] if 0 < number <= len(signs) else str(number)

    return sign


def _run(first: str, length: int) -> list[str]:
    return [chr(ord(first) + step) for step in range(length)]


FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _signs(_CIRCLED),
    "decimalEnclosedCircleChinese": _signs(_CIRCLED),
    "decimalEnclosedParen": _signs(_run("⑴", 20)),
    "decimalEnclosedFullstop": _signs(_run("⒈", 20)),
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": lambda number: chinese(number) if number < 100 else _digits(number),
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": _legal,
    "taiwaneseCounting": lambda number: chinese(number) if number < 100 else _digits(number),
    "taiwaneseCountingThousand": chinese,
    "taiwaneseDigital": _digits,
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _digits,
    "koreanCounting": _japanese,
    "ideographDigital": _digits,
    "ideographTraditional": _signs("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _signs("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _signs(_run("㊀", 10)),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "none": lambda number: "",
    "bullet": lambda number: "",
}


def spell(number: int, number_format: str) -> str:
    return FORMATS.get(number_format, str)(number) if number >= 0 else str(number)
