"""Fuzz the layout finder and the field readers, guided by coverage (atheris): no text may raise, hang or be read unsoundly.

    python tools/fuzz_findings.py CORPUS_FOLDER [libFuzzer options, e.g. -runs=100000 -max_total_time=600]
    python tools/fuzz_findings.py CORPUS_FOLDER --report      lines of the reader that the corpus reaches

An input that begins with a byte below 128 is a text in UTF-8; otherwise every byte is one of the trade's own pieces
(labels, numbers, statuses, pipes), so that documents come about which random characters would never give. What must
hold is `assert_sound` of `tests/findings/test_layout.py`. An empty corpus folder is filled with the fixture documents.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
IS_REPORT = "--report" in sys.argv

if IS_REPORT:
    import coverage

    MEASURE = coverage.Coverage(
        include=[str(ROOT / "findings" / "*.py"), str(ROOT / "findings" / "layout" / "*")], data_file=None
    )
    MEASURE.start()
    from findings import document
else:
    import atheris

    with atheris.instrument_imports(include=["findings"]):
        from findings import document

from findings.model import ExtractedText  # noqa: E402 - imported after the instrumented modules
from tests.findings.test_layout import PIECES, assert_sound  # noqa: E402

REPORTED = ("layout/*", "deadlines.py", "document.py", "fields*.py", "status.py", "units.py")


def one_input(data: bytes) -> None:
    pieces = data[:1] >= b"\x80"
    text = (
        "".join(PIECES[byte % len(PIECES)] for byte in data[1:]) if pieces else data.decode("utf-8", errors="replace")
    )
    assert_sound(document.read_document(ExtractedText("fuzzed.txt", text, "0", "txt")))


def main() -> None:
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    if not any(corpus.iterdir()):
        for fixture in (ROOT / "tests" / "golden" / "findings").glob("*.txt"):
            (corpus / fixture.stem).write_bytes(fixture.read_bytes())
    if IS_REPORT:
        for path in sorted(corpus.iterdir()):
            one_input(path.read_bytes())
        MEASURE.stop()
        MEASURE.report(include=[str(ROOT / "findings" / pattern) for pattern in REPORTED])
        return
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
