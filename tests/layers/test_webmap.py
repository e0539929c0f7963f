"""The page as text: nothing from elsewhere, nothing that a document says can become markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.feature import SiteFeature
from layers.webmap import grouped, json_in_html, page, self_contained

HOSTILE = "</script><script>alert(1)</script><!--<script> \u2028\u2029 &amp; <img src=x onerror=alert(1)>"
MakeFeature = Callable[..., SiteFeature]


def block(html: str, name: str) -> Any:
    (content,) = re.findall(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
    return json.loads(content)


@pytest.fixture
def served() -> str:
    return page("zh", "n0nce", exports=[("CSV", "/exports/csv")])


def test_the_same_input_gives_the_same_page(served: str, feature: SiteFeature) -> None:
    assert page("zh", "n0nce", exports=[("CSV", "/exports/csv")]) == served
    assert self_contained([feature], []) == self_contained([feature], [])


def test_everything_the_served_page_loads_is_ours_and_carries_the_nonce(served: str) -> None:
    assert not re.search(r'(?:src|href)="(?:https?:)?//', served)
    tags = re.findall(r"<(?:script|link rel=\"stylesheet\")[^>]*>", served)
    assert len(tags) >= 10
    assert all('nonce="n0nce"' in tag for tag in tags if "application/json" not in tag)
    assert all("?v=" in tag for tag in tags if "src=" in tag or "href=" in tag)


@pytest.mark.parametrize("make", [lambda: page("zh", "n"), lambda: self_contained([], [])], ids=["served", "file"])
def test_no_inline_handlers_or_styles_on_elements(make: Callable[[], str]) -> None:
    without_scripts = re.sub(r"<(script|style)\b.*?</\1>", "", make(), flags=re.S)
    assert not re.search(r"\s(?:on\w+|style)=", without_scripts)


@pytest.mark.parametrize(("language", "title"), [("zh", "整改一张图"), ("en", "Zhenggai Map")])
def test_speaks_both_languages(language: Any, title: str) -> None:
    html = page(language, "n")
    assert f"<title>{title}</title>" in html
    assert block(html, "zg-config")["language"] == language


def test_the_file_has_everything_inside(feature: SiteFeature) -> None:
    html = self_contained([feature], [])
    assert not re.search(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:)', html)
    assert not re.search(r"url\((?!data:|#)", html)
    assert "sourceMappingURL" not in html
    assert block(html, "zg-data")["findings"][0]["sites"][0]["text"] == feature.text


def test_the_file_lets_exactly_its_own_scripts_run_and_fetches_nothing(feature: SiteFeature) -> None:
    html = self_contained([feature], [])
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    policy = policy.replace("&#39;", "'")
    assert "default-src 'none'" in policy
    assert "connect-src" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", html, re.S)
    assert len(scripts) >= 6
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts}
    assert hashes == set(re.findall(r"'sha256-[^']+'", policy))


def test_hostile_text_stays_text(make_feature: MakeFeature) -> None:
    hostile = make_feature(
        title=HOSTILE, problem=HOSTILE, text=HOSTILE, document=HOSTILE, goal=HOSTILE, measures=(HOSTILE,)
    )
    html = self_contained([hostile], [])
    assert "alert(1)</script>" not in html
    assert "<img src=x" not in html
    assert "\u2028" not in html
    (finding,) = block(html, "zg-data")["findings"]
    assert finding["title"] == HOSTILE
    assert finding["sites"][0]["text"] == HOSTILE


@given(st.text())
def test_no_text_leaves_a_json_block(text: str) -> None:
    written = json_in_html({"text": text})
    assert json.loads(written)["text"] == text
    assert not re.search("[<>&\u2028\u2029]", written)


def test_a_finding_is_written_once_for_all_its_sites(make_feature: MakeFeature) -> None:
    features = [make_feature(), make_feature(id="b", text="丁村"), make_feature(finding=2, text="", id="c")]
    first, second = grouped(features)
    assert [site["text"] for site in first["sites"]] == ["甲县乙镇丙村", "丁村"]
    assert second["sites"] == []
    assert "problem" not in first["sites"][0]
