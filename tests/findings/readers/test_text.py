import codecs

import pytest

from findings.readers.refusal import Refusal
from findings.readers.text import decode

SAMPLE = "示例文件，内容虚构\r\n一、整改任务\n1.示例公司超标排放，整改时限：2022年9月30日。\n\n"
TRADITIONAL = "示例文件，內容虛構：整改責任單位為縣人民政府，整改時限為二〇二二年底前，督察發現廢水長期超標排放。"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (SAMPLE.encode(), SAMPLE),
        (codecs.BOM_UTF8 + SAMPLE.encode(), SAMPLE),
        (SAMPLE.encode("gb18030"), SAMPLE),
        (SAMPLE.encode("gb2312"), SAMPLE),
        (codecs.BOM_UTF16_LE + SAMPLE.encode("utf-16-le"), SAMPLE),
        (codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"), SAMPLE),
        (SAMPLE.encode("utf-16-le"), SAMPLE),
        (SAMPLE.encode("utf-16-be"), SAMPLE),
        (codecs.BOM_UTF32_LE + SAMPLE.encode("utf-32-le"), SAMPLE),
        ("整改".encode("gb18030"), "整改"),
        ("整改。".encode("utf-16-le"), "整改。"),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL),
        ("村民𠮷某，䶮县".encode("gb18030") + SAMPLE.encode("gb18030"), "村民𠮷某，䶮县" + SAMPLE),
    ],
)
def test_the_text_is_the_decoded_file_without_its_mark(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b" \r\n\t ", "没有任何文字"),
        (codecs.BOM_UTF8, "没有任何文字"),
        (bytes(range(256)) * 4, "不是可读的文本"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "不是可读的文本"),
        (TRADITIONAL.encode("big5", errors="ignore"), "不是可读的文本"),
        (SAMPLE.encode()[:40] + b"\xff\xfe" + SAMPLE.encode() * 10, "第2行有损坏的字节"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00\xd8", "第1字节处已损坏"),
        pytest.param(b"a" * 50_000_000, "超过33 MB 的上限", id="50 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        decode(data)
    assert said in refused.value.zh
