"""A real browser with every outside request blocked and counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Request, Route, sync_playwright

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
