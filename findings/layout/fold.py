"""How does a text look once the ways of typing the same thing are made one?

`fold` gives a copy of the same length, so that every offset in it is an offset in the document. Rules of layout are
written against the copy and need to know one kind of colon, bracket, digit and space only; traditional characters of
the labels and the status words become simplified ones.
"""

from __future__ import annotations

import re
from typing import Final

_PUNCTUATION: Final = {
    "（": "(", "）": ")", "﹙": "(", "﹚": ")", "：": ":", "﹕": ":", "∶": ":", "；": ";", "，": ",", "．": ".", "！": "!", "？": "?",
    "［": "[", "］": "]", "〔": "[", "〕": "]", "【": "[", "】": "]", "～": "~", "∼": "~", "－": "-", "–": "-", "—": "-", "―": "-",
    "｜": "¦", "\u3000": " ", "\xa0": " ", "\t": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u200b": " ", "\ufeff": " ",
    "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
}  # fmt: skip
_FULL_WIDTH: Final = {chr(0xFF10 + n): chr(0x30 + n) for n in range(10)} | {
    chr(0xFF21 + n): chr(0x41 + n) for n in range(26)
}
_TRADITIONAL: Final = dict(
    zip(
        "況標領導責單位時間進達銷號長堅續啟動處轉辦問題內務實點結驗執據關於經過總體開臨無參與優調現場環區縣鄉鎮黨組織編類別"
        "監測項個說報復舉訪機構屬對應門員師兩萬億錄圍輔協牽頭見發準備後產業並歸還條終歷階層廠礦灘溝級",
        "况标领导责单位时间进达销号长坚续启动处转办问题内务实点结验执据关于经过总体开临无参与优调现场环区县乡镇党组织编类别"
        "监测项个说报复举访机构属对应门员师两万亿录围辅协牵头见发准备后产业并归还条终历阶层厂矿滩沟级",
        strict=True,
    )
)
_TABLE: Final = str.maketrans(_PUNCTUATION | _FULL_WIDTH | _TRADITIONAL)
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")


def fold(text: str) -> str:
    """A copy of the same length for matching: `fold(text)[i]` stands for `text[i]`."""
    folded = text.translate(_TABLE)
    if "\r" in folded:  # an old Macintosh file ends its lines with a bare return
        folded = _LONE_RETURN.sub("\n", folded).replace("\r", " ")
    return folded
