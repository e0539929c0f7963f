"""How do commands talk to people? Sentences and progress bars on stderr, data on stdout, defects into a log."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.settings import Settings, read_settings
from geo.errors import Language

if TYPE_CHECKING:
    from rich.progress import Progress
    from sqlalchemy import Engine

    from gazetteer.index import Gazetteer

STEP_NAMES: Final = {
    "frame": "省市县乡",
    "statistics": "统计区划村名",
    "dictionary": "村名词典",
    "areas": "区县边界",
    "points": "点位",
    "write": "写入",
    "index": "索引",
}


def user_settings() -> Settings:
    """The settings of whoever runs the command."""
    return read_settings()


def tell(language: Language, zh: str, en: str) -> None:
    """Say something to the person at the terminal."""
    print(zh if language == "zh" else en, file=sys.stderr)


class NobodyReads(Exception):
    """Whoever read our output has seen enough, as in `| head`."""


def put(lines: Iterable[bytes]) -> None:
    """Write data to stdout, at once, so that the next program in a pipe need not wait."""
    try:
        for line in lines:
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that nothing fails at exit either
        raise NobodyReads from error


def user_name() -> str:
    """Who runs the command, for the record of who changed what."""
    import getpass  # noqa: PLC0415 - only commands that write need a name

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in a container
        return f"uid {os.getuid()}"


class DefectLog(logging.FileHandler):
    """A log file that appears with its first entry, and not at all where nothing can be written."""

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return path.open("a", encoding="utf-8", errors="backslashreplace")
        except OSError:
            return Path(os.devnull).open("a", encoding="utf-8")


def log_path(settings: Settings) -> Path:
    return settings.data_dir / "zhenggai.log"


def start_log(settings: Settings) -> None:
    """Send warnings and defects to the log in the data folder."""
    handler = DefectLog(log_path(settings), delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


@contextlib.contextmanager
def progress_bar(description: str, total: int | None) -> Iterator[Progress]:
    """A progress bar on stderr with one task, which has the number 0; nothing where nobody watches."""
    from rich.console import Console  # noqa: PLC0415 - only for long work
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        bar.add_task(description, total=total)
        yield bar


@contextlib.contextmanager
def building(settings: Settings) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar for the building of the gazetteer, which appears with the first step."""
    with contextlib.ExitStack() as stack:
        bar: Progress | None = None

        def progress(step: str, done: int, total: int) -> None:
            nonlocal bar
            name = STEP_NAMES.get(step, step) if settings.language == "zh" else step
            if bar is None:
                tell(
                    settings.language,
                    f"正在建立地名库 {settings.gazetteer_file}（只需一次）…",
                    f"building the gazetteer {settings.gazetteer_file} (only this once)…",
                )
                bar = stack.enter_context(progress_bar(name, total))
            bar.update(bar.task_ids[0], description=name, completed=done, total=total)

        yield progress


def ready_gazetteer(settings: Settings) -> Gazetteer:
    """The gazetteer with the office's places; built first, with a progress bar, when there is none or it is stale."""
    from gazetteer.index import open_or_build  # noqa: PLC0415 - `text` and `findings` do without
    from gazetteer.overlay import open_office  # noqa: PLC0415

    with building(settings) as progress:
        open_or_build(settings.gazetteer_file, progress).close()
    return open_office(settings.gazetteer_file)


@contextlib.contextmanager
def open_store(settings: Settings, *, upgrade: bool = False) -> Iterator[Engine]:
    """The database with the schema we need: brought up to it with `upgrade`, otherwise required to have it."""
    from app.db import schema  # noqa: PLC0415 - commands that read documents do without a database
    from app.db.cluster import database_url  # noqa: PLC0415
    from app.db.engine import connect  # noqa: PLC0415

    engine = connect(database_url(settings))
    try:
        if upgrade:
            schema.upgrade(engine)
        else:
            schema.require(engine)
        yield engine
    finally:
        engine.dispose()


def known_region(gazetteer: Gazetteer, region: str | None) -> str | None:
    """The code of a region, once the gazetteer knows it.

    Raises
    ------
    WrongOption
    """
    from app.errors import WrongOption  # noqa: PLC0415 - only where there is a region

    if region is not None and gazetteer.place(region) is None:
        raise WrongOption(
            f"地名库中没有代码为“{region}”的行政区；应为六位行政区划代码，如 410800。",
            f"the gazetteer has no region with the code “{region}”; give a six-digit code such as 410800.",
        )
    return region
