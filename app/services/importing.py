"""How do places of the office's own come in, go out, and get from the database to whoever reads without one?

With a database its tables are the record, with who and when; `office.db` beside the gazetteer repeats it, so that
reading documents needs no database. Without a database the file is the record; the first command that meets a
database hands the file's sources over to it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.contract import line
from app.db.cluster import Cluster
from app.errors import WrongOption
from app.settings import Settings
from gazetteer.importers.package import write_package
from gazetteer.importers.plan import Plan
from gazetteer.importers.record import Options
from gazetteer.importers.run import read_plans, require_usable
from gazetteer.index import Gazetteer, open_or_build
from gazetteer.office import PlaceStore
from gazetteer.office_file import OfficeFile
from gazetteer.overlay import OFFICE_FILE
from gazetteer.providers.keeping import keep_answers
from gazetteer.providers.provider import Answer
from gazetteer.providers.tianditu import Tianditu
from geo.errors import Language

if TYPE_CHECKING:
    from sqlalchemy import Engine

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
    """What an import changed, or would change, source by source."""

    plans: Sequence[Plan]
    stored: bool

    def lines(self) -> Iterator[bytes]:
        """One JSON line with the numbers of each source, then one for each refusal."""
        for made in self.plans:
            yield line({"source": made.source.key, "stored": self.stored, **made.count()})
            for one in made.refused:
                yield line({"refused": one.name, "where": one.where, "reason": one.zh, "reason_en": one.en})

    def sentences(self, language: Language, most: int) -> Iterator[str]:
        """What happened, in words, with at most so many of each source's refusals."""
        for made in self.plans:
            yield from (_told_zh if language == "zh" else _told_en)(made, most, stored=self.stored)


def _told_zh(made: Plan, most: int, *, stored: bool) -> Iterator[str]:
    counted = made.count()
    parts = "，".join(f"{zh} {counted[word]}" for word, (zh, _) in _WORDS.items())
    yield f"{made.source.key}：{'已导入' if stored else '试运行，未存入'}；{parts}。"
    for note, _ in made.notes:
        yield f"注意：{note}。"
    for refusal in made.refused[:most]:
        yield f"不采用 {refusal.where}“{refusal.name}”：{refusal.zh}。"
    if len(made.refused) > most:
        yield f"……另有 {len(made.refused) - most} 条，见标准输出。"


def _told_en(made: Plan, most: int, *, stored: bool) -> Iterator[str]:
    counted = made.count()
    parts = ", ".join(f"{counted[word]} {en}" for word, (_, en) in _WORDS.items())
    yield f"{made.source.key}: {'imported' if stored else 'dry run, nothing stored'}; {parts}."
    for _, note in made.notes:
        yield f"note: {note}."
    for refusal in made.refused[:most]:
        yield f"refused, {refusal.where} “{refusal.name}”: {refusal.en}."
    if len(made.refused) > most:
        yield f"… and {len(made.refused) - most} more, see the standard output."


def bring_in(settings: Settings, request: Request, building: Progress, progress: Progress) -> Outcome:
    """Import a file, or say what that would change.

    Raises
    ------
    BadSource, DatabaseUnavailable
    """
    open_or_build(settings.gazetteer_file, building).close()
    with Gazetteer.open(settings.gazetteer_file) as gazetteer, office_store(settings) as held:
        plans = read_plans(
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
            return Outcome(plans, stored=False)
        require_usable(plans, request.path)
        for made in plans:
            progress("store", 0, len(made.places))
            held.replace(made.source, made.places)
    return Outcome(plans, stored=True)


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


def hand_out(settings: Settings, file: Path) -> tuple[int, int]:
    """Write what may be passed on to a GeoPackage; how many places that is, and how many stay out.

    Raises
    ------
    BadSource
    """
    with office_store(settings) as held, Gazetteer.open(settings.gazetteer_file) as gazetteer:
        return write_package(held, file, {county.id: county.name for county in gazetteer.counties()})


def ask_online(
    settings: Settings, name: str, county: str, who: str, building: Progress, *, store: bool
) -> Iterator[bytes]:
    """Ask Tianditu for a place and give its answers, one JSON line each; stored like an import where that is wanted.

    Raises
    ------
    NoAnswer, WrongOption
    """
    open_or_build(settings.gazetteer_file, building).close()
    with Gazetteer.open(settings.gazetteer_file) as gazetteer:
        unit = gazetteer.place(county)
        if unit is None:
            raise WrongOption(
                f"地名库中没有代码为“{county}”的区县；应为六位行政区划代码。",
                f"the gazetteer has no county with the code “{county}”; give a six-digit code.",
            )
        provider = Tianditu(settings.tianditu_key, settings.data_dir, gazetteer)
        answers = provider.find(name, unit.id)
        yield from (line(_answer_body(answer)) for answer in answers)
        if store and answers:
            with office_store(settings) as held:
                keep_answers(held, gazetteer, provider.key, answers, who=who, now=now())


def _answer_body(answer: Answer) -> dict[str, Any]:
    return {
        "name": answer.name,
        "kind": answer.kind.value,
        "lon": answer.position.lon,
        "lat": answer.position.lat,
        "uncertainty_m": answer.uncertainty_m,
        "code": answer.code,
    }


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


def repeat_database(settings: Settings, engine: Engine) -> None:
    """Let the file beside the gazetteer, which documents are read with, hold what the database holds."""
    from app.services.places import DatabasePlaces, follow  # noqa: PLC0415 - as above

    with contextlib.closing(OfficeFile(settings.gazetteer_file.with_name(OFFICE_FILE))) as file:
        follow(file, DatabasePlaces(engine))


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
