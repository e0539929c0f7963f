"""What is in a zip archive? Its documents, also those of archives inside it, without writing anything to disk.

Names are decoded as the archiver meant them: UTF-8 where it says so or where they are valid UTF-8, else GB18030, as
Chinese Windows writes them. Members, bytes and depth are counted over all nested archives together.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from findings.readers.limits import ARCHIVE_BYTES, ARCHIVE_DEPTH, ARCHIVE_MEMBERS, FILE_BYTES
from findings.readers.package import open_zip, unpack
from findings.readers.refusal import Refusal

_UTF8_NAME = 0x800
_BY_THE_SYSTEM = ("__MACOSX/", "~$", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(slots=True)
class Budget:
    """What may still be unpacked, shared by an archive and those inside it."""

    members: int = ARCHIVE_MEMBERS
    bytes: int = ARCHIVE_BYTES
    inside: list[str] = field(default_factory=list)  # digests of the archives we are in, outermost first


def members(data: bytes, budget: Budget) -> Iterator[tuple[str, bytes | Refusal]]:
    """The name and the bytes of each file in an archive, or why they could not be unpacked."""
    digest = hashlib.sha256(data).hexdigest()
    if digest in budget.inside:
        raise Refusal("压缩包里又是它自己，未读取；请检查压缩包", "the archive holds itself and was not read; check it")
    if len(budget.inside) >= ARCHIVE_DEPTH:
        raise Refusal(
            f"压缩包嵌套超过{ARCHIVE_DEPTH}层，未读取；请先解压再试",
            f"archives are nested more than {ARCHIVE_DEPTH} deep and were not read; unpack them first",
        )
    budget.inside.append(digest)
    try:
        with open_zip(data) as archive:
            files = [
                one for one in archive.infolist() if not one.filename.endswith("/") and not _is_systems(_name(one))
            ]
            budget.members -= len(files)
            if budget.members < 0:
                raise Refusal(
                    f"压缩包里超过{ARCHIVE_MEMBERS}个文件；请分几个压缩包再试",
                    f"the archive holds more than {ARCHIVE_MEMBERS} files; split it and retry",
                )
            if not files:
                raise Refusal(
                    "压缩包是空的；请检查是否打包完整", "the archive is empty; check that it was packed completely"
                )
            for member in files:
                yield _name(member), _unpacked(archive, member, budget)
    finally:
        budget.inside.pop()


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes | Refusal:
    try:
        data = unpack(archive, member, min(FILE_BYTES, budget.bytes))
    except Refusal as refusal:
        return refusal
    budget.bytes -= len(data)
    return data


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name as its archiver meant it, as a path below the archive."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = (part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."})
    return "/".join("".join(character for character in part if character.isprintable()) for part in parts) or "?"


def _is_systems(name: str) -> bool:
    """True for files that operating systems and Word leave in folders."""
    return name.startswith(_BY_THE_SYSTEM[0]) or name.rpartition("/")[2].startswith(_BY_THE_SYSTEM[1:])
