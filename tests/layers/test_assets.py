"""What other people's code we ship is written down, unchanged, and free to ship; ours runs on old browsers."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pytest

from layers import webmap
from layers.webmap import STATIC

VENDOR = STATIC / "vendor"
MANIFEST: dict[str, dict[str, Any]] = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
PERMISSIVE = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Apache-2.0"}

# What browsers of office machines (Chromium 100) do not know yet, with the version that does.
TOO_NEW = {
    r":has\(": 105,
    r"@container": 105,
    r"color-mix\(": 111,
    r"\d(?:dvh|svh|lvh)\b": 108,
    r"text-wrap:": 114,
    r"^\s*&": 112,  # nested rules
    r"\.(?:toSorted|toReversed|toSpliced)\(": 110,
    r"Object\.groupBy": 117,
    r"popover=": 114,
    r"\.(?:isWellFormed|difference|intersection|union)\(": 111,
}


def test_the_manifest_names_every_file() -> None:
    there = {str(file.relative_to(VENDOR)) for file in VENDOR.rglob("*") if file.is_file()}
    assert there - {"manifest.json"} == MANIFEST.keys()


@pytest.mark.parametrize("name", MANIFEST)
def test_a_vendored_file_is_as_fetched_and_free(name: str) -> None:
    about = MANIFEST[name]
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == about["sha256"]
    assert about["licence"] in PERMISSIVE
    assert re.fullmatch(r"\d+\.\d+\.\d+", about["version"])


@pytest.mark.parametrize("package", sorted({about["package"] for about in MANIFEST.values()}))
def test_a_package_comes_with_its_licence_text(package: str) -> None:
    files = [name for name, about in MANIFEST.items() if about["package"] == package]
    (licence,) = [name for name in files if "LICEN" in name.upper()]
    assert "Copyright" in (VENDOR / licence).read_text("utf-8")


def test_an_asset_we_do_not_have_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    cdn = ("jquery", "https://code.jquery.com/jquery-3.7.1.min.js")
    monkeypatch.setattr(webmap._Map, "default_js", [*webmap._Map.default_js, cdn])
    with pytest.raises(LookupError, match="jquery"):
        webmap.page("zh", "nonce")


@pytest.mark.parametrize("name", sorted(file.name for file in STATIC.glob("zhenggai-*")))
def test_ours_needs_no_newer_browser(name: str) -> None:
    source = (STATIC / name).read_text("utf-8")
    assert [f"{what} needs Chromium {since}" for what, since in TOO_NEW.items() if re.search(what, source, re.M)] == []


@pytest.mark.parametrize("name", sorted(file.name for file in STATIC.glob("zhenggai-*.js")))
def test_ours_never_makes_markup_from_text(name: str) -> None:
    source = (STATIC / name).read_text("utf-8")
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source) == []
