"""Rules about the house itself that no other tool keeps."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import metadata, packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.specifiers import SpecifierSet

REPOSITORY = Path(__file__).parents[1]
ROOMS = ("geo", "gazetteer", "findings", "layers", "app")
VENDORED = "layers/static"
PYTHON_OF_DEBIAN_12 = "3.11.2"

# Names that occur in the test documents; a rule that knows one is no rule.
NAMES_OF_TEST_DOCUMENTS = re.compile(
    "虎路峪|汜水滩|东碑村|磊盛|双盛|馒头山|固德|刘小军|蚁蜂镇|索店村|庙湾|榆木沟|大周镇|"
    "焦作|驻马店|栾川|许昌|修武|武陟|博爱|沁阳|泌阳|遂平|鄢陵|长葛"
)
# Libraries whose names appear in the interface of one that we ask for, which brings them.
PART_OF_ANOTHER = {
    "starlette": "fastapi",
    "anyio": "fastapi",
    "markupsafe": "jinja2",
    "branca": "folium",
    "pandas": "geopandas",
}
OUTSIDE = re.compile(r"cdn\.|unpkg\.com|jsdelivr|googleapis|cloudflare\.com")


def kept_files(*patterns: str) -> list[Path]:
    """The files under version control, or all of an unpacked archive, that match."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("the repository's list of files is not available here")
    return [path for name in listed.stdout.split("\0") if name and (path := REPOSITORY / name).is_file()]


def locked_names() -> set[str]:
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))


def project() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def plain(requirement: str) -> str:
    """The normalized name of a requirement or distribution, without its version."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None, requirement
    return name[0].lower().replace("_", "-").replace(".", "-")


def imported(file: Path) -> set[str]:
    """The top packages that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def code_strings(file: Path) -> list[tuple[int, str]]:
    """String constants of a module with their lines; docstrings and comments are no code."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained
    ]


def test_migrations_do_not_hide_the_library_of_the_same_name() -> None:
    assert not (REPOSITORY / "alembic" / "__init__.py").exists()


def test_no_rule_names_a_place_of_the_test_documents() -> None:
    files = kept_files(*(f"{room}/*.py" for room in ROOMS))
    assert files
    named = [
        f"{file.relative_to(REPOSITORY)}:{line}: {text}"
        for file in files
        for line, text in code_strings(file)
        if NAMES_OF_TEST_DOCUMENTS.search(text)
    ]
    assert not named


def test_nothing_is_loaded_from_outside() -> None:
    files = kept_files("*.py", "*.html", "*.js", "*.css", "*.jinja")
    loading = [
        f"{file.relative_to(REPOSITORY)}: {found.group()}"
        for file in files
        if not file.is_relative_to(REPOSITORY / VENDORED) and file != Path(__file__)
        for found in OUTSIDE.finditer(file.read_text(encoding="utf-8"))
    ]
    assert not loading


def test_the_lock_names_no_registry_and_no_folder_and_pins_every_file() -> None:
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|file:/|--(extra-)?index-url|--find-links|--trusted-host|^/", lock, re.MULTILINE)
    requirements = re.findall(r"^[a-z0-9][^\n]*==[^\n]*\\\n +--hash=sha256:[0-9a-f]{64}", lock, re.MULTILINE)
    assert len(requirements) == len(re.findall(r"^[a-z0-9]", lock, re.MULTILINE)) > 0


def test_the_lock_holds_every_dependency_of_the_project() -> None:
    wanted = {plain(one) for one in (*project()["dependencies"], *project()["optional-dependencies"]["dev"])}
    assert wanted <= locked_names(), "run `make lock`"


def test_the_lock_suits_the_python_of_debian_12() -> None:
    """It may be made with a newer one, for which there are versions that Debian's cannot install."""
    wanted = {name: str(metadata(name).json.get("requires_python", "")) for name in locked_names()}
    assert {name: python for name, python in wanted.items() if PYTHON_OF_DEBIAN_12 not in SpecifierSet(python)} == {}


def test_the_product_asks_for_every_library_that_it_imports() -> None:
    """Also inside functions, where the test of the wheel does not look."""
    distributions = packages_distributions()
    asked = {plain(requirement) for requirement in project()["dependencies"]}
    asked |= {part for part, whole in PART_OF_ANOTHER.items() if whole in asked}
    missing = {
        f"{file.relative_to(REPOSITORY)}: {name}"
        for file in kept_files(*(f"{room}/*.py" for room in ROOMS))
        for name in imported(file) - sys.stdlib_module_names - set(ROOMS)
        if not asked & {plain(distribution) for distribution in distributions.get(name, [name])}
    }
    assert not missing


def test_the_environment_holds_what_its_packages_ask_for() -> None:
    """`make setup` installs the lock without resolving it; a version that does not fit shows here."""
    told = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    # Packages that somebody put into his environment besides are none of ours.
    assert [line for line in told.stdout.splitlines() if line.split()[0].lower() in locked_names()] == []


def test_make_help_lists_the_targets_people_use() -> None:
    told = subprocess.run(["make", "-s", "help"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    for target in ("setup", "demo", "test", "test-fast", "test-full", "check", "bench", "serve", "lock", "clean"):
        assert f"make {target} " in told


def test_changes_are_told_under_a_version() -> None:
    log = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "Keep a Changelog" in log
    assert re.search(r"^## \[(Unreleased|\d+\.\d+\.\d+)\]", log, re.MULTILINE)


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_links_between_our_pages_lead_somewhere(page: str) -> None:
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)", text) if "://" not in target]
    assert [target for target in targets if not (REPOSITORY / target).exists()] == []
