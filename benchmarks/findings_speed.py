"""How fast are findings read from characters, and is it linear? Run: python -m benchmarks.findings_speed

One core, from decoded text to findings with all fields, categories and totals; no file is read in between. Times are
the processor's, so that a busy machine changes them less; the best of several runs counts. The long document is made
of the project's samples: three of their findings give the problem and the measures of one, which is about as long
(1.4 kB) as a finding of a real progress list.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from findings.document import read_document
from findings.model import Document, ExtractedText

REPOSITORY: Final = Path(__file__).resolve().parents[1]
SHARED: Final = REPOSITORY.parent / "shared" / "documents"
RUNS: Final = 7


def main() -> None:
    samples = [read(path.read_bytes().decode("utf-8")) for path in sorted((REPOSITORY / "samples").glob("*.txt"))]
    seconds: list[float] = []
    for findings in (300, 3000):
        text = synthetic(samples, findings)
        seconds.append(best(lambda text=text: read(text), 5))  # type: ignore[misc]
        report(f"made of the samples, {len(read(text).findings)} findings", text, seconds[-1])
    print(f"ten times the text takes {seconds[1] / seconds[0]:.1f} times as long")
    for path in sorted(SHARED.glob("*.txt")) if SHARED.is_dir() else []:
        text = path.read_bytes().decode("utf-8") * 8
        report(f"{path.stem} eight times over", text, best(lambda text=text: read(text)))  # type: ignore[misc]
    print(f"5,000 short findings: {best(lambda: read(short(5000)), 1):.2f} s")
    print(f"a million characters in one line: {best(lambda: read('督察发现扬尘污染，' * 111_112), 1):.2f} s")


def synthetic(samples: list[Document], findings: int) -> str:
    """A progress list with so many findings, their words taken from the samples."""
    printed = []
    endless = cycle([finding for sample in samples for finding in sample.findings])
    for number in range(1, findings + 1):
        triple = tuple(islice(endless, 3))
        problem = "".join(finding.problem.text for finding in triple)
        parts = [measure.text for finding in triple for measure in finding.measures]
        measures = "".join(f"（{n}）{part}" for n, part in enumerate(parts, 1))
        printed.append(
            f"{number}.{problem}\n\n整改情况：已经完成。{measures}\n\n责任单位：{'、'.join(triple[0].responsible_units)}\n整改时限：2026年12月底前\n"
        )
    return "生态环境保护督察整改任务进展情况\n\n一、工作推进有差距\n\n" + "\n".join(printed)


def short(findings: int) -> str:
    return "整改清单\n" + "".join(
        f"{n}.第{n}处料场扬尘。\n整改措施：（1）覆盖。（2）喷淋。\n责任单位：县住建局\n整改时限：2022年底\n"
        for n in range(1, findings + 1)
    )


def read(text: str) -> Document:
    return read_document(ExtractedText("text.txt", text, "0", "txt"))


def report(what: str, text: str, seconds: float) -> None:
    size_mb = len(text.encode()) / 1e6
    print(f"{what}: {size_mb:.2f} MB in {seconds:.3f} s, {size_mb / seconds:.1f} MB/s")


def best(run: Callable[[], object], runs: int = RUNS) -> float:
    """The shortest of several runs, in the processor's seconds."""
    seconds = []
    for _ in range(runs):
        begun = time.process_time()
        run()
        seconds.append(time.process_time() - begun)
    return min(seconds)


if __name__ == "__main__":
    main()
