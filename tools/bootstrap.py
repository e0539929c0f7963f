"""What `make` does before there is a virtual environment: makes one, fills it, and brings what tests need.

Standard library only. `setup` gives .venv with exactly the versions of requirements.lock and this project, and takes
no time when nothing has changed since. `programs` installs what tests use from the system, where we may.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from app.system_packages import InstallFailed, install, may_install, postgis_package  # noqa: E402 - needs the path above

VENV = REPOSITORY / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed-from"
LOCK = REPOSITORY / "requirements.lock"
PYTHONS = ("python3", "python3.13", "python3.12", "python3.11")
OLDEST_PYTHON = (3, 11)

# What tests use from the system: any of these programs, and the Debian packages that bring one.
PROGRAMS = (
    (("chromium", "chromium-browser", "google-chrome"), ("chromium", "fonts-noto-cjk")),
    (("ogrinfo",), ("gdal-bin",)),
)
# A quarter of a gigabyte: in CI and for `make test-full` only.
HEAVY_PROGRAMS = ((("soffice",), ("libreoffice-writer-nogui", "libreoffice-calc-nogui")),)


def main(arguments: list[str]) -> int:
    if arguments == ["setup"]:
        return setup()
    if arguments in (["programs"], ["programs", "--heavy"]):
        return programs(heavy="--heavy" in arguments or bool(os.environ.get("CI")))
    return say("usage: bootstrap.py setup | programs [--heavy]", 2)


def setup() -> int:
    wanted = stamp()
    if STAMP.exists() and STAMP.read_text() == wanted and VENV_PYTHON.exists():
        return 0
    python = new_enough_python()
    if python is None:
        return say(
            f"Python {dotted(OLDEST_PYTHON)} or newer is needed; install it, for example from your distribution.", 1
        )
    if not can_make_environments(python):
        package = f"python{version_of(python)}-venv"
        if not may_install():
            return say(f"{package} is needed to make a virtual environment: sudo apt-get install {package}", 1)
        timed(f"installing {package}", lambda: install([package]))
    if not VENV_PYTHON.exists() or moved():
        timed("making .venv", lambda: run(python, "-m", "venv", "--clear", str(VENV)))
    pip = (str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    # The lock is complete, so pip need not work out anew what depends on what; a test of the house looks after it.
    timed("installing the dependencies", lambda: run(*pip, "--no-deps", "--require-hashes", "-r", str(LOCK)))
    timed("installing the project", lambda: run(*pip, "--no-deps", "--no-build-isolation", "-e", str(REPOSITORY)))
    STAMP.write_text(wanted)
    return 0


def programs(heavy: bool) -> int:
    wanted: list[str] = []
    for names, packages in PROGRAMS + (HEAVY_PROGRAMS if heavy else ()):
        if not any(shutil.which(name) for name in names):
            wanted += packages
    postgis = not has_postgis()
    if not wanted and not postgis:
        return 0
    if not may_install():
        missing = " ".join(wanted + (["postgresql-15-postgis-3"] if postgis else []))
        say(f"Some tests will be skipped; to run them all: sudo apt-get install {missing}", 0)
        return 0
    timed("installing what tests need", lambda: install(wanted + ([postgis_package()] if postgis else [])))
    return 0


def stamp() -> str:
    """Changes whenever the environment must be filled again: other versions, other project data, another place."""
    digest = hashlib.sha256(os.fsencode(REPOSITORY))
    for file in (LOCK, REPOSITORY / "pyproject.toml"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def moved() -> bool:
    """True when the environment was made elsewhere; its scripts then start a Python that may not be there."""
    pip = VENV / "bin" / "pip"
    return not pip.exists() or os.fsencode(VENV) not in pip.read_bytes()[:1000]


def new_enough_python() -> str | None:
    for name in (sys.executable, *PYTHONS):
        found = shutil.which(name)
        if found is not None and asks(found, f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"):
            return found
    return None


def can_make_environments(python: str) -> bool:
    """Debian and Ubuntu leave ensurepip out of their python3."""
    return asks(python, "import ensurepip, venv")


def version_of(python: str) -> str:
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def has_postgis() -> bool:
    return any(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))


def asks(python: str, code: str) -> bool:
    return subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0


def run(*command: str) -> None:
    # The caller's environment may belong to another one; ours is named by its full path.
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    subprocess.run(command, cwd=REPOSITORY, env=environment, stdin=subprocess.DEVNULL, check=True)


def timed(what: str, step: Callable[[], None]) -> None:
    print(f"{what} …", flush=True)
    begun = time.monotonic()
    step()
    print(f"{what}: {time.monotonic() - begun:.0f} s", flush=True)


def dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))


def say(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except InstallFailed as error:
        sys.exit(say(f"the packages could not be installed: {error}", 1))
    except subprocess.CalledProcessError as error:
        sys.exit(say(f"this step failed: {' '.join(error.cmd)}", 1))
    except KeyboardInterrupt:
        sys.exit(say("stopped; the next call goes on from here.", 130))
