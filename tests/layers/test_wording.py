"""Every word the page asks for exists in both languages, and no word is left over."""

from __future__ import annotations

import re

import pytest

from gazetteer.model import Precision
from geo.datums import Datum
from layers.catalog import LAYERS
from layers.webmap import STATIC
from layers.wording import WORDING

SOURCES = "\n".join(
    file.read_text("utf-8") for file in (*STATIC.glob("*.js"), STATIC.parent / "templates" / "map.html")
)
# Keys that scripts put together from a value.
MADE = {
    *(f"{group}.{precision}" for group in ("precision", "sentence") for precision in Precision),
    *(f"field.{name}" for layer in LAYERS.values() if layer.features == "sites" for name in layer.popup),
    *(f"filter.{name}" for name in ("status", "category", "county", "precision", "document")),
    *(f"review.{answer}" for answer in ("next", "coarse", "no_site")),
    *(f"datum.{datum}" for datum in Datum),
    *(f"number.{name}" for name in ("findings", "completed", "overdue", "inexact")),
}


def test_every_word_asked_for_exists() -> None:
    spelled = re.findall(r'(?:word\(|data-word=|data-label=|words\[)"([a-z_.]+)"', SOURCES)
    asked = {key for key in spelled if not key.endswith(".")} | MADE
    assert asked <= WORDING.keys(), asked - WORDING.keys()


def test_no_word_is_left_over() -> None:
    spelled = {key for key in WORDING if f'"{key}"' in SOURCES} | MADE
    assert WORDING.keys() == spelled, WORDING.keys() - spelled


@pytest.mark.parametrize("key", WORDING)
def test_both_languages_have_the_same_blanks(key: str) -> None:
    zh, en = WORDING[key]
    assert zh.strip()
    assert en.strip()
    assert set(re.findall(r"\{\w+\}", zh)) == set(re.findall(r"\{\w+\}", en))
