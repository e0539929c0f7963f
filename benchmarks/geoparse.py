"""How fast are recognition and location, and what does each rule of recognition bring?

Prints speed on the project's own samples, and, where the acceptance folder lies beside the repository, the figures of its
`evaluate.py` with every rule and with one left out at a time. Run `python -m benchmarks.geoparse`.
"""

from __future__ import annotations

import importlib.util
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from app.contract import mention_body, place_lines
from app.settings import read_settings
from findings.document import read_document
from findings.locate import locate, readers
from findings.model import Document, Located
from findings.readers import read_texts
from gazetteer.index import Gazetteer, open_or_build
from gazetteer.weights import RECOGNITION

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
RUNS = 7
MEGABYTE = 1e6


def main() -> None:
    gazetteer = open_or_build(read_settings().gazetteer_file)
    for path in sorted((REPOSITORY / "samples").glob("*.txt")):
        print(speed(path, gazetteer))
    if not (SHARED / "evaluate.py").exists():
        print(f"accuracy: not scored, there is no {SHARED / 'evaluate.py'}")
        return
    evaluate = _module(SHARED / "evaluate.py")
    for gold in sorted((SHARED / "gold").glob("*.mentions.jsonl")):
        name = gold.name.removesuffix(".mentions.jsonl")
        path = SHARED / "documents" / f"{name}.txt"
        print(speed(path, gazetteer))
        for line in ablation(evaluate, gold, _read(path), gazetteer):
            print(f"{name}: {line}")


def speed(path: Path, gazetteer: Gazetteer) -> str:
    """Megabytes of UTF-8 per second of processor time: names recognised, and from file to sites."""
    document = _read(path)
    size = len(document.text.encode()) / MEGABYTE
    located = locate(document, gazetteer)
    recogniser, _ = readers(gazetteer, located.region)
    recognised = _fastest(lambda: recogniser.mentions(document.text))
    sited = _fastest(lambda: locate(_read(path), gazetteer))
    return f"{path.name}: recognition {size / recognised:.1f} MB/s, file to sites {size / sited:.1f} MB/s"


def ablation(evaluate: ModuleType, gold_path: Path, document: Document, gazetteer: Gazetteer) -> Iterator[str]:
    """F1 with all rules, and without the mentions of each."""
    gold = evaluate.rows(str(gold_path))
    located = locate(document, gazetteer)
    rows = [json.loads(line) for line in place_lines(document.name, located)]
    with_all = evaluate.mentions(gold, rows)[0]["f1"]
    yield f"all rules F1 {with_all:.4f}"
    for rule in RECOGNITION:
        bodies: list[dict[str, Any]] = [mention_body(document.name, one) for one in _without(located, rule)]
        found = sum(rule in {part.name for part in one.resolution.mention.evidence} for one in located.mentions)
        if found:
            left = evaluate.mentions(gold, bodies)[0]["f1"]
            yield f"without {rule} ({found}) F1 {left:.4f} ({left - with_all:+.4f})"


def _without(located: Located, rule: str) -> Iterator[Any]:
    return (one for one in located.mentions if rule not in {part.name for part in one.resolution.mention.evidence})


def _fastest(run: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return min(times)


def _read(path: Path) -> Document:
    return read_document(next(iter(read_texts(path))))


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
