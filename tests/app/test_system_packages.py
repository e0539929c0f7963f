"""Which package brings PostGIS, and what is left behind by installing; on the machine's own apt, changing nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app import system_packages
from app.system_packages import CLUSTER_DEFAULTS, InstallFailed, install, may_install, postgis_package

pytestmark = pytest.mark.skipif(shutil.which("apt-get") is None, reason="there is no apt on this system")


def programs(folder: Path, monkeypatch: pytest.MonkeyPatch, **scripts: str) -> None:
    """Stand-ins for the system's programs, alone on the PATH with what a shell needs."""
    for name, script in scripts.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_the_newest_postgis_on_offer_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    offered = "postgresql-9-postgis-3 - old\\npostgresql-88-postgis-3 - new\\npostgresql-88-postgis-3-scripts - more"
    programs(tmp_path, monkeypatch, apt_cache=f"printf '{offered}\\n'")
    monkeypatch.setattr(Path, "glob", nothing_installed(Path.glob))
    assert postgis_package() == "postgresql-88-postgis-3"


def test_an_installed_server_gets_its_own_postgis(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    offered = "postgresql-15-postgis-3 - a\\npostgresql-88-postgis-3 - b"
    programs(tmp_path, monkeypatch, apt_cache=f"printf '{offered}\\n'")
    if not Path("/usr/lib/postgresql/15/bin/postgres").exists():
        pytest.skip("this machine has no PostgreSQL 15")
    assert postgis_package() == "postgresql-15-postgis-3"


def test_an_ordinary_user_without_sudo_may_not_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    programs(tmp_path, monkeypatch, sudo="exit 1")
    assert may_install() is False
    programs(tmp_path, monkeypatch, sudo="exit 0")
    assert may_install() is True


def test_apt_is_asked_nothing_waits_for_its_lock_and_makes_no_default_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An ordinary user's sudo is watched: every command that would run as root, and the settings it would see."""
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(system_packages, "CLUSTER_DEFAULTS", tmp_path / "createcluster.d" / "ours.conf")
    programs(
        tmp_path,
        monkeypatch,
        apt_cache="exit 0",
        apt_get=f'echo "$DEBIAN_FRONTEND $@" >> {tmp_path}/apt; cat {tmp_path}/createcluster.d/* >> {tmp_path}/apt',
        sudo='shift; exec "$@"',
    )
    install(["some-package"])
    told = (tmp_path / "apt").read_text()
    assert re.fullmatch(
        r"noninteractive -q -o DPkg::Lock::Timeout=300 .*install -y --no-install-recommends some-package\n"
        r"create_main_cluster = false\n",
        told,
    )
    assert not (tmp_path / "createcluster.d" / "ours.conf").exists(), "the machine's settings are as they were"


def test_what_apt_says_is_told_when_it_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    programs(tmp_path, monkeypatch, sudo="echo 'E: Unable to locate package'; exit 100")
    with pytest.raises(InstallFailed, match="Unable to locate package"):
        install(["no-such-package"])


def test_the_settings_go_where_debian_looks_for_them() -> None:
    conf = Path("/etc/postgresql-common/createcluster.conf")
    if not conf.exists():
        pytest.skip("postgresql-common is not installed")
    assert f"include_dir '{CLUSTER_DEFAULTS.parent}'" in conf.read_text()


def nothing_installed(glob: Callable[..., object]) -> Callable[..., object]:
    def look(folder: Path, pattern: str) -> object:
        return iter(()) if folder == Path("/usr/lib/postgresql") else glob(folder, pattern)

    return look
