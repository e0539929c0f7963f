"""`/` as the service answers it, without a database: the page needs none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.settings import Settings
from app.web import create_app
from geo.errors import Language
from layers.exports import FORMATS


def client(language: Language = "zh") -> TestClient:
    return TestClient(create_app(Settings(data_dir=Path("/nonexistent"), database_url=None, language=language)))


def test_the_policy_and_the_page_share_a_nonce_used_once() -> None:
    nonces = set()
    for _ in range(2):
        answer = client().get("/")
        (allowed,) = set(re.findall(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"]))
        assert set(re.findall(r'nonce="([^"]+)"', answer.text)) == {allowed}
        assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"].split("script-src")[1].split(";")[0]
        nonces.add(allowed)
    assert len(nonces) == 2


@pytest.mark.parametrize(
    ("service", "query", "title"),
    [
        ("zh", "", "整改一张图"),
        ("zh", "?lang=en", "Zhenggai Map"),
        ("en", "", "Zhenggai Map"),
        ("en", "?lang=zh", "整改一张图"),
        ("zh", "?lang=<script>", "整改一张图"),
    ],
)
def test_the_language_is_the_service_s_or_the_one_asked_for(service: Language, query: str, title: str) -> None:
    answer = client(service).get(f"/{query}")
    assert f"<title>{title}</title>" in answer.text
    assert "<script>" not in answer.text.split("<body>")[0]


def test_every_asset_the_page_names_is_served() -> None:
    asker = client()
    assets = re.findall(r'(?:src|href)="(/static/[^"]+)"', asker.get("/").text)
    assert len(assets) >= 10
    for asset in assets:
        answer = asker.get(asset)
        assert answer.status_code == 200, asset
        assert "immutable" in answer.headers["Cache-Control"]


def test_every_export_is_offered() -> None:
    page = client().get("/").text
    assert {f"/exports/{name}" for name in FORMATS} == set(re.findall(r'data-export="([^"]+)"', page))
