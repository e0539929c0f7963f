"""How single characters relate: traditional to simplified, to their readings, and to those they are mistaken for."""

from __future__ import annotations

from gazetteer.sources.files import rows


def simplified_characters() -> dict[str, str]:
    """Traditional character → simplified one."""
    return {old: new for old, new in rows("simplified.tsv.xz") if len(new) == 1}


def readings() -> dict[str, tuple[str, ...]]:
    """Character → its readings without tones, the commonest first (ü is v)."""
    return {char: tuple(said.split(",")) for char, said in rows("readings.tsv.xz")}


def lookalikes() -> dict[str, str]:
    """Character → characters that look like it."""
    return {char: similar for char, similar in rows("lookalikes.tsv.xz")}
