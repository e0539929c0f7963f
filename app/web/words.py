"""Which words do the server's own pages use, beside those of the map page (`layers.wording`)?"""

from __future__ import annotations

from typing import Final

from geo.errors import Language
from layers.wording import wording

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "page.map": ("地图", "Map"),
    "page.findings": ("问题清单", "Findings"),
    "page.problem": ("无法显示", "Cannot be shown"),
    "page.docs": ("接口说明", "Interfaces"),
    "ledger.total": ("共 {n} 个问题", "{n} findings"),
    "ledger.range": ("第 {first}–{last} 个", "{first}–{last}"),
    "ledger.previous": ("上一页", "Previous"),
    "ledger.next": ("下一页", "Next"),
    "ledger.apply": ("筛选", "Apply"),
    "ledger.number": ("序号", "No."),
    "ledger.sites": ("地点", "Sites"),
    "finding.reports": ("历次报告", "Reports"),
    "finding.text": ("原文", "Text"),
    "finding.text_note": ("已标出识别的地名", "recognised places are marked"),
    "finding.as_of": ("截至 {date}", "as of {date}"),
    "finding.undated": ("日期不详", "date unknown"),
    "finding.back": ("返回清单", "Back to the list"),
    "finding.persons": ("责任人", "Responsible persons"),
    "finding.leaders": ("责任领导", "Leaders"),
    "finding.unread": ("没有读懂的行", "Lines not understood"),
    "site.place": ("地点", "Place"),
    "site.chain": ("所在", "In"),
    "site.precision": ("位置精度", "Precision"),
    "site.position": ("经度、纬度（WGS-84）", "Longitude, latitude (WGS-84)"),
    "site.centre": ("范围中心约", "centre of the area, about"),
    "site.uncertainty": ("误差半径", "Radius"),
    "site.source": ("来源", "Source"),
    "all": ("全部", "All"),
}


def words(language: Language) -> dict[str, str]:
    """All words of the pages in one language, those of the map page included."""
    return wording(language) | {key: pair[0 if language == "zh" else 1] for key, pair in _WORDS.items()}
