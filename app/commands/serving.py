"""Commands that serve the map: serve, demo."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.console import open_store, tell, user_settings

Port = Annotated[int, typer.Option(min=1, max=65535, help="端口，被占用时取下一个 · port, or the next free one")]


def register(app: typer.Typer) -> None:
    for command in (serve, demo):
        app.command()(command)


def serve(
    host: Annotated[str, typer.Option(help="监听的地址 · address to listen on")] = "127.0.0.1", port: Port = 8000
) -> int:
    """打开网页地图。 · Serve the web application."""
    from app.server import serve as listen  # noqa: PLC0415 - the command that runs loads what it needs
    from app.web import create_app  # noqa: PLC0415

    settings = user_settings()
    with open_store(settings, upgrade=True):
        pass

    def announce(address: str) -> None:
        tell(
            settings.language, f"地图已打开：{address} （Ctrl-C 结束）", f"the map is open: {address} (Ctrl-C ends it)"
        )

    listen(create_app(settings), host, port, announce)
    return 0


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="不打开网页 · do not serve")] = False,
    port: Port = 8000,
) -> int:
    """用示例文件走完全程：数据库、地名库、读入、打开地图。 · Everything on the sample documents."""
    from app.demo import demo as run  # noqa: PLC0415

    run(user_settings(), serving=not no_serve, port=port)
    return 0
