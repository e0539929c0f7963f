"""Whatever cannot be read ends in one sentence in both languages that names the file, the reason and the way out."""

import os
from pathlib import Path

import pytest

from findings.errors import UnreadableDocument
from findings.readers import SUPPORTED, read_texts
from findings.readers.limits import FILE_BYTES, SANDBOX_SECONDS
from tests.findings.readers.make import DATA, docx, paragraph, xlsx, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
BOMB_ENTITIES = (
    '<!DOCTYPE w:document [<!ENTITY a "整改"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;'
    "</w:t></w:r></w:p></w:body></w:document>"
)
EXTERNAL_ENTITY = BOMB_ENTITIES.replace('<!ENTITY a "整改">', '<!ENTITY a SYSTEM "file:///etc/passwd">')


def word(document: str | bytes) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        pytest.param("空.txt", b"", "是空文件", id="empty"),
        pytest.param("空.docx", b"", "是空文件", id="empty docx"),
        pytest.param("二.txt", os.urandom(0) + bytes(range(256)) * 8, "不是可读的文本", id="binary"),
        pytest.param("大.txt", b"a" * 50_000_000, "超过33 MB 的上限", id="50 MB of text"),
        pytest.param("坏.docx", b"PK\x03\x04 broken", "已损坏", id="broken zip"),
        pytest.param("坏.docx", docx(paragraph("整改"))[:-200], "已损坏", id="cut docx"),
        pytest.param("坏.docx", word("<w:document"), "XML已损坏", id="broken xml"),
        pytest.param("无.docx", word("<document/>"), "缺少正文", id="no body"),
        pytest.param("空.docx", docx(paragraph()), "没有任何文字", id="docx without text"),
        pytest.param("弹.docx", word(BOMB_ENTITIES), "实体定义", id="entity bomb"),
        pytest.param("弹.docx", word(EXTERNAL_ENTITY), "实体定义", id="external entity"),
        pytest.param("弹.docx", word(b"<w:document>" + b" " * 40_000_000), "膨胀超过300倍", id="zip bomb"),
        pytest.param("弹.docx", word("<a>" * 100_000), "已损坏", id="deep xml"),
        pytest.param("密.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "已加密，需要密码", id="encrypted docx"),
        pytest.param("旧.doc", OLE, "另存为 docx", id="unknown ole"),
        pytest.param("坏.doc", OLE + "WordDocument".encode("utf-16-le"), "已损坏", id="broken doc"),
        pytest.param("坏.xls", OLE + "Workbook".encode("utf-16-le"), "已损坏", id="broken xls"),
        pytest.param(
            "坏.xlsx", zipped({"[Content_Types].xml": "<Types/>", "xl/x": ""}), "缺少工作簿", id="broken xlsx"
        ),
        pytest.param("空.xlsx", xlsx({"台账": "<sheetData/>"}), "没有任何文字", id="empty sheet"),
        pytest.param("稿.pptx", zipped({"[Content_Types].xml": "<Types/>", "ppt/x": ""}), "演示文稿", id="pptx"),
        pytest.param("文.odt", zipped({"mimetype": "x", "content.xml": "<x/>"}), "OpenDocument", id="odt"),
        pytest.param("旧.wps", b"\xffWPC" + bytes(20), "WordPerfect", id="wordperfect"),
        pytest.param("图.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "是图片", id="picture"),
        pytest.param("包.rar", b"Rar!\x1a\x07\x01\x00", "只支持 zip", id="rar"),
        pytest.param("页.ofd", zipped({"OFD.xml": "<ofd/>"}), "没有页面", id="empty ofd"),
        pytest.param("页.html", b"<html><script>x</script></html>", "没有任何文字", id="html without text"),
        pytest.param("文.rtf", b"{\\rtf1" + b"{" * 5000, "RTF 文件已损坏", id="deep rtf"),
    ],
)
def test_the_sentence_names_the_file_and_the_reason(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(UnreadableDocument) as refused:
        list(read_texts(file))
    assert refused.value.zh.startswith(f"{name}：")
    assert said in refused.value.zh
    assert refused.value.zh.endswith("。")
    assert "\n" not in refused.value.zh
    assert refused.value.en.startswith(f"{name}: ")


def test_what_is_no_file_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "夹.txt").mkdir()
    os.mkfifo(tmp_path / "管.txt")
    with (tmp_path / "巨.txt").open("wb") as huge:
        huge.truncate(FILE_BYTES + 1)
    for name, said in {
        "夹.txt": "是文件夹",
        "管.txt": "不是普通文件",
        "巨.txt": "200 MB",
        "缺.txt": "没有这个文件",
    }.items():
        with pytest.raises(UnreadableDocument) as refused:
            list(read_texts(tmp_path / name))
        assert said in refused.value.zh


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.docx", "<html><p>整改</p></html>".encode(), "html"),
        ("a.docx", "整改".encode(), "txt"),
        ("a.doc", docx(paragraph("整改")), "docx"),
        ("a.doc", b"{\\rtf1\\u25972?\\u25913?}", "rtf"),
        ("a.docx", (DATA / "everything.doc").read_bytes(), "doc"),
        ("a.wps", (DATA / "everything.doc").read_bytes(), "doc"),
        ("a.txt", docx(paragraph("整改")), "docx"),
        ("a.xls", (DATA / "ledger.xlsx").read_bytes(), "xlsx"),
        ("a.et", (DATA / "ledger.xls").read_bytes(), "xls"),
        ("a.xls", "<table><tr><td>整<td>改</table>".encode("utf-16"), "html"),
        ("a", "整改".encode("gb18030"), "txt"),
        ("a.docm", zipped({"[Content_Types].xml": "<Types/>", "word/document.xml":
                           '<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>整改</w:t></w:r></w:p></w:body></w:document>',
                           "word/vbaProject.bin": b"macro"}), "docx"),
    ],
)  # fmt: skip
def test_contents_decide_not_the_extension(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(data)
    (extracted,) = read_texts(tmp_path / name)
    assert (extracted.name, extracted.format) == (name, kind)


def test_supported_extensions_are_lower_case_with_their_dot() -> None:
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in SUPPORTED)


def test_reading_the_same_bytes_twice_gives_the_same(tmp_path: Path) -> None:
    for source in sorted(DATA.glob("everything.*")):
        assert list(read_texts(source)) == list(read_texts(source))


def test_a_reader_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox gives up on the clock too, should a child sleep instead of work."""
    from findings.readers import sandbox  # noqa: PLC0415 - only here
    from findings.readers.refusal import Refusal  # noqa: PLC0415

    monkeypatch.setattr(sandbox, "_WALL_CLOCK_FACTOR", 0.001 / SANDBOX_SECONDS)
    with pytest.raises(Refusal, match="exceeds the limits"):
        sandbox.read_in_sandbox("pdf", (DATA / "letter.pdf").read_bytes())
