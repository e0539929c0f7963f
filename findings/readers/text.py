"""Which characters do these bytes spell? Plain text in UTF-8, UTF-16 or GB18030, with or without a mark.

The text is the decoded file exactly as it is, because offsets refer to it: only a byte-order mark is taken off,
and line ends stay as they are. UTF-8 is tried first since it can hardly be hit by accident; between the other
encodings the share of everyday Chinese characters decides, since their decoders accept almost any bytes.
"""

import codecs
import re
from collections.abc import Sequence
from typing import Final

from findings.readers.limits import TEXT_FILE_BYTES
from findings.readers.refusal import Refusal

_MARKS: Final = (  # UTF-32's mark begins with UTF-16's, so it comes first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED: Final = ("gb18030", "utf-16-le", "utf-16-be")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.001  # a stray page break mark from an old printer driver is still text
_MIN_PLAUSIBLE_SHARE = 0.5  # simplified text scores 0.99, traditional text 0.62, Big5 and misread bytes below 0.4
_CERTAIN_SHARE = 0.9  # from here on valid UTF-8 needs no comparison
_SAMPLE_CHARACTERS = 20_000


def decode(data: bytes) -> str:
    """The text the bytes spell, less a byte-order mark.

    Raises
    ------
    Refusal
        When the file is empty, too large, binary, damaged or in an encoding not listed above.
    """
    if len(data) > TEXT_FILE_BYTES:
        raise Refusal(
            f"文本文件有{len(data) // 1_000_000} MB，超过{TEXT_FILE_BYTES // 1_000_000} MB 的上限，不像一份整改文件；请拆分后再试",
            f"a text file of {len(data) // 1_000_000} MB is above the limit of {TEXT_FILE_BYTES // 1_000_000} MB; "
            "split it and retry",
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strictly(data[len(mark) :], encoding))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _most_plausible(data, _UNMARKED, error)
    if plausible_share(text) >= _CERTAIN_SHARE and not _has_control(text):
        return _checked(text)
    return _most_plausible(data, ("utf-8", *_UNMARKED), None)  # a few characters of GB18030 may be valid UTF-8


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal(
            f"文件标明是 {encoding.upper()} 编码，但第{error.start + 1}字节处已损坏；请另存为 UTF-8 后再试",
            f"the file is marked {encoding.upper()} but damaged at byte {error.start + 1}; save it as UTF-8 and retry",
        ) from None


def _most_plausible(data: bytes, encodings: Sequence[str], not_utf8: UnicodeDecodeError | None) -> str:
    """The reading that looks most like a Chinese document, the first of equals; UTF-8 is taken whatever it says."""
    readings = {encoding: text for encoding in encodings if (text := _decoded(data, encoding)) is not None}
    shares = {encoding: plausible_share(text) for encoding, text in readings.items()}
    best = max(shares, key=lambda encoding: shares[encoding], default="")
    if best and (best == "utf-8" or shares[best] >= _MIN_PLAUSIBLE_SHARE):
        return _checked(readings[best])
    if "utf-8" in readings:
        return _checked(readings["utf-8"])
    if not_utf8 is not None and data.count(b"\x00") == 0:
        repaired = data.decode("utf-8", errors="replace")
        if repaired.count("\ufffd") * 50 < len(repaired):
            line = data.count(b"\n", 0, not_utf8.start) + 1
            raise Refusal(
                f"UTF-8 文本在第{line}行有损坏的字节；请用编辑器改正并另存为 UTF-8 后再试",
                f"the UTF-8 text has damaged bytes in line {line}; correct them, save as UTF-8 and retry",
            )
    raise _binary()


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def plausible_share(text: str) -> float:
    """How much of the text is what a Chinese document is made of, from 0 to 1; control characters make it 0.

    Everyday characters are those of the first level of GB 2312 (3,755 of them), letters, digits, the usual
    punctuation and white space.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    if not sample or "\x00" in sample:
        return 0.0
    return sum(map(_is_everyday, sample)) / len(sample)


def _is_everyday(character: str) -> bool:
    if character.isascii():
        return character.isprintable() or character in "\t\n\r\f\v"
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return code[0] <= 0xD7  # rows 1–9 are punctuation and letters, rows 16–55 the first level


def _checked(text: str) -> str:
    if not text.strip():
        raise Refusal(
            "文件里没有任何文字；请确认导出或上传是否完整", "the file holds no text; check that it was saved completely"
        )
    if _has_control(text):
        raise _binary()
    return text


def _has_control(text: str) -> bool:
    """True for text with characters that no text has: UTF-16 read as UTF-8, or no text at all."""
    return "\x00" in text or len(_CONTROL.findall(text)) > len(text) * _MAX_CONTROL_SHARE


def _binary() -> Refusal:
    return Refusal(
        "不是可读的文本：既不是 UTF-8、UTF-16、GB18030 编码的文字，也不是支持的文件格式；请另存为 docx、pdf 或 UTF-8 文本后再试",
        "not readable as text: neither UTF-8, UTF-16 or GB18030 nor a supported format; "
        "save it as docx, pdf or UTF-8 text and retry",
    )
