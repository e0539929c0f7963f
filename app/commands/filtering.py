"""How do the filters of the contract become options of a command? One option for each, from the one list of filters."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, Final

import typer

from app.services.filters import NAMES, parse_filters

PANEL: Final = "筛选 · Filters"

HELP: Final = {
    "document": "文件名或编号 · file name or id",
    "county": "区县名或代码 · name or code",
    "township": "乡镇名或代码 · name or code",
    "status": "整改状态，如 completed · status",
    "category": "污染类别，如 water · category",
    "due_before": "时限不晚于该日 · due on or before",
    "due_after": "时限不早于该日 · due on or after",
    "precision": "位置精度，如 place · precision",
    "unit": "责任单位 · responsible unit",
    "q": "文字 · text",
    "bbox": "范围：西,南,东,北（WGS-84 度）· west,south,east,north",
    "overdue": "是否逾期 · overdue or not",
}


def with_filters(command: Callable[..., int]) -> Callable[..., int]:
    """The command with an option for each filter; what was given reaches it as its argument `filters`.

    Examples
    --------
    `--status closed --status completed` and `--status closed,completed` mean the same; `--due-before` may also be
    written as in an address, `--due_before`.
    """
    own = inspect.signature(command, eval_str=True)
    parameters = [parameter for parameter in own.parameters.values() if parameter.name != "filters"]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_option(name))
        for name in NAMES
    ]

    @functools.wraps(command)
    def filtered(**values: Any) -> int:
        given = {name: values.pop(name) for name in NAMES}
        words = {name: [str(value).lower()] if isinstance(value, bool) else value for name, value in given.items()}
        return command(**values, filters=parse_filters({name: texts for name, texts in words.items() if texts}))

    described: Any = filtered
    described.__signature__ = own.replace(parameters=parameters)
    described.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return filtered


def _option(name: str) -> Any:
    spellings = dict.fromkeys((f"--{name.replace('_', '-')}", f"--{name}"))
    if name == "overdue":
        return Annotated[bool | None, typer.Option("--overdue/--not-overdue", help=HELP[name], rich_help_panel=PANEL)]
    return Annotated[list[str] | None, typer.Option(*spellings, help=HELP[name], rich_help_panel=PANEL)]
