"""Take the pictures of the map in `docs/images/`, for the README and for looking at.

    zhenggai demo                                        in one terminal
    zhenggai map -o map.html samples/*.txt samples/*.docx
    python tools/take_pictures.py http://127.0.0.1:8000/ map.html

Fails when a page asks for anything from elsewhere or logs an error.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

TARGET = Path(__file__).parents[1] / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
REST_MS = 2500  # flights and clusters come to rest


def still(page: Page) -> None:
    """The first view as it is."""


def finding(page: Page) -> None:
    page.get_by_role("button", name="清单").click()
    page.locator(".zg-card").nth(4).click()


def prefecture(page: Page) -> None:
    page.locator(".zg-prefecture").first.click()


def phone_list(page: Page) -> None:
    page.get_by_role("button", name="清单").click()


def printed(page: Page) -> None:
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.locator("#zg-whole").dispatch_event("click")


def main(service: str, file: str) -> None:
    document = Path(file).resolve().as_uri()
    pictures: list[tuple[str, str, tuple[int, int], Callable[[Page], None]]] = [
        ("map.png", service, (1440, 900), prefecture),
        ("map-two-prefectures.png", service, (1440, 900), still),
        ("map-finding.png", f"{service}?layer=category", (1440, 900), finding),
        ("map-english.png", f"{service}?lang=en&status=behind_schedule&status=not_started", (1440, 900), still),
        ("map-phone.png", service, (390, 844), still),
        ("map-phone-list.png", service, (390, 844), phone_list),
        ("map-print.png", service, (1060, 760), printed),
        ("self-contained.png", document, (1440, 900), prefecture),
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, url, size, act in pictures:
            take(browser, name, url, size, act)
        browser.close()


def take(browser: Browser, name: str, url: str, size: tuple[int, int], act: Callable[[Page], None]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, has_touch=size[0] < 500)
    page = context.new_page()
    wrong: list[str] = []
    home = urlsplit(url).netloc
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda request: None if urlsplit(request.url).netloc in {home, ""} else wrong.append(request.url)
    )
    page.goto(url)
    page.wait_for_selector("body[data-ready]")
    page.wait_for_timeout(REST_MS)
    act(page)
    page.wait_for_timeout(REST_MS)
    page.screenshot(path=TARGET / name)
    context.close()
    if wrong:
        raise SystemExit(f"{name}: {wrong}")
    print(f"{name}: {(TARGET / name).stat().st_size // 1000} kB")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    TARGET.mkdir(parents=True, exist_ok=True)
    main(sys.argv[1], sys.argv[2])
