"""Positions corrected on the page, by mouse and by keyboard, on the machine that runs the service."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.watching import Open


def edit(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("button", name="清单").click()
    page.locator(".zg-card").first.click()
    page.get_by_role("button", name="更正位置").first.click()
    expect(page.get_by_label("位置（可粘贴")).to_be_focused()


def test_a_dragged_site_stays_where_it_was_put(watched: Open, address: str) -> None:
    page = watched().open(address)
    edit(page, "有限公司")
    page.wait_for_timeout(1200)
    box = page.locator(".zg-aim").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y - 20, steps=6)
    page.mouse.up()
    written = page.get_by_label("位置（可粘贴").input_value()
    assert re.fullmatch(r"1\d\d\.\d{6}, 3\d\.\d{6}", written)
    page.get_by_label("依据").fill("现场核实")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".zg-done")).to_contain_text("已保存")
    expect(page.locator(".zg-history li").first).to_contain_text("现场核实")

    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("#zg-panel")).to_contain_text("本单位人工确认")
    assert page.locator(".zg-point").count() >= 1


def test_a_slip_is_a_question_and_undo_brings_it_back(watched: Open, address: str) -> None:
    one = watched()
    page = one.open(address)
    edit(page, "县")
    before = page.locator(".zg-history li").count()
    page.get_by_label("位置（可粘贴").fill("121.47, 31.23")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("确实在那里吗")
    expect(page.get_by_role("button", name="是", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".zg-done")).to_be_visible()
    page.get_by_role("button", name="撤销上一次改动").click()
    expect(page.locator(".zg-history li")).to_have_count(before + 2)
    one.errors.clear()  # the browser logs the 409 of the question
    page.get_by_role("button", name="返回").click()
    expect(page.locator(".zg-edit")).to_have_count(0)


def test_the_review_goes_from_one_to_the_next_by_keyboard(watched: Open, address: str) -> None:
    page = watched().open(address + "review")
    title = page.locator("#zg-panel-title")
    expect(title).to_contain_text("更正位置")
    expect(page.locator(".zg-quote mark")).to_be_visible()
    first = page.locator(".zg-review progress")
    done = int(first.get_attribute("value") or 0)
    page.keyboard.press("g")
    expect(page.locator(".zg-review-message")).to_contain_text("已记录 1 处")
    expect(first).to_have_attribute("value", str(done + 1))
    before = page.locator(".zg-quote mark").inner_text()
    page.keyboard.press("n")
    page.wait_for_timeout(800)
    assert page.locator("#zg-panel").is_visible()
    assert before
