"""Which reader reads this file, and how does a refusal reach the user?"""

import hashlib
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from findings.errors import UnreadableDocument
from findings.model import ExtractedText
from findings.readers import limits
from findings.readers.archive import Budget, members
from findings.readers.formats import READERS
from findings.readers.refusal import Refusal
from findings.readers.sandbox import read_in_sandbox
from findings.readers.sniff import Format, sniff

SUPPORTED: Final = frozenset(
    [".txt", ".docx", ".docm", ".doc", ".wps", ".rtf", ".pdf", ".ofd", ".html", ".htm", ".mht", ".mhtml", ".xlsx", ".xlsm",
     ".xls", ".et", ".zip"]
)  # fmt: skip
"""Extensions to look for in a folder; a named file is read by its contents, whatever its extension."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class UnreadableMembers(UnreadableDocument):
    """The members of an archive that could not be read, raised after all others were given."""

    def __init__(self, members: tuple[UnreadableDocument, ...]) -> None:
        super().__init__("\n".join(one.zh for one in members), "\n".join(one.en for one in members))
        self.members = members


def read_texts(path: Path) -> Iterator[ExtractedText]:
    """The text of a document, or of each document in an archive, in the archive's order.

    Raises
    ------
    UnreadableDocument
        When the file cannot be read. For an archive with some bad members: `UnreadableMembers`, after every
        readable member has been given.
    """
    yield from read_bytes(path.name, _contents(path), suffix=path.suffix.lower())


def read_bytes(name: str, data: bytes, *, suffix: str | None = None) -> Iterator[ExtractedText]:
    """The same for a file already in memory, such as an upload; `name` is what messages and results call it."""
    bad: list[UnreadableDocument] = []
    yield from _read(name, data, PurePosixPath(name).suffix.lower() if suffix is None else suffix, Budget(), bad)
    if bad:
        raise bad[0] if len(bad) == 1 else UnreadableMembers(tuple(bad))


def _contents(path: Path) -> bytes:
    name = path.name or str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableDocument(
                f"{name}：是文件夹，不是文件；请给出其中的文件。",
                f"{name}: a folder, not a file; name the files in it.",
            )
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableDocument(
                f"{name}：不是普通文件，无法读取；请给出磁盘上的文件。",
                f"{name}: not a regular file; name a file on disk.",
            )
        if status.st_size > limits.FILE_BYTES:
            raise UnreadableDocument(
                f"{name}：文件超过 {limits.FILE_BYTES // limits.MIB} MB 的上限；请拆分后再试。",
                f"{name}: above the limit of {limits.FILE_BYTES // limits.MIB} MB; split it and retry.",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument(
            f"{path}：没有这个文件；请检查路径。", f"{path}: no such file; check the path."
        ) from None
    except PermissionError:
        raise UnreadableDocument(
            f"{path}：没有读取权限；请修改文件权限后再试。", f"{path}: permission denied; make it readable and retry."
        ) from None
    except OSError as error:
        raise UnreadableDocument(
            f"{path}：读取失败（{error.strerror}）；请检查路径和磁盘。",
            f"{path}: cannot be read ({error.strerror}); check the path and the disk.",
        ) from None


def _read(
    name: str, data: bytes, suffix: str, budget: Budget, bad: list[UnreadableDocument]
) -> Iterator[ExtractedText]:
    """The texts in a file; what cannot be read is added to `bad`."""
    try:
        kind = _kind(data, suffix)
        if kind != "zip":
            yield ExtractedText(name, _text(kind, data), hashlib.sha256(data).hexdigest(), kind)
            return
        for member, content in members(data, budget):
            inner = f"{name}/{member}"
            if isinstance(content, Refusal):
                bad.append(_unreadable(inner, content))
            else:
                yield from _read(inner, content, PurePosixPath(member).suffix.lower(), budget, bad)
    except Refusal as refusal:
        bad.append(_unreadable(name, refusal))


def _unreadable(name: str, refusal: Refusal) -> UnreadableDocument:
    error = UnreadableDocument(f"{name}：{refusal.zh}。", f"{name}: {refusal.en}.")
    error.__cause__ = refusal
    return error


def _kind(data: bytes, suffix: str) -> Format:
    if not data:
        raise Refusal("是空文件；请确认导出或上传是否完整", "the file is empty; check that it was saved completely")
    return sniff(data, suffix)


def _text(kind: Format, data: bytes) -> str:
    reader = READERS[kind]
    text = reader.load()(data) if reader.is_direct(data) else read_in_sandbox(kind, data)
    if kind != "txt":  # a text file is taken exactly as it is
        text = _CONTROL.sub("", text)
    if len(text) > limits.TEXT_CHARACTERS:
        raise Refusal(
            f"有{len(text):,}个字符，超过{limits.TEXT_CHARACTERS:,}的上限；请拆分后再试",
            f"{len(text):,} characters are above the limit of {limits.TEXT_CHARACTERS:,}; split it and retry",
        )
    if not text.strip():
        raise Refusal(
            "里没有任何文字；如果内容是图片，请先做文字识别（OCR）",
            "it holds no text; if its contents are pictures, run character recognition (OCR) first",
        )
    return text
