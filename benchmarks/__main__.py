"""How fast and how right is it? `make bench` prints the lines that benchmarks/README.md keeps.

Speed: the whole command, started anew, on the documents that the project ships. Accuracy: where the acceptance folder
lies beside the repository, its `evaluate.py` against its gold documents.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
ZHENGGAI = Path(sys.executable).parent / "zhenggai"
RUNS = 3

# What is scored, and the command that predicts it.
SCORED = {"findings": "findings", "mentions": "geoparse", "sites": "geoparse"}


def main() -> None:
    samples = sorted((REPOSITORY / "samples").glob("*.txt"))
    for command in ("findings", "geoparse"):
        seconds = [timed(command, samples) for _ in range(RUNS)]
        size_kb = sum(sample.stat().st_size for sample in samples) / 1000
        print(
            f"{command}: {len(samples)} samples, {size_kb:.0f} kB, {statistics.median(seconds):.2f} s (median of {RUNS})"
        )
    if not (SHARED / "evaluate.py").exists():
        print(f"accuracy: not scored, there is no {SHARED / 'evaluate.py'}")
        return
    for what, command in SCORED.items():
        for gold in sorted((SHARED / "gold").glob(f"*.{what}.jsonl")):
            print(score(what, command, gold))


def timed(command: str, files: list[Path]) -> float:
    begun = time.perf_counter()
    predicted(command, files)
    return time.perf_counter() - begun


def score(what: str, command: str, gold: Path) -> str:
    """The scorer's headline for one gold file."""
    name = gold.name.removesuffix(f".{what}.jsonl")
    document = SHARED / "documents" / f"{name}.txt"
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(predicted(command, [document]))
        file.flush()
        evaluate = [sys.executable, str(SHARED / "evaluate.py"), what, str(gold), file.name]
        if what == "findings":
            evaluate += ["--document", str(document)]
        told = subprocess.run(evaluate, capture_output=True, text=True, check=True).stdout
    return f"{what} of {name}: {told.strip().splitlines()[-1]}"


def predicted(command: str, files: list[Path]) -> bytes:
    return subprocess.run([ZHENGGAI, command, *files], check=True, stdout=subprocess.PIPE).stdout


if __name__ == "__main__":
    main()
