"""Which function reads which format, and up to which size in the calling process.

A reader of ours that has read a small file cannot do harm; native code over untrusted bytes, and anything large,
runs in the sandbox, where time and memory are limited. For formats that are zip containers the size counts what the
container unpacks to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from findings.readers.limits import MIB, TEXT_FILE_BYTES
from findings.readers.package import declared_size
from findings.readers.sniff import Format

_ALWAYS = TEXT_FILE_BYTES + 1
_NEVER = -1


@dataclass(frozen=True, slots=True)
class Reader:
    """Where a reader is, imported when first wanted, and the largest size read without a sandbox."""

    module: str
    function: str
    direct_bytes: int

    def load(self) -> Callable[[bytes], str]:
        function: Callable[[bytes], str] = getattr(import_module(f"findings.readers.{self.module}"), self.function)
        return function

    def is_direct(self, data: bytes) -> bool:
        return (declared_size(data) if data.startswith(b"PK") else len(data)) <= self.direct_bytes


READERS: Final[dict[Format, Reader]] = {
    "txt": Reader("text", "decode", _ALWAYS),
    "docx": Reader("docx", "read_docx", 8 * MIB),
    "html": Reader("html", "read_html", 4 * MIB),
    "mht": Reader("html", "read_mht", 4 * MIB),
    "rtf": Reader("rtf", "read_rtf", 2 * MIB),
    "xlsx": Reader("xlsx", "read_xlsx", 8 * MIB),
    "ofd": Reader("ofd", "read_ofd", 8 * MIB),
    "doc": Reader("doc", "read_doc", 4 * MIB),
    "xls": Reader("xls", "read_xls", _NEVER),
    "pdf": Reader("pdf", "read_pdf", _NEVER),
}
