"""Fetch the JavaScript and CSS of other people that the map page uses, and write down what was taken.

Run by a developer when a version changes, never at install time: the result is committed, so that installing
needs no node and no network. Each file lands in `layers/static/vendor/` with its package, version, licence and
SHA-256 in `manifest.json`, which a test compares with the files.

    python tools/vendor_assets.py
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tempfile
from pathlib import Path

TARGET = Path(__file__).parents[1] / "layers" / "static" / "vendor"

# npm package and version -> the files of it that the page really uses, its licence text included.
PACKAGES: dict[str, tuple[str, ...]] = {
    "leaflet@1.9.4": (
        "dist/leaflet.js",
        "dist/leaflet.css",
        "dist/images/layers.png",
        "dist/images/layers-2x.png",
        "dist/images/marker-icon.png",
        "LICENSE",
    ),
    "leaflet.markercluster@1.5.3": (
        "dist/leaflet.markercluster.js",
        "dist/MarkerCluster.css",
        "MIT-LICENCE.txt",
    ),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, *PACKAGES]
        subprocess.run(install, check=True)
        manifest: dict[str, dict[str, str]] = {}
        for package, files in PACKAGES.items():
            name, version = package.rsplit("@", 1)
            source = Path(folder) / "node_modules" / name
            about = json.loads((source / "package.json").read_text("utf-8"))
            if about["version"] != version:
                raise SystemExit(f"npm installed {name} {about['version']} instead of {version}")
            for file in files:
                relative = f"{name}/{file.removeprefix('dist/')}"
                content = (source / file).read_bytes()
                if file.endswith(".js"):
                    content = _without_source_map(content)
                target = TARGET / relative
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                manifest[relative] = {
                    "package": name,
                    "version": version,
                    "licence": about["license"],
                    "sha256": hashlib.sha256(content).hexdigest(),
                }
    (TARGET / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(manifest)} files in {TARGET}")


def _without_source_map(script: bytes) -> bytes:
    """Drop the last line that points at a source map, which we do not ship and a browser would ask for."""
    head, mark, tail = script.rpartition(b"//# sourceMappingURL=")
    return head if mark and b"\n" not in tail.strip() else script


if __name__ == "__main__":
    main()
