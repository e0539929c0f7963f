"""Commands of the office's own places: import, sources, remove, export-office, ask."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Final

import typer

from app.commands.console import building, progress_bar, put, tell, user_name, user_settings
from app.errors import WrongOption
from geo.errors import Language

STEP_NAMES: Final = {"read": ("读取", "reading"), "check": ("核对", "checking"), "store": ("存入", "storing")}
SHOWN_REFUSALS: Final = 10


def register(app: typer.Typer) -> None:
    """Add the commands to the group `gazetteer`."""
    app.command("import")(import_source)
    app.command()(sources)
    app.command()(remove)
    app.command("export-office")(export_office)
    app.command()(ask)


def import_source(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="来源 · osm geonames own sections enterprises …")],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="文件 · the file")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说明会改变什么 · only say what would change")] = False,
    datum: Annotated[str | None, typer.Option(metavar="DATUM", help="坐标系 · wgs84 cgcs2000 gcj02 bd09")] = None,
    crs: Annotated[str | None, typer.Option(metavar="EPSG:n", help="投影坐标系 · projected system")] = None,
    towgs84: Annotated[
        str | None, typer.Option(metavar="dx,dy,dz[,rx,ry,rz,s]", help="自备转换参数 · parameters of your own")
    ] = None,
    county: Annotated[
        str | None, typer.Option(metavar="ADCODE", help="所有地点都应在此行政区内 · everything must lie in it")
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="地点类型 · what all of them are")] = None,
    columns: Annotated[
        str | None, typer.Option(metavar="name=名称,lon=经度", help="列的对应 · which column is what")
    ] = None,
    uncertainty: Annotated[
        float | None, typer.Option(metavar="METRES", help="坐标误差半径（米） · radius of the positions")
    ] = None,
    licence: Annotated[str | None, typer.Option(metavar="TEXT", help="许可 · licence of the data")] = None,
    redistributable: Annotated[
        bool | None, typer.Option("--redistributable/--private", help="可否转给其他单位 · may be passed on")
    ] = None,
    name: Annotated[str | None, typer.Option("--as", metavar="KEY", help="来源名 · name of the source")] = None,
) -> int:
    """导入本单位的地名数据。 · Import places of the office's own."""
    from app.services.importing import Request, bring_in  # noqa: PLC0415 - the command that runs loads what it needs
    from gazetteer.importers.kinds import kind_of_word  # noqa: PLC0415
    from gazetteer.importers.record import Options  # noqa: PLC0415
    from gazetteer.importers.systems import datum_of  # noqa: PLC0415

    settings = user_settings()
    shift = _shift(towgs84)
    options = Options(
        datum=datum_of(datum, shift=shift) if datum is not None else None,
        epsg=_epsg(crs),
        shift=shift,
        county=county,
        columns=_columns(columns),
        kind=kind_of_word(kind) if kind is not None else None,
        uncertainty_m=_positive(uncertainty),
        licence=licence,
        redistributable=redistributable,
        key=name,
    )
    if kind is not None and options.kind is None:
        raise WrongOption(f"不认识的类型“{kind}”。", f"“{kind}” is no kind of place.")
    with building(settings) as build_progress, _steps(settings.language, path) as progress:
        request = Request(source, path, options, user_name(), dry_run=dry_run)
        outcome = bring_in(settings, request, build_progress, progress)
    put(outcome.lines())
    for sentence in outcome.sentences(settings.language, SHOWN_REFUSALS):
        tell(settings.language, sentence, sentence)
    return 0


def sources() -> int:
    """列出已导入的来源，每个一行 JSON。 · List what was imported; one JSON line per source."""
    from app.services.importing import source_lines  # noqa: PLC0415

    settings = user_settings()
    lines = list(source_lines(settings))
    put(lines)
    if not lines:
        tell(settings.language, "还没有导入任何来源。", "nothing was imported yet.")
    return 0


def remove(source: Annotated[str, typer.Argument(metavar="SOURCE", help="来源名，见 sources · its name")]) -> int:
    """撤销一次导入：移除该来源的全部地点。 · Take an import back: remove all places of a source."""
    from app.services.importing import take_out  # noqa: PLC0415

    settings = user_settings()
    count = take_out(settings, source)
    tell(settings.language, f"已移除来源 {source} 的 {count} 个地点。", f"removed {source} with its {count} places.")
    return 0


def export_office(
    file: Annotated[Path, typer.Argument(metavar="FILE.gpkg", help="要写的文件 · the file to write")],
) -> int:
    """导出可以转给其他单位的地点（GeoPackage）。 · Export what may be passed on, as GeoPackage."""
    from app.services.importing import hand_out  # noqa: PLC0415

    settings = user_settings()
    written, kept_back = hand_out(settings, file)
    tell(
        settings.language,
        f"已写出 {written} 个地点到 {file}" + (f"；不得转发的 {kept_back} 个未写出。" if kept_back else "。"),
        f"wrote {written} places to {file}"
        + (f"; {kept_back} that may not be passed on stay out." if kept_back else "."),
    )
    return 0


def ask(
    name: Annotated[str, typer.Argument(metavar="NAME", help="地名 · a place's name")],
    county: Annotated[str, typer.Option(metavar="ADCODE", help="应在的区县 · the county it should lie in")],
    store: Annotated[bool, typer.Option("--store", help="存入本单位地名库 · keep the answers")] = False,
) -> int:
    """在线查询天地图（需要密钥）。 · Ask Tianditu over the network, with a key of your own."""
    from app.services.importing import ask_online  # noqa: PLC0415

    settings = user_settings()
    with building(settings) as build_progress:
        lines = list(ask_online(settings, name, county, user_name(), build_progress, store=store))
    put(lines)
    if not lines:
        tell(settings.language, f"天地图在该区县没有找到“{name}”。", f"Tianditu has no “{name}” in that county.")
    return 0


@contextlib.contextmanager
def _steps(language: Language, path: Path) -> Iterator[Callable[[str, int, int], None]]:
    with progress_bar(path.name, None) as bar:

        def progress(step: str, done: int, total: int) -> None:
            zh, en = STEP_NAMES.get(step, (step, step))
            bar.update(bar.task_ids[0], description=zh if language == "zh" else en, completed=done, total=total)

        yield progress


def _epsg(text: str | None) -> int | None:
    if text is None:
        return None
    number = text.upper().removeprefix("EPSG:")
    if not number.isdecimal():
        raise WrongOption(f"--crs 应形如 EPSG:4547，不能是“{text}”。", f"--crs is written EPSG:4547, not “{text}”.")
    return int(number)


def _columns(text: str | None) -> dict[str, str]:
    if not text:
        return {}
    pairs = [part.partition("=") for part in text.replace("，", ",").split(",")]
    if any(not mark or not heading for _, mark, heading in pairs):
        raise WrongOption(
            f"--columns 应形如 name=名称,lon=经度，不能是“{text}”。",
            f"--columns is written name=HEADING,lon=HEADING, not “{text}”.",
        )
    return {word.strip(): heading.strip() for word, _, heading in pairs}


def _shift(text: str | None) -> tuple[float, ...]:
    if text is None:
        return ()
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) not in (3, 7):
        raise WrongOption(
            f"--towgs84 应为三个或七个数，以逗号分隔，不能是“{text}”。",
            f"--towgs84 takes three or seven numbers with commas, not “{text}”.",
        )
    return numbers


def _positive(metres: float | None) -> float | None:
    if metres is not None and not 0 < metres < float("inf"):
        raise WrongOption(f"--uncertainty 应为正数，不能是 {metres}。", f"--uncertainty is above zero, not {metres}.")
    return metres
