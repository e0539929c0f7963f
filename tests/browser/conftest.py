"""A real browser with every outside request blocked and counted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Request, Route, sync_playwright

from app.db.engine import connect
from app.server import free_listener
from app.services.ingest import ingest
from app.services.reading import Reading
from app.services.storing import Stored
from app.settings import Settings
from app.web import create_app
from layers.webmap import self_contained
from tests.browser.invented import AREAS, FEATURES
from tests.browser.watching import Open, Watched

CHROMIUM = [Path(path) for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")]

# Without these, the browser itself asks its maker's hosts for updates, and root cannot start it at all.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(path for path in CHROMIUM if path.exists())
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Open]:
    """Makes pages of a given size; at the end none of them has asked an outside host or logged an error."""
    opened: list[Watched] = []

    def make(width: int = 1440, height: int = 900, **options: object) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        one = Watched(context.new_page())

        def check(route: Route, request: Request) -> None:
            one.requests.append(request.url)
            if (
                urlsplit(request.url).scheme in {"file", "data", "blob"}
                or urlsplit(request.url).hostname == "127.0.0.1"
            ):
                route.continue_()
            else:
                one.outside.append(request.url)
                route.abort()

        context.route("**/*", check)
        one.page.on("console", lambda m: one.errors.append(m.text) if m.type in {"error", "warning"} else None)
        one.page.on("pageerror", lambda error: one.errors.append(str(error)))
        opened.append(one)
        return one

    yield make
    for one in opened:
        one.page.context.close()
        assert one.outside == []
        assert one.errors == []


@pytest.fixture(scope="session")
def map_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a self-contained map on disk."""
    file = tmp_path_factory.mktemp("map") / "整改 地图.html"
    file.write_text(self_contained(FEATURES, AREAS), "utf-8")
    return file.as_uri()


SAMPLES = Path(__file__).parents[2] / "samples"

HOSTILE = """示例文件，内容虚构

焦作市生态环境督察整改进展情况

一、<script>document.title="owned"</script>

1.污水直排。温县虚构<img src=x onerror=alert(1)>有限公司污水直排，<b>粗</b>。

整改情况：已完成。（1）"</script><script>document.title="owned"</script>

责任单位：<b>温县</b>人民政府
"""


@pytest.fixture(scope="module")
def address(module_database_url: str, gazetteer_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running service that holds the samples and a hostile document."""
    hostile = tmp_path_factory.mktemp("hostile") / "<b>敌意.txt"
    hostile.write_text(HOSTILE, "utf-8")
    files = [hostile, *sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".docx"})]
    engine = connect(module_database_url)
    told = [one for each in ingest(engine, files, Reading(gazetteer_file), "tester") for one in each]
    engine.dispose()
    assert [type(one) for one in told] == [Stored] * len(files)

    data_dir = tmp_path_factory.mktemp("data")  # what is learned stays out of the other tests' gazetteer
    (data_dir / "gazetteer.db").symlink_to(gazetteer_file)
    settings = Settings(data_dir=data_dir, database_url=module_database_url, language="zh")
    with free_listener("127.0.0.1", 18500) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        server.should_exit = True
        thread.join()
