"""Taking parts out of a zip-based document (docx, xlsx, ofd) without trusting it.

Sizes are counted while unpacking, never taken from the directory; XML is parsed with entities, DTDs and the
network switched off, and a document that brings a DTD is refused, since no office program writes one.
"""

import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from lxml import etree

from findings.readers.limits import COMPRESSION_RATIO, PACKAGE_BYTES, RATIO_FREE_BYTES, XML_DEPTH, XML_MEMBER_BYTES
from findings.readers.refusal import Refusal, damaged

ZIP_ERRORS: Final = (  # what zipfile is known to raise on damaged input
    zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, OSError, IndexError, OverflowError,
)  # fmt: skip

_CHUNK = 1 << 16
_DTD = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def open_zip(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (*ZIP_ERRORS, NotImplementedError):
        raise damaged("压缩包结构", "zip container") from None


def declared_size(data: bytes) -> int:
    """What the XML parts of a container unpack to at most; zipfile never gives more than a member declares."""
    with open_zip(data) as archive:
        return sum(member.file_size for member in archive.infolist() if member.filename.endswith((".xml", ".rels")))


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    """The bytes of one member, never more than `limit`."""
    chunks: list[bytes] = []
    size = 0
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                if size > limit:
                    raise too_large(limit)
                if size > RATIO_FREE_BYTES and size > COMPRESSION_RATIO * max(1, member.compress_size):
                    raise bomb()
    except NotImplementedError:
        raise Refusal(
            "压缩包使用了不支持的压缩方法；请用普通 zip 方式重新压缩",
            "the zip uses an unsupported compression method; pack it again as a plain zip",
        ) from None
    except RuntimeError:  # zipfile's word for an encrypted member
        raise encrypted() from None
    except ZIP_ERRORS:
        raise damaged("压缩包内的数据", "data inside the zip container") from None
    return b"".join(chunks)


def bomb() -> Refusal:
    return Refusal(
        f"解压后膨胀超过{COMPRESSION_RATIO}倍，像是压缩炸弹，未读取；请用原软件另存一份再试",
        f"it grows more than {COMPRESSION_RATIO} times when unpacked, like a zip bomb, and was not read; save it again",
    )


def too_large(limit: int) -> Refusal:
    return Refusal(
        f"解压后超过 {limit // 1_000_000} MB 的上限，未读取；请拆分后再试",
        f"unpacked it is above the limit of {limit // 1_000_000} MB and was not read; split it and retry",
    )


def encrypted() -> Refusal:
    return Refusal(
        "文件已加密，需要密码；请在原软件中去掉密码后另存再试",
        "the file is encrypted; remove the password in the program that made it and save it again",
    )


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML part, read without entities, DTD or network."""
    if _DTD.search(data, 0, 4096):
        raise _dtd()
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged("文件内的 XML", "XML inside the file") from None
    if root.getroottree().docinfo.doctype:
        raise _dtd()
    return root


def _dtd() -> Refusal:
    return Refusal(
        "文件里的 XML 带有实体定义（可能是实体炸弹），未读取；请用原软件另存一份再试",
        "its XML defines entities, perhaps an entity bomb, and was not read; save it again in an office program",
    )


class Package:
    """The XML parts of one document; counts what is unpacked over all of them."""

    def __init__(self, data: bytes) -> None:
        self._zip = open_zip(data)
        self._members = {member.filename: member for member in self._zip.infolist()}
        self._left = PACKAGE_BYTES

    def names(self) -> list[str]:
        return list(self._members)

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part, or None when there is no such part."""
        member = self._members.get(name)
        if member is None:
            return None
        data = unpack(self._zip, member, min(XML_MEMBER_BYTES, self._left))
        self._left -= len(data)
        return parse_xml(data)

    def related(self, part: str, kind: str) -> list[str]:
        """Names of the parts that `part` points to with relationships whose type ends in `kind`."""
        return [target for _, type_, target in self._relations(part) if type_.endswith(f"/{kind}")]

    def targets(self, part: str) -> dict[str, str]:
        """Names of the parts that `part` points to, by the identifier of the relationship."""
        return {identifier: target for identifier, _, target in self._relations(part)}

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        """Identifier, type and target of each relationship of a part; "" is the package itself."""
        path = PurePosixPath(part)
        rels = self.xml(str(path.parent / "_rels" / f"{path.name}.rels") if part else "_rels/.rels")
        if rels is None:
            return []
        folder = path.parent if part else PurePosixPath()
        return [
            (str(one.get("Id", "")), str(one.get("Type", "")), resolved(folder, str(one.get("Target", ""))))
            for one in rels.iterchildren()
            if one.get("TargetMode") != "External"
        ]


def resolved(folder: PurePosixPath, target: str) -> str:
    """A target inside the package, `..` worked out; an absolute one counts from the package's root."""
    parts: list[str] = [] if target.startswith("/") else [*folder.parts]
    for part in PurePosixPath(target.lstrip("/")).parts:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; strict and transitional OOXML then read alike."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute by its local name, in whatever namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child element of that local name."""
    if element is None:
        return None
    return next((one for one in element.iterchildren() if local_name(one) == name), None)


def check_depth(depth: int) -> None:
    if depth > XML_DEPTH:
        raise Refusal(
            f"内容嵌套超过{XML_DEPTH}层，不像正常文件，未读取；请用原软件另存一份再试",
            f"its contents are nested more than {XML_DEPTH} deep and were not read; save it again in an office program",
        )
