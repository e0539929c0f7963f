import hashlib
import io
import struct
import zipfile

import pytest

from findings.errors import UnreadableDocument
from findings.model import ExtractedText
from findings.readers import UnreadableMembers, read_bytes
from findings.readers.archive import Budget, members
from findings.readers.refusal import Refusal
from tests.findings.readers.make import docx, paragraph, zipped


def read(data: bytes) -> tuple[list[ExtractedText], UnreadableDocument | None]:
    """What an archive gives, and the error after it."""
    given: list[ExtractedText] = []
    try:
        given.extend(read_bytes("a.zip", data))
    except UnreadableDocument as error:
        return given, error
    return given, None


def test_an_archive_gives_each_of_its_documents() -> None:
    inner = zipped({"内.txt": "内层"})
    given, error = read(zipped({"甲.txt": "甲", "夹/乙.docx": docx(paragraph("乙")), "丙.zip": inner}))
    assert error is None
    assert [(one.name, one.text, one.format) for one in given] == [
        ("a.zip/甲.txt", "甲", "txt"), ("a.zip/夹/乙.docx", "乙", "docx"), ("a.zip/丙.zip/内.txt", "内层", "txt"),
    ]  # fmt: skip


def test_a_bad_member_does_not_stop_the_others() -> None:
    given, error = read(zipped({"坏.docx": b"PK\x03\x04", "空.txt": "", "好.txt": "好"}))
    assert [one.name for one in given] == ["a.zip/好.txt"]
    assert isinstance(error, UnreadableMembers)
    assert [one.zh.partition("：")[0] for one in error.members] == ["a.zip/坏.docx", "a.zip/空.txt"]


def test_a_single_bad_member_is_told_by_its_own_sentence() -> None:
    _, error = read(zipped({"空.txt": "", "好.txt": "好"}))
    assert error is not None
    assert error.zh == "a.zip/空.txt：是空文件；请确认导出或上传是否完整。"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_flag_are_read_as_chinese_windows_or_macos_writes_them(encoding: str) -> None:
    data = zipped({"aaaaaa.txt": "文"})
    name = "整改".encode(encoding)
    given, _ = read(data.replace(b"aaaaaa"[: len(name)] + b"aaaaaa"[len(name) :], name.ljust(6, b"1")))
    assert given[0].name == f"a.zip/整改{'1' * (6 - len(name))}.txt"


def test_paths_stay_below_the_archive_and_what_systems_leave_is_skipped() -> None:
    given, error = read(
        zipped(
            {"../../etc/甲.txt": "甲", "/abs/乙.txt": "乙", "__MACOSX/._甲.txt": "x", "夹/~$乙.docx": "x", "夹/": ""}
        )
    )
    assert error is None
    assert [one.name for one in given] == ["a.zip/etc/甲.txt", "a.zip/abs/乙.txt"]


def nested(depth: int) -> bytes:
    data = zipped({"底.txt": "底"})
    for _ in range(depth):
        data = zipped({"层.zip": data})
    return data


def encrypted() -> bytes:
    data = bytearray(zipped({"密.txt": "密"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1
    return bytes(data)


def bomb() -> bytes:
    return zipped({"弹.txt": b"0" * 40_000_000})


def unknown_method() -> bytes:
    data = bytearray(zipped({"法.txt": "法"}))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.find(signature) + offset, 97)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped({}), "压缩包是空的"),
        (nested(5), "嵌套超过3层"),
        (encrypted(), "文件已加密"),
        (bomb(), "膨胀超过300倍"),
        (unknown_method(), "不支持的压缩方法"),
        (zipped({f"{at}.txt": "a" for at in range(2001)}), "超过2000个文件"),
        (zipped({"a.txt": "整改" * 50})[:-30], "已损坏"),
    ],
    ids=["empty", "deep", "encrypted", "bomb", "method", "many", "cut"],
)
def test_a_hostile_archive_ends_in_one_sentence(data: bytes, said: str) -> None:
    given, error = read(data)
    assert given == []
    assert error is not None
    assert said in error.zh


def test_all_nested_archives_share_one_budget() -> None:
    inner = zipped({f"{at}.txt": "a" for at in range(900)})
    given, error = read(zipped({f"{at}.zip": inner for at in range(4)}))
    assert len(given) == 1800
    assert error is not None
    assert "超过2000个文件" in error.zh


def test_an_archive_that_holds_itself_is_seen() -> None:
    """A quine cannot be built here; what stands guard is that a digest on the way in is never entered again."""
    data = zipped({"甲.txt": "甲"})
    with pytest.raises(Refusal, match="holds itself"):
        list(members(data, Budget(inside=[hashlib.sha256(data).hexdigest()])))


def test_stored_members_need_no_compression() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("甲.txt", "甲")
    assert [one.text for one in read(buffer.getvalue())[0]] == ["甲"]


def test_a_member_without_a_name_is_read_like_any_other() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        member = zipfile.ZipInfo("x")
        member.filename = ""
        archive.writestr(member, "文")
    given, error = read(buffer.getvalue())
    assert error is None
    assert [(one.name, one.text) for one in given] == [("a.zip/?", "文")]
