"""How do we run a parser that hostile files may hang, crash or bloat? In a process of its own, with limits.

A crash, an endless loop or an allocation of all memory must end as one sentence. The child reads the file's bytes
from its standard input and writes one JSON object. Starting it costs about a fifth of a second; `formats` says which
files are read without it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from findings.readers.limits import SANDBOX_MEMORY_BYTES, SANDBOX_SECONDS
from findings.readers.refusal import Refusal
from findings.readers.sniff import Format

_WALL_CLOCK_FACTOR = 3  # processor time is the limit; the clock only ends a child that sleeps


def read_in_sandbox(kind: Format, data: bytes) -> str:
    """The text that the reader of this format gives for the bytes.

    Raises
    ------
    Refusal
        The reader's own, or one that says that it crashed, or ran out of time or memory.
    """
    here = str(Path(__file__).parents[2])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([here, *filter(None, sys.path)])}
    try:
        child = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "findings.readers.sandbox_child", kind],
            input=data,
            capture_output=True,
            timeout=SANDBOX_SECONDS * _WALL_CLOCK_FACTOR,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _gave_up() from None
    try:
        answer = json.loads(child.stdout)
    except ValueError:  # killed by a limit, or crashed, before it could answer
        refusal = _gave_up()
        refusal.add_note(child.stderr[-2000:].decode(errors="replace"))  # for whoever looks into it
        raise refusal from None
    if "text" in answer:
        return str(answer["text"])
    raise Refusal(answer["zh"], answer["en"])


def _gave_up() -> Refusal:
    return Refusal(
        f"读取时超出时间或内存上限（{SANDBOX_SECONDS}秒、{SANDBOX_MEMORY_BYTES // 1_000_000} MB），或文件已损坏；"
        "请用原软件打开后另存为 docx，或拆分后再试",
        f"reading it exceeds the limits ({SANDBOX_SECONDS} s, {SANDBOX_MEMORY_BYTES // 1_000_000} MB) or it is damaged; "
        "save it again as docx, or split it, and retry",
    )
