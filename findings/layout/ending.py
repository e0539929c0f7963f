"""Where does what a document has to say end, and its office's small print begin?

A finding's last field runs on until something else begins. At the end of a document that is the imprint, the contact
for comments, the date under the signature, or the navigation of a saved page.
"""

from __future__ import annotations

import re
from typing import Final

from findings.layout.lines import Line
from findings.wording import alternatives

_DATE: Final = r"(?:(?:19|20)\d\d|二[〇○零O0]二[〇○零一二三四五六七八九]) ?年 ?[\d一二三四五六七八九十]{0,3} ?月 ?[\d一二三四五六七八九十]{0,3} ?日?"
_BODY: Final = (
    r"[\u4e00-\u9fff()]{2,40}?(?:政府|委员会|办公室|生态环境局|环境保护局|领导小组|指挥部|管委会|分局|局|厅|委)"
)

_ENDINGS: Final = re.compile(
    rf"(?:{_BODY} *)?{_DATE} *(?:印发|发布)?$|"  # the signature's date, the imprint
    rf".{{0,60}}印发$|{_BODY}(?: {_BODY})*$|"
    + alternatives(
        "附 附件 附表 抄送 主送 主办 承办 版权所有 责任编辑 编辑 审核 作者 信息来源 来源 打印 关闭 分享 扫一扫 上一篇 上一条 下一篇 下一条 "
        "相关链接 相关文章 相关新闻 相关附件 返回顶部 网站地图 备案号 ICP"
    )
    + r"(?: ?\d{0,2} ?[:\[】(]|本页|窗口|到|$)|"
    r"(?:公示|公开|公告)(?:时间|期限|期|日期) ?(?::|为|自|从)|公示期(?:间|内|为|\d)|"
    r"(?:联系|监督|举报|咨询|反馈|受理)(?:人|电话|方式|邮箱|单位|地址|部门)? ?(?:及[\u4e00-\u9fff]{2,4})?:|"
    r"(?:(?:电子)?邮箱|(?:通讯|通信|邮寄|联系)地址|邮(?:政)?编(?:码)?) ?:|"
    r"(?:如|若)(?:有|对)(?:上述|以上|公示|该|此|不同|异议|任何).{0,60}|"
    r"(?:现|特)(?:予以|此)(?:公示|公告|通告|公布|公开|报告).{0,40}$|特此(?:公示|公告|报告|通告|函复).{0,6}$|"
    r"\(?(?:此件|本文)(?:公开|主动公开|依申请公开|不予公开)?(?:发布|公开)?\)?$|是否公开 ?:|索引号 ?:|\(?(?:完|END|end)\)?$"
)


def is_ending(folded: str, line: Line) -> bool:
    """True for a line of the small print."""
    return (
        _ENDINGS.match(folded, line.start, min(line.end, line.start + 200)) is not None and line.end - line.start < 200
    )
