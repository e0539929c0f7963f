"""How are Debian or Ubuntu packages put on this machine without asking anybody anything, and may we at all?

Standard library only and Python 3.9 upwards, since `tools/bootstrap.py` uses it before there is a virtual environment.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

LOCK_TIMEOUT_S: Final = 300  # another apt may be at work; we wait for it
CLUSTER_DEFAULTS: Final = Path("/etc/postgresql-common/createcluster.d/zhenggai.conf")
POSTGIS_PACKAGE: Final = re.compile(r"^postgresql-(\d+)-postgis-3\b", re.MULTILINE)


class InstallFailed(Exception):
    """What apt said when it could not install."""


def may_install() -> bool:
    """True for root, or with sudo that asks no password, on a system with apt."""
    if shutil.which("apt-get") is None:
        return False
    if os.geteuid() == 0:
        return True
    sudo = shutil.which("sudo")
    return sudo is not None and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0


def install(packages: Sequence[str]) -> None:
    """Install packages, fetching the lists of packages only when they do not know one.

    Raises
    ------
    InstallFailed
        With the end of what apt said.
    """
    if any(not _has_candidate(package) for package in packages):
        _apt("update")
    with _no_default_database():
        _apt("install", "-y", "--no-install-recommends", *packages)


def postgis_package() -> str:
    """The package that brings PostgreSQL and PostGIS: for a server that is installed, else for the newest on offer."""
    names = _postgis_packages()
    if not names:
        _apt("update")
        names = _postgis_packages()
    if not names:
        raise InstallFailed("apt knows no package postgresql-…-postgis-3")
    installed = {int(path.parent.parent.name) for path in Path("/usr/lib/postgresql").glob("[0-9]*/bin/postgres")}
    return names[max(installed & names.keys() or names.keys())]


def _postgis_packages() -> dict[int, str]:
    found = subprocess.run(
        ["apt-cache", "search", "--names-only", "^postgresql-[0-9]+-postgis-3$"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return {int(match[1]): match[0] for match in POSTGIS_PACKAGE.finditer(found)}


def _has_candidate(package: str) -> bool:
    shown = subprocess.run(["apt-cache", "show", package], capture_output=True, check=False)
    return shown.returncode == 0


@contextlib.contextmanager
def _no_default_database() -> Iterator[None]:
    """Keep Debian from making a cluster that listens on TCP while we install, and leave its settings as they were."""
    if CLUSTER_DEFAULTS.exists():
        yield
        return
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as file:
        file.write("create_main_cluster = false\n")
        file.flush()
        _as_root("install", "-D", "-m", "0644", file.name, str(CLUSTER_DEFAULTS))
    try:
        yield
    finally:
        _as_root("rm", "-f", str(CLUSTER_DEFAULTS))


def _apt(*arguments: str) -> None:
    _as_root(
        *("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"),
        *("-o", f"DPkg::Lock::Timeout={LOCK_TIMEOUT_S}", "-o", "Dpkg::Options::=--force-confold"),
        *arguments,
    )


def _as_root(*command: str) -> None:
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    result = subprocess.run(
        [*prefix, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if result.returncode:
        tail = "\n".join(result.stdout.strip().splitlines()[-8:])
        raise InstallFailed(f"{' '.join(command)}\n{tail}")
