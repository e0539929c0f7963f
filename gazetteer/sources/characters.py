"""How single characters relate: traditional to simplified, to their readings, and to those they are mistaken for."""

from __future__ import annotations

from gazetteer.sources.files import rows


def simplified_characters() -> dict[str, str]:
    """Traditional character → simplified one.

    A character that an official name is written with today stays what it is (鴜鹭树镇).
    """
    official = {char for _level, _code, _parent, name in rows("divisions.tsv.xz") for char in name}
    return {old: new for old, new in rows("simplified.tsv.xz") if old not in official}


def readings() -> dict[str, tuple[str, ...]]:
    """Character → its readings without tones, the commonest first (ü is v)."""
    return {char: tuple(said.split(",")) for char, said in rows("readings.tsv.xz")}


def lookalikes() -> dict[str, str]:
    """Character → characters that look like it."""
    return {row[0]: row[1] for row in rows("lookalikes.tsv.xz")}
