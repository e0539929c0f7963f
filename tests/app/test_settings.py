"""Settings come from the environment only, and the page that lists them lists all of them."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from app.settings import FIELDS, ROOT_DATA_DIR, Settings, default_data_dir, read_settings
from geo.errors import UsageError

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_page_lists_every_setting_and_no_other() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(FIELDS.values())
    assert set(FIELDS) == {field.name for field in fields(Settings)}


def test_an_empty_environment_gives_the_defaults() -> None:
    assert read_settings({}) == Settings(default_data_dir(), None, "zh")
    assert read_settings(dict.fromkeys(FIELDS.values(), " ")) == read_settings({})


def test_data_of_root_lies_where_the_database_user_can_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert default_data_dir() == ROOT_DATA_DIR
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert default_data_dir().name == "zhenggai"
    assert default_data_dir() != ROOT_DATA_DIR


def test_a_relative_data_folder_becomes_absolute() -> None:
    assert read_settings({"ZHENGGAI_DATA_DIR": "数据"}).data_dir == Path.cwd() / "数据"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://u:p@h:1/d", "postgresql+psycopg://u:p@h:1/d"),
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+psycopg://u@/d?host=/run", "postgresql+psycopg://u@/d?host=/run"),
    ],
)
def test_usual_database_addresses_are_understood(given: str, used: str) -> None:
    assert read_settings({"ZHENGGAI_DATABASE_URL": given}).database_url == used


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ZHENGGAI_LANG", "fr"),
        ("ZHENGGAI_DATABASE_URL", "mysql://u:geheim@h/d"),
        ("ZHENGGAI_DATABASE_URL", "geheim"),
    ],
)
def test_a_wrong_value_is_named_without_giving_a_password_away(variable: str, value: str) -> None:
    with pytest.raises(UsageError, match=variable) as refused:
        read_settings({variable: value})
    assert variable in refused.value.zh
    assert "geheim" not in refused.value.zh + refused.value.en
