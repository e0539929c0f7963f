"""Which gazetteer do the code and the data at hand make? Built once and kept in .cache for all who only use it.

Building takes a minute or more, and tests, the wheel's test and the acceptance each want a whole country. The name of
the kept file is a digest of everything that building reads, so that a change of code or data builds anew.
"""

from __future__ import annotations

import fcntl
import hashlib
from pathlib import Path

import grimp

from gazetteer.index import open_or_build

REPOSITORY = Path(__file__).resolve().parents[1]
CACHE = REPOSITORY / ".cache"
KEPT_S = 24 * 3600  # a gazetteer of other code may still be in use by another run


def built_gazetteer() -> Path:
    """The whole country's gazetteer; two callers at the same time build it once."""
    CACHE.mkdir(exist_ok=True)
    target = CACHE / f"gazetteer-{content_key()}.db"
    with (CACHE / "building").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        open_or_build(target).close()
        target.touch()
        for other in CACHE.glob("gazetteer-*"):
            if other.stat().st_mtime < target.stat().st_mtime - KEPT_S:
                other.unlink()
    return target


def content_key() -> str:
    """Changes with every module that building imports and with every data file."""
    rooms = grimp.build_graph("geo", "gazetteer", cache_dir=None)
    digest = hashlib.sha256()
    for module in sorted({"gazetteer.build"} | rooms.find_upstream_modules("gazetteer.build")):
        source = REPOSITORY / module.replace(".", "/")
        digest.update((source / "__init__.py" if source.is_dir() else source.with_suffix(".py")).read_bytes())
    for data in sorted((REPOSITORY / "gazetteer" / "data").iterdir()):
        digest.update(data.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    print(f"the gazetteer of this code and data: {built_gazetteer()}")
