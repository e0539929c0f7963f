"""Score our output against a folder of gold sets and print the table for benchmarks/README.md.

    python tools/score.py SHARED_FOLDER

`SHARED_FOLDER` holds `documents/NAME.txt`, `gold/NAME.{findings,mentions,sites}.jsonl` and `evaluate.py`. Our output
comes from the command line, as anybody else's would.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

FIGURES = {
    "findings": ("structure", "units", "primary_category", "categories_micro_f1", "surplus"),
    "mentions": (
        "precision",
        "recall",
        "f1",
        "kind_accuracy",
        "name_accuracy",
        "chain_accuracy",
        "problem_zone",
        "beyond_admin",
    ),
    "sites": (
        "found",
        "head",
        "county",
        "chain",
        "relation",
        "placed",
        "spurious",
        "spurious_share",
        "median_uncertainty_m",
    ),
}


def predictions(document: Path, command: str, target: Path) -> Path:
    """Write what `zhenggai COMMAND DOCUMENT` prints."""
    with target.open("wb") as handle:
        subprocess.run(["zhenggai", command, str(document)], stdout=handle, check=True)
    return target


def figures(shared: Path, what: str, gold: Path, predicted: Path, document: Path) -> dict[str, object]:
    more = ["--document", str(document)] if what == "findings" else []
    run = subprocess.run([sys.executable, str(shared / "evaluate.py"), what, str(gold), str(predicted), *more],
                         capture_output=True, text=True, check=True)  # fmt: skip
    answer: dict[str, object] = json.loads(run.stdout[: run.stdout.rindex("}") + 1])
    return answer


def shown(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("recall")
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list what was wrong, missed and spurious")
    args = parser.parse_args()
    shared: Path = args.shared.resolve()
    with tempfile.TemporaryDirectory() as folder:
        for gold in sorted((shared / "gold").glob("*.findings.jsonl")):
            name = gold.name.removesuffix(".findings.jsonl")
            document = shared / "documents" / f"{name}.txt"
            findings = predictions(document, "findings", Path(folder, "findings.jsonl"))
            places = predictions(document, "geoparse", Path(folder, "places.jsonl"))
            for what, wanted in FIGURES.items():
                answer = figures(
                    shared,
                    what,
                    shared / "gold" / f"{name}.{what}.jsonl",
                    findings if what == "findings" else places,
                    document,
                )
                print(f"| {name} {what} | " + " | ".join(f"{key} {shown(answer.get(key))}" for key in wanted) + " |")
                if args.wrong:
                    for key in ("wrong", "missed", "spurious", "spurious_texts"):
                        if isinstance(answer.get(key), list):
                            print(f"    {key}: {answer[key]}")


if __name__ == "__main__":
    main()
