"""The map page as the service gives it: real store, real policy, nothing from elsewhere."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.watching import Open


def test_shows_counties_bubbles_and_numbers(watched: Open, address: str) -> None:
    one = watched()
    page = one.open(address)
    page.wait_for_timeout(600)
    assert int(page.locator("#zg-number-findings").inner_text()) >= 60
    fills = set(page.eval_on_selector_all(".leaflet-areas-pane path", "all => all.map((p) => p.getAttribute('fill'))"))
    assert len(fills) >= 3, "counties differ by their share"
    assert page.locator(".leaflet-marker-pane .zg-bubble").count() >= 10
    expect(page.get_by_role("note")).to_contain_text("示例")


def test_the_first_view_is_few_requests_and_all_ours(watched: Open, address: str) -> None:
    one = watched()
    one.open(address)
    assert all(url.startswith(address) for url in one.requests)
    assert len(one.requests) <= 16, one.requests


def test_numbers_agree_with_the_exports_of_the_same_filters(watched: Open, address: str) -> None:
    page = watched().open(f"{address}?status=behind_schedule&status=not_started")
    link = page.locator("[data-export='/exports/geojson']").get_attribute("href")
    assert link == "/exports/geojson?status=behind_schedule&status=not_started"
    exported = page.request.get(address.rstrip("/") + link).json()["features"]
    sites = int(page.evaluate("document.getElementById('zg-live').textContent.match(/，(\\d+) 处/)[1]"))
    assert sites == len(exported) > 0


def test_a_filter_survives_a_reload(watched: Open, address: str) -> None:
    page = watched().open(address)
    page.get_by_role("checkbox", name="未达序时进度").check()
    shown = page.locator("#zg-number-findings").inner_text()
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert page.locator("#zg-number-findings").inner_text() == shown
    expect(page.get_by_role("checkbox", name="未达序时进度")).to_be_checked()


def test_a_hostile_document_is_only_text(watched: Open, address: str) -> None:
    page = watched().open(f"{address}?q=onerror")
    page.get_by_role("button", name="清单").click()
    page.locator(".zg-card").first.click()
    panel = page.locator("#zg-panel")
    expect(panel).to_contain_text("<img src=x onerror=alert(1)>")
    assert panel.locator("img, script, b").count() == 0


def test_the_panel_leads_to_the_full_record(watched: Open, address: str) -> None:
    page = watched().open(address)
    page.get_by_role("button", name="清单").click()
    page.locator(".zg-card").first.click()
    title = page.locator("#zg-panel-title").inner_text()
    page.get_by_role("link", name="查看完整记录").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def test_says_so_when_the_data_cannot_be_read(watched: Open, address: str) -> None:
    one = watched()
    one.page.route("**/layers/progress.geojson", lambda route: route.fulfill(status=500, body="{}"))
    one.page.goto(address)
    expect(one.page.get_by_role("alert")).to_contain_text("数据读取失败")
    one.page.unroute("**/layers/progress.geojson")
    one.page.get_by_role("button", name="重试").click()
    one.page.wait_for_selector("body[data-ready]")
    one.errors.clear()  # the browser logs the failed request, as it should
