"""What is this file really? Its contents decide, since extensions lie: a .doc is often RTF, HTML or docx inside.

Formats we read are named as in `Format`; for the well-known ones we do not read, the sentence says how to convert.
"""

import re
from typing import Final, Literal

from findings.readers.package import open_zip
from findings.readers.refusal import Refusal

Format = Literal["txt", "docx", "doc", "pdf", "html", "mht", "rtf", "xlsx", "xls", "ofd", "zip"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_HTML = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(!doctype\s+html|html|head|body|meta|title|table|div|p|span|style|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHT = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:", re.IGNORECASE)
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_ARCHIVES: Final = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_HEAD_BYTES = 4096


def sniff(data: bytes, suffix: str) -> Format:
    """The format of a file's contents; `suffix` (lower case, with its dot) only settles what they leave open."""
    if data.startswith(_ZIP):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    head = data[:_HEAD_BYTES]
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")  # UTF-16 markup reads as ASCII this way
    kinds: tuple[tuple[Format, bool], ...] = (
        ("pdf", b"%PDF-" in head[:1024]),
        ("rtf", head.lstrip().startswith(b"{\\rtf")),
        ("mht", suffix in {".mht", ".mhtml"} or bool(_MHT.match(plain))),
        ("html", suffix in {".html", ".htm", ".xhtml", ".shtml"} or bool(_HTML.match(plain))),
    )
    found = next((kind for kind, matches in kinds if matches), None)
    if found is None:
        _refuse_known(head)
    return found or "txt"


def _zip_kind(data: bytes) -> Format:
    names = set(open_zip(data).namelist())
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
        if any(name.startswith("ppt/") for name in names):
            raise _convert("演示文稿（pptx）", "presentation (pptx)")
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names and "content.xml" in names:
        raise _convert("OpenDocument 文件", "OpenDocument file")
    return "zip"


def _ole_kind(data: bytes) -> Format:
    """Office files before 2007 are small file systems; the names of their streams stand in UTF-16."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise Refusal(
            "文件已加密，需要密码；请在 Word、Excel 或 WPS 中去掉密码后另存再试",
            "the file is encrypted; remove the password in Word, Excel or WPS and save it again",
        )
    if has("WordDocument"):
        return "doc"
    if has("Workbook") or has("Book"):
        return "xls"
    raise _convert("旧版 Office 或 WPS 文件", "legacy Office or WPS file")


def _refuse_known(head: bytes) -> None:
    """Refuse what is recognised but not read, each with its way out."""
    if head.startswith(_PICTURES) and b"\x00" in head:
        raise Refusal(
            "是图片，没有可读的文字；请先做文字识别（OCR）并另存为 docx 或 txt",
            "a picture without text; run character recognition (OCR) first and save the result as docx or txt",
        )
    if head.startswith(_ARCHIVES):
        raise Refusal(
            "是 rar、7z 或 gz 压缩包，只支持 zip；请解压后再试，或重新压缩为 zip",
            "a rar, 7z or gz archive; unpack it, or pack it again as zip",
        )
    if head.startswith(b"\xffWPC"):
        raise _convert("WordPerfect 文件", "WordPerfect file")
    if b'application progid="Word.Document"' in head or b"<pkg:package" in head or b"<w:wordDocument" in head:
        raise _convert("Word XML 文件", "Word XML file")


def _convert(what_zh: str, what_en: str) -> Refusal:
    return Refusal(
        f"是{what_zh}，不能直接读取；请用 Word 或 WPS 打开，另存为 docx（表格另存为 xlsx）后再试",
        f"a {what_en}, which is not read; open it in Word or WPS and save it as docx (a sheet as xlsx)",
    )
