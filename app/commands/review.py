"""Commands of the loop that makes positions true: relocate."""

from __future__ import annotations

import contextlib

import typer

from app.commands.console import open_store, ready_gazetteer, tell, user_name, user_settings


def register(app: typer.Typer) -> None:
    app.command()(relocate)


def relocate() -> int:
    """用现在的地名库重新定位已存文件的地点；人工确认的不动。 · Locate stored documents again; what people placed stays."""
    from app.services.relocating import relocate as run  # noqa: PLC0415 - the command that runs loads what it needs
    from app.services.relocating import totals  # noqa: PLC0415

    settings = user_settings()
    done = []
    with open_store(settings, upgrade=True) as engine, contextlib.closing(ready_gazetteer(settings)) as gazetteer:
        for one in run(engine, gazetteer, user_name()):
            done.append(one)
            tell(
                settings.language,
                f"{one.document}：{one.sites} 处地点，{one.moved} 处位置有变化。",
                f"{one.document}: {one.sites} sites, {one.moved} have another position now.",
            )
    counted = totals(done)
    tell(
        settings.language,
        f"共 {len(done)} 份文件、{counted['sites']} 处地点：{counted['moved']} 处更新；{counted['apart']} 处写法读得与以前不同，保持原样。",
        f"{len(done)} documents, {counted['sites']} sites: {counted['moved']} updated; {counted['apart']} are read "
        "differently now and stay as they are.",
    )
    return 0
