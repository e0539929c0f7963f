"""The command line: which commands there are, and how each of them ends.

Data goes to stdout, words for people to stderr. Exit status 0: done; 1: some inputs could not be read, or our own
fault; 2: wrong usage. Whatever happens ends in a sentence, never in a traceback. Commands import what they need when
they run, so that reading a document never waits for the database or the web.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from typing import Final

import typer
from typer.exceptions import Abort, TyperException

from app.commands import database, documents, gazetteer, ingest, outputs, review, serving
from app.commands.console import NobodyReads, log_path, start_log, tell, user_settings
from geo.errors import Language, UsageError

LOG: Final = logging.getLogger(__name__)

INTERRUPTED: Final = 130
"""Exit status after Ctrl-C: 128 and the number of the signal."""

app: Final = typer.Typer(
    name="zhenggai",
    help="整改一张图：读懂督察整改文件，诚实地标在地图上。 · Reads environmental rectification documents and maps them.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (documents, ingest, outputs, serving, review):
    group.register(app)
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(database.app, name="db")


def main() -> None:
    """Entry point of the `zhenggai` program."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit status."""
    language: Language = "zh"
    try:
        settings = user_settings()
        language = settings.language
        start_log(settings)
        status = typer.main.get_command(app).main(args=list(arguments), prog_name="zhenggai", standalone_mode=False)
    except UsageError as error:
        from app.errors import exit_status  # noqa: PLC0415 - only needed when something went wrong

        tell(language, error.zh, error.en)
        return exit_status(error)
    except TyperException as error:
        tell(
            language,
            f"命令用法有误：{error.format_message()}（zhenggai --help 查看用法）",
            f"wrong usage: {error.format_message()} (see zhenggai --help)",
        )
        return 2
    except NobodyReads:
        return 0
    except (KeyboardInterrupt, Abort):
        status = INTERRUPTED
    except Exception:  # our own fault: logged in full, told in one sentence
        LOG.exception("%s", " ".join(arguments))
        tell(
            language,
            f"程序内部出错，详情已记入日志 {log_path(settings)}。",
            f"an internal error; the details are in the log {log_path(settings)}.",
        )
        return 1
    if status == INTERRUPTED:  # also typer's own word for Ctrl-C
        tell(language, "已中断；已完成的部分保留。", "interrupted; what was finished is kept.")
    return status if isinstance(status, int) else 0
