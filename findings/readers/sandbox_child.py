"""The process that `sandbox` starts: limits itself, reads one file from standard input, answers in JSON."""

import json
import resource
import sys

from findings.readers.formats import READERS
from findings.readers.limits import SANDBOX_MEMORY_BYTES, SANDBOX_SECONDS
from findings.readers.refusal import Refusal


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (SANDBOX_MEMORY_BYTES, SANDBOX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SANDBOX_SECONDS, SANDBOX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    reader = next(reader for kind, reader in READERS.items() if kind == sys.argv[1])
    try:
        answer = {"text": reader.load()(sys.stdin.buffer.read())}
    except Refusal as refusal:
        answer = {"zh": refusal.zh, "en": refusal.en}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
