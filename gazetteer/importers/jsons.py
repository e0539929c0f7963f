"""Read JSON files, with the line in which they break off."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from gazetteer.errors import BadSource
from gazetteer.importers.tables import file_text


def load(path: Path) -> Any:
    """Give the content of a JSON file.

    Raises
    ------
    BadSource
    """
    text = file_text(path)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadSource(
            f"{path.name} 第 {error.lineno} 行不是完整的 JSON，文件可能被截断；请重新下载或导出。",
            f"{path.name}, line {error.lineno}: no complete JSON, the file may be cut short; download or export it again.",
        ) from error


def listed(content: Any, path: Path, keys: Iterable[str], example: str) -> list[dict[str, Any]]:
    """Give the list under one of some keys, or the content itself when it is a list.

    Raises
    ------
    BadSource
        When the file is JSON of another make.
    """
    found = content if isinstance(content, list) else None
    if isinstance(content, dict):
        found = next((content[key] for key in keys if isinstance(content.get(key), list)), None)
    if found is None:
        raise BadSource(
            f"{path.name} 第 1 行起不是所说的格式，应含 {example}；请检查是否选错了来源或文件。",
            f"{path.name}, from line 1: not of the format told, it should hold {example}; check the source and the file.",
        )
    return [item for item in found if isinstance(item, dict)]


def text_of(item: dict[str, Any], *keys: str) -> str:
    """Give the first of some values that is text and not empty."""
    return next((value.strip() for key in keys if isinstance(value := item.get(key), str) and value.strip()), "")
