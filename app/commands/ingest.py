"""Commands that fill the store and check it: ingest, check."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from app.commands.console import (
    known_region,
    open_store,
    progress_bar,
    put,
    ready_gazetteer,
    tell,
    user_name,
    user_settings,
)
from app.commands.documents import Region


def register(app: typer.Typer) -> None:
    for command in (ingest, check):
        app.command()(command)


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="文件或文件夹 · files or folders")],
    region: Region = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="内容截至日期 · the day the files speak of"),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, metavar="N", help="并行读取的进程数 · processes")] = 1,
) -> int:
    """读入文件：问题、地点、存入数据库；同一文件读两次不变。 · Documents to findings to sites to the database."""
    from app.services.importing import repeat_database  # noqa: PLC0415 - the command that runs loads what it needs
    from app.services.ingest import ingest as run  # noqa: PLC0415 - the command that runs loads what it needs
    from app.services.reading import Reading, Rejected, files_in  # noqa: PLC0415
    from app.services.summary import Summary  # noqa: PLC0415

    settings = user_settings()
    with contextlib.closing(ready_gazetteer(settings)) as gazetteer:
        reading = Reading(
            settings.gazetteer_file, region=known_region(gazetteer, region), as_of=as_of.date() if as_of else None
        )
    summary = Summary(settings.language)
    found = list(files_in(paths))
    for rejected in found:
        if isinstance(rejected, Rejected):
            summary.add(rejected)
            tell(settings.language, rejected.zh, rejected.en)
    files = [path for path in found if isinstance(path, Path)]
    title = "读入" if settings.language == "zh" else "reading"
    try:
        with open_store(settings, upgrade=True) as engine, progress_bar(title, len(files)) as bar:
            repeat_database(settings, engine)
            for told in run(engine, files, reading, user_name(), workers):
                for one in told:
                    bar.console.print(summary.add(one), markup=False, highlight=False, soft_wrap=True)
                bar.advance(bar.task_ids[0])
    finally:  # also after an interruption: what was stored until then
        for sentence in summary.sentences():
            tell(settings.language, sentence, sentence)
    return int(summary.failed)


def check() -> int:
    """核对文件写明的总数与库中的问题。 · Hold the totals that reports state against the findings held."""
    from app.services.checking import check_reports, sentence  # noqa: PLC0415

    settings = user_settings()
    with open_store(settings) as engine:
        lines = [sentence(checked, settings.language) for checked in check_reports(engine)]
    put(f"{line}\n".encode() for line in lines)
    if not lines:
        tell(settings.language, "库中没有写明总数的文件。", "no stored document states a total.")
    return 0
