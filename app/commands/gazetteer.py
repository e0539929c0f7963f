"""Commands of the gazetteer: build, search, stats; `importing` adds those of the office's own places."""

from __future__ import annotations

import contextlib
from typing import Annotated

import typer

from app.commands import importing
from app.commands.console import building, known_region, put, ready_gazetteer, tell, user_settings

app = typer.Typer(help="地名库 · the gazetteer")
importing.register(app)


@app.command()
def build() -> int:
    """由内置数据建立地名库。 · Build the gazetteer file from the built-in data."""
    from gazetteer.build import build as build_file  # noqa: PLC0415 - the command that runs loads what it needs

    settings = user_settings()
    with building(settings) as progress:
        path = build_file(settings.gazetteer_file, progress)
    tell(settings.language, f"地名库已建立：{path}", f"the gazetteer is built: {path}")
    return 0


@app.command()
def search(
    name: Annotated[str, typer.Argument(metavar="NAME", help="地名 · a place's name")],
    region: Annotated[
        str | None, typer.Option(metavar="ADCODE", help="只在该行政区内查找 · only within this unit")
    ] = None,
) -> int:
    """按名称查找，每个结果一行 JSON。 · Look a name up; one JSON line per place."""
    from app.contract import line, place_body  # noqa: PLC0415

    settings = user_settings()
    with contextlib.closing(ready_gazetteer(settings)) as gazetteer:
        places = gazetteer.named(name, within=known_region(gazetteer, region))
        put(line(place_body(place)) for place in places)
    if not places:
        tell(settings.language, f"地名库中没有“{name}”。", f"the gazetteer has no “{name}”.")
    return 0


@app.command()
def stats() -> int:
    """按类型、来源和精度统计，每项一行 JSON。 · Count by kind, source and precision; one JSON line each."""
    from app.contract import line  # noqa: PLC0415

    settings = user_settings()
    with contextlib.closing(ready_gazetteer(settings)) as gazetteer:
        put(line(row) for row in gazetteer.stats())
    return 0
