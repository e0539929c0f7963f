"""How do places of the office's own come in, go out, and get from the database to whoever reads without one?

With a database its tables are the record, with who and when; `office.db` beside the gazetteer repeats it, so that
reading documents needs no database. Without a database the file is the record; the first command that meets a
database hands the file's sources over to it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.contract import line
from app.db.cluster import Cluster
from app.errors import WrongOption
from app.settings import Settings
from gazetteer.importers.plan import Plan
from gazetteer.importers.record import Options
from gazetteer.importers.run import read_plan, require_usable
from gazetteer.index import Gazetteer, open_or_build
from gazetteer.office import PlaceStore
from gazetteer.office_file import OfficeFile
from gazetteer.overlay import OFFICE_FILE
from geo.errors import Language

Progress = Callable[[str, int, int], None]

_WORDS = {
    "new": ("新增", "new"),
    "better": ("改进", "better"),
    "same": ("不优于已有", "no better than what is known"),
    "repeated": ("文件内重复", "repeated in the file"),
    "refused": ("不采用", "refused"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants imported; a dry run stores nothing."""

    source: str
    path: Path
    options: Options
    who: str
    dry_run: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import changed, or would change."""

    plan: Plan
    stored: bool

    def lines(self) -> Iterator[bytes]:
        """One JSON line with the numbers, then one for each refusal."""
        yield line({"source": self.plan.source.key, "stored": self.stored, **self.plan.count()})
        for refusal in self.plan.refused:
            yield line({"refused": refusal.name, "where": refusal.where, "reason": refusal.zh, "reason_en": refusal.en})

    def sentences(self, language: Language, most: int) -> Iterator[str]:
        zh = language == "zh"
        counted = self.plan.count()
        parts = ("，" if zh else ", ").join(
            f"{words[0]} {counted[word]}" if zh else f"{counted[word]} {words[1]}" for word, words in _WORDS.items()
        )
        verb = ("已导入" if self.stored else "试运行，未存入") if zh else ("imported" if self.stored else "dry run, nothing stored")
        key = self.plan.source.key
        yield f"{key}：{verb}；{parts}。" if zh else f"{key}: {verb}; {parts}."
        for note_zh, note_en in self.plan.notes:
            yield f"注意：{note_zh}。" if zh else f"note: {note_en}."
        for refusal in self.plan.refused[:most]:
            yield (
                f"不采用 {refusal.where}“{refusal.name}”：{refusal.zh}。"
                if zh
                else f"refused, {refusal.where} “{refusal.name}”: {refusal.en}."
            )
        if (more := len(self.plan.refused) - most) > 0:
            yield f"……另有 {more} 条，见标准输出。" if zh else f"… and {more} more, see the standard output."


def bring_in(settings: Settings, request: Request, building: Progress, progress: Progress) -> Outcome:
    """Import a file, or say what that would change.

    Raises
    ------
    BadSource, DatabaseUnavailable
    """
    open_or_build(settings.gazetteer_file, building).close()
    with Gazetteer.open(settings.gazetteer_file) as gazetteer, office_store(settings) as held:
        made = read_plan(
            request.source,
            request.path,
            request.options,
            gazetteer,
            held,
            who=request.who,
            now=now(),
            progress=progress,
        )
        if request.dry_run:
            return Outcome(made, stored=False)
        require_usable(made, request.path)
        progress("store", 0, len(made.places))
        held.replace(made.source, made.places)
        progress("store", len(made.places), len(made.places))
    return Outcome(made, stored=True)


def source_lines(settings: Settings) -> Iterator[bytes]:
    with office_store(settings) as held:
        counts = held.counts()
        for source in held.sources():
            body: dict[str, Any] = asdict(source)
            yield line({**body, "places": counts.get(source.key, 0)})


def take_out(settings: Settings, key: str) -> int:
    """Remove a source; how many places it held.

    Raises
    ------
    WrongOption
    """
    with office_store(settings) as held:
        count = held.remove(key)
        if count < 0:
            known = "、".join(source.key for source in held.sources()) or "（无）"
            raise WrongOption(
                f"没有名为“{key}”的来源；已导入的来源：{known}。",
                f"there is no source “{key}”; imported are: {known}.",
            )
    return count


@contextlib.contextmanager
def office_store(settings: Settings) -> Iterator[PlaceStore]:
    """The store of record: the database where there is one, otherwise the file; the file repeats the database.

    Raises
    ------
    DatabaseUnavailable, SchemaBehind
    """
    with contextlib.closing(OfficeFile(settings.gazetteer_file.with_name(OFFICE_FILE))) as file:
        if settings.database_url is None and not Cluster(settings.cluster_dir).running():
            yield file
            return
        from app.db import schema  # noqa: PLC0415 - without a database none of it is loaded
        from app.db.cluster import database_url  # noqa: PLC0415
        from app.db.engine import connect  # noqa: PLC0415
        from app.services.places import DatabasePlaces, follow  # noqa: PLC0415

        engine = connect(database_url(settings))
        try:
            schema.upgrade(engine)
            store = DatabasePlaces(engine)
            follow(file, store)
            yield store
            follow(file, store)
        finally:
            engine.dispose()


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
