"""Commands that read documents and need no database: text, findings, geoparse, explain."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.commands.console import known_region, put, ready_gazetteer, tell, user_settings
from app.settings import Settings

if TYPE_CHECKING:
    from app.services.reading import Read, Rejected

LOG: Final = logging.getLogger(__name__)

File = Annotated[Path, typer.Argument(metavar="FILE", help="文件 · a document")]
Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="文件 · documents")]
Region = Annotated[
    str | None, typer.Option(metavar="ADCODE", help="文件所述地区的行政区划代码 · code of the region it speaks of")
]


def register(app: typer.Typer) -> None:
    for command in (text, findings, geoparse, explain):
        app.command()(command)


def text(file: File) -> int:
    """输出所有位置所指的文本。 · Print the text that all offsets refer to."""
    from app.services.reading import Rejected, texts  # noqa: PLC0415 - the command that runs loads what it needs

    settings = user_settings()
    failed = False
    for extracted in texts(file):
        if isinstance(extracted, Rejected):
            failed = True
            reject(settings, extracted)
        else:
            put([extracted.text.encode()])
    return int(failed)


def findings(files: Files) -> int:
    """每个问题输出一行 JSON。 · Print one JSON line per finding."""
    from app.contract import finding_lines  # noqa: PLC0415
    from app.services.reading import Rejected, documents  # noqa: PLC0415

    settings = user_settings()
    failed = False
    for file in files:
        for document in documents(file):
            if isinstance(document, Rejected):
                failed = True
                reject(settings, document)
                continue
            put(finding_lines(document))
            if not document.findings:
                _without_findings(settings, document.name)
    return int(failed)


def geoparse(files: Files, region: Region = None) -> int:
    """每个地名和每处地点输出一行 JSON。 · Print one JSON line per mention and per site."""
    from app.contract import place_lines  # noqa: PLC0415

    settings = user_settings()
    found = Found()
    for read in read_files(settings, files, region, found):
        put(place_lines(read.document.name, read.located))
    return int(found.failed)


def explain(
    file: File,
    finding: Annotated[int, typer.Option(metavar="N", help="第几个问题（从 1 数起） · which finding, from 1")],
    region: Region = None,
) -> int:
    """说明一个问题中每个地名的候选、依据和选择。 · Show a finding's places with candidates, evidence and choice."""
    from app.errors import NotThere  # noqa: PLC0415
    from app.services.explaining import explanation  # noqa: PLC0415

    settings = user_settings()
    found = Found()
    for read in read_files(settings, [file], region, found):
        if not any(one.ordinal == finding for one in read.document.findings):
            raise NotThere(
                f"{read.document.name} 中没有第 {finding} 个问题；共有 {len(read.document.findings)} 个。",
                f"{read.document.name} has no finding {finding}; it has {len(read.document.findings)}.",
            )
        put([explanation(read.document, read.located, finding, settings.language).encode()])
    return int(found.failed)


class Found:
    """Whether some input could not be read, for the exit status."""

    def __init__(self) -> None:
        self.failed = False


def read_files(settings: Settings, files: list[Path], region: str | None, found: Found) -> Iterator[Read]:
    """The documents with their places; what cannot be read is said on stderr and noted in `found`."""
    from app.services.reading import Read, Reading, Rejected, read  # noqa: PLC0415

    with contextlib.closing(ready_gazetteer(settings)) as gazetteer:
        reading = Reading(settings.gazetteer_file, region=known_region(gazetteer, region))
        for file in files:
            for outcome in read(file, reading):
                if isinstance(outcome, Rejected):
                    found.failed = True
                    reject(settings, outcome)
                elif isinstance(outcome, Read):
                    yield outcome
                    if not outcome.document.findings:
                        _without_findings(settings, outcome.document.name)


def reject(settings: Settings, rejected: Rejected) -> None:
    if rejected.defect:
        LOG.error("%s\n%s", rejected.en, rejected.defect)
    tell(settings.language, rejected.zh, rejected.en)


def _without_findings(settings: Settings, name: str) -> None:
    tell(settings.language, f"{name}：文件可读，但没有问题条目。", f"{name}: readable, but it holds no findings.")
