"""What do the given files hold? Files in, documents with their places out; no database needed.

One bad file never stops the others: what cannot be read comes out as `Rejected`, in its turn. With several workers
files are read side by side and still come out in the order they were given.
"""

from __future__ import annotations

import functools
import multiprocessing
import re
import signal
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from findings.document import read_document
from findings.locate import locate
from findings.model import Document, ExtractedText, Located
from findings.readers import SUPPORTED, read_texts
from gazetteer.index import Gazetteer
from gazetteer.overlay import open_office
from geo.errors import Language, UsageError

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
"""Characters that no database and no JSON can hold."""

AHEAD: Final = 4
"""Files read ahead for each worker: enough to keep them busy, few enough to keep memory small."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document with its places."""

    document: Document
    located: Located


@dataclass(frozen=True, slots=True)
class Known:
    """A document left unread since the caller holds it already."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that could not be read; both sentences name it. `defect` is for the log when it is our own fault."""

    zh: str
    en: str
    defect: str = ""

    def sentence(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


Outcome = Read | Known | Rejected


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: with which gazetteer, region and as-of date, and which documents need no reading.

    `region` is an administrative code, `as_of` overrides what the documents say of themselves.
    """

    gazetteer_file: Path
    region: str | None = None
    as_of: date | None = None
    known: frozenset[str] = frozenset()


def files_in(paths: Iterable[Path]) -> Iterator[Path | Rejected]:
    """The files given, and for a folder the documents that lie in it (not below it), by name."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        try:
            inside = sorted(item for item in path.iterdir() if item.suffix.lower() in SUPPORTED and item.is_file())
        except OSError as error:
            yield Rejected(f"文件夹 {path}：无法打开（{error.strerror}）。", f"folder {path}: {error.strerror}.")
            continue
        yield from inside
        if not inside:
            kinds = " ".join(sorted(SUPPORTED))
            yield Rejected(
                f"文件夹 {path}：没有可以读取的文件（{kinds}）；请直接给出文件。",
                f"folder {path}: holds no file that can be read ({kinds}); name the files themselves.",
            )


def texts(path: Path) -> Iterator[ExtractedText | Rejected]:
    """The texts of a file: one, or several for an archive; every character can be stored and printed."""
    try:
        for text in read_texts(path):
            yield replace(text, name=_storable(text.name), text=_storable(text.text))
    except UsageError as error:
        yield Rejected(_storable(error.zh), _storable(error.en))
    except Exception:  # a defect met in one file must not lose the others
        yield _defect(path)


def documents(path: Path) -> Iterator[Document | Rejected]:
    """The documents of a file, without their places."""
    for text in texts(path):
        try:
            yield text if isinstance(text, Rejected) else read_document(text)
        except Exception:  # as above
            yield _defect(path)


def read(path: Path, reading: Reading) -> list[Outcome]:
    """The documents of a file with their places."""
    outcomes: list[Outcome] = []
    for text in texts(path):
        if isinstance(text, Rejected):
            outcomes.append(text)
        elif text.sha256 in reading.known:
            outcomes.append(Known(text.name, text.sha256))
        else:
            outcomes.append(_understand(text, path, reading))
    return outcomes


def read_all(files: Iterable[Path], reading: Reading, workers: int = 1) -> Iterator[list[Outcome]]:
    """What each file holds, in the order given; with several workers, files are read side by side."""
    if workers <= 1:
        yield from (read(file, reading) for file in files)
        return
    # A forked child would share our database connection and progress bar, hence new processes.
    # Ctrl-C is for us alone to answer.
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )
    try:
        running: deque[tuple[Path, Future[list[Outcome]]]] = deque()
        for file in files:
            running.append((file, pool.submit(read, file, reading)))
            if len(running) >= AHEAD * workers:
                yield _result(*running.popleft())
        while running:
            yield _result(*running.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _understand(text: ExtractedText, path: Path, reading: Reading) -> Outcome:
    try:
        document = read_document(text)
        if reading.as_of is not None:
            document = replace(document, as_of=reading.as_of)
        return Read(document, locate(document, _gazetteer(reading.gazetteer_file), reading.region))
    except UsageError:
        raise  # about the region or the gazetteer, so about every file alike
    except Exception:  # as above
        return _defect(path)


def _result(file: Path, future: Future[list[Outcome]]) -> list[Outcome]:
    try:
        return future.result()
    except BrokenProcessPool:
        name = _storable(file.name)
        return [
            Rejected(
                f"{name}：读取进程意外终止，可能是内存不足；请减少 --workers 后重试。",
                f"{name}: the reading process ended unexpectedly, perhaps out of memory; retry with fewer --workers.",
            )
        ]


@functools.cache
def _gazetteer(file: Path) -> Gazetteer:
    return open_office(file)


def _storable(text: str) -> str:
    """The text with one replacement character for each that cannot be stored, so that offsets stay."""
    return _UNSTORABLE.sub("\ufffd", text)


def _defect(path: Path) -> Rejected:
    """The sentence for a defect of ours, with what the log should know; a worker process has no log itself."""
    name = _storable(path.name)
    return Rejected(
        f"{name}：读取时程序内部出错，已跳过该文件并记入日志。",
        f"{name}: an internal error while reading it; the file was skipped and the error logged.",
        defect=traceback.format_exc(),
    )
