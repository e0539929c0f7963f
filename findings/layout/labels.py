"""Which field does a label such as 整改时限 or 责 任 人 announce?

Labels are read by what they are made of, not from a closed list: a head noun (目标, 措施, 单位, 时限 …) and the words that
may stand before it. The table is read from top to bottom and the first line that fits the whole label decides, so the
exceptions stand above the rule they except from. `docs/documents.md` shows the same table with examples.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Field(StrEnum):
    """What a labelled stretch of a finding says."""

    NUMBER = "number"
    REFERENCE = "reference"
    SECTION = "section"
    PROBLEM = "problem"
    TASK = "task"  # 整改任务: the problem where none is stated, otherwise what is to be done
    CONTEXT = "context"  # 基本情况 of a case: stands before the problem
    GOAL = "goal"
    MEASURES = "measures"
    RESULT = "result"
    STATUS = "status"
    MARK = "mark"  # a status in brackets, without a label
    LEADER = "leader"
    LEAD_UNIT = "lead_unit"
    RESPONSIBLE_UNIT = "responsible_unit"
    PERSON = "person"
    DEADLINE = "deadline"
    OTHER = "other"  # known, but no field of a finding: 联系电话, 备注, 验收单位


_LEVEL: Final = "(?:中央|国家|省级?|市级?|县级?|区级?|镇级?|乡镇|我[省市县区]|本[省市县区])"
_ABOUT: Final = (
    "(?:反馈|存在|整改|发现|具体|主要|突出|督察|督查|检查|巡查|指出|交办|转办|举报|信访|投诉|涉及|环境|环保|生态|保护|通报|曝光|移交|"
    "披露|警示片|群众|案件|典型|重点|反映|线索|违法|违规|情形|事实|的|所|件|组|及|和|与|、|点|需|本次|此次|类|来信|来电)"
)
_WORK: Final = (
    "(?:整改|整治|治理|落实|完成|进展|办理|处理|处置|查处|推进|工作|任务|问题|措施|目前|最新|阶段性?|调查|核查|核实|开展|实施|执行|反馈|督察|"
    "及|和|与|的|、|已|具体|取得|采取|回头看|信访件?|案件|举报|交办|转办|责任|年度|当前|截至目前|事项|公示|后|目标)"
)
_TABLE: Final[tuple[tuple[Field, str], ...]] = (
    # exceptions first
    (Field.OTHER, r"(?:公示|公开|发布|受理|交办|转办|督察|举报|来电|来信|督查|检查|实际|发现|填报|报送)(?:的|整改)?(?:完成)?(?:时间|日期|期限|期|时限)"),
    (Field.OTHER, r".{0,6}(?:督导|监督|验收|督办|指导|销号|报送|填报|核查|监测|施工|联系|举报|公示|建设|联络|技术|审核|设计|主管|监管)(?:责任)?(?:单位|部门|领导|人|机构)"),
    (Field.OTHER, r"(?!责任).{0,6}(?:联系人|电话|联系方式|举报方式|邮箱|传真|手机)"),
    (Field.OTHER, r".{0,4}(?:备注|附件|抄送|主送|来源|信息来源|作者|编辑|责任编辑|审核|校对|浏览次数|阅读量|是否属实|属实情况|污染类型|问题属性|问题来源)"),
    (Field.OTHER, r"(?!责任|整改|牵头).{0,6}(?:行政区域|行政区划|地区|所在地|区域|辖区|属地|地址|地点|位置|坐标|经度|纬度|企业名称|单位名称|项目名称|行业)"),
    (Field.OTHER, r".{0,8}(?:问责|追责|责任追究|追究|追责问责)(?:处理)?(?:的)?(?:情况|结果|人数)?"),
    (Field.OTHER, r"(?:下一步|下步|后续|今后)(?:的)?(?:整改|工作|推进)*(?:措施|打算|计划|安排|工作|举措)?"),
    (Field.OTHER, r".{0,8}(?:困难|需协调|协调解决|建议).{0,8}|(?:保障|组织|安全|预防)措施"),
    (Field.OTHER, r".{0,6}(?:调查|核查|核实|现场|检查|勘查|查证)+(?:了解|核实|核查)?(?:的)?(?:情况|结果|结论)"),
    (Field.OTHER, r".{0,6}(?:验收|销号)(?:标准|要求|材料|程序|依据)|整改标准|佐证材料?|原因分析|(?:问题)?成因|整改依据"),
    # what numbers and names the finding
    (Field.NUMBER, r"(?:任务|问题|整改|清单|整改任务|反馈问题)?序号|NO\.?|No\.?"),
    (Field.REFERENCE, r"(?:信访|受理|交办|转办|案件|举报|任务|问题|督办|件|单|来电|来信|移交)*(?:编号|编码|受理号|案号|件号)"),
    (Field.SECTION, r"(?:问题|整改|任务|所属)?(?:类别|分类|类型|大类|方面)"),
    # the problem
    (Field.GOAL, rf"(?:{_LEVEL}|整改|工作|任务|阶段性?|总体|具体|预期|治理|最终|完成|主要|销号)*目标(?:任务|要求|及要求)?|(?:整改|工作|任务)+要求"),
    (Field.PROBLEM, rf"(?:{_LEVEL}|{_ABOUT})*(?:问题|意见)(?:描述|内容|概述|简述|表述|基本情况|情况|摘要|清单|表现|详情|概况|原文|简介|说明)?"),
    (Field.PROBLEM, r"(?:信访|举报|交办|转办|反映|投诉|反馈|督察|督察反馈|群众举报|群众反映)(?:的)?(?:主要)?(?:内容|事项|情况|基本情况|意见)|(?:主要)?违法(?:违规)?事实"),
    (Field.TASK, r"(?:反馈|督察|具体|整改|督察反馈|督察整改|工作)*(?:整改)?(?:任务|事项)(?:内容|描述|名称|概述|及内容)?|整改内容|整改项目"),
    (Field.CONTEXT, r"(?:案件|案例|企业|项目|问题)?(?:基本|有关)情况|案情(?:简介|介绍|概述)?|(?:案件|问题)?背景"),
    # what is done about it
    (Field.MEASURES, rf"(?:{_LEVEL}|整改|工作|重点|具体|主要|治理|整治|解决|改进|处置|处理|推进|落实|应对|采取|拟采取|拟|的|防治|细化|任务|目标|和|及|与|、|有关|相关)*(?:措施|举措|做法)(?:(?:及|和|与|、).{{1,8}})?|重点任务"),
    (Field.STATUS, r"(?:整改|完成|办理|办结|销号|任务|工作|验收|当前|目前)*(?:状态|进度|结论)|是否(?:已?完成|办结|销号|验收|整改|整改到位|完成整改)(?:整改)?|(?:验收|办结|销号|验收销号|核查验收|整改验收)(?:的)?(?:情况|意见|结果)|完成与否|(?:整改|工作|治理|主要|取得)*(?:的)?(?:成效|成果|效果)"),
    (Field.RESULT, rf"(?:{_LEVEL}|{_WORK})*(?:整改|整治|治理|落实|完成|进展|办理|处理|处置|查处|推进|开展|实施|执行)(?:{_WORK})*(?:情况|结果|进展)(?:说明|公示|及成效)?|(?:{_LEVEL}|{_WORK})*进展|办理结果|查处结果|整改"),
    # who and until when
    (Field.LEADER, r".{0,6}(?:责任|包案|包保|牵头|分管|联系|包联|挂点|主管|负责|挂牌|责任单位|市级|县级|省级|厅级)(?:市|县|区|省|厅|局|的)?(?:级)?领导(?:同志|及职务|姓名)?"),
    (Field.RESPONSIBLE_UNIT, r"责任(?:单位|部门)(?:及|和|与|、)责任人.{0,4}"),
    (Field.PERSON, r".{0,8}(?:责任人|负责人)(?:员)?(?:及职务|姓名|及联系方式)?|责任人员?"),
    (Field.LEAD_UNIT, r".{0,6}(?:牵头|主办|主责)(?:负责|责任|整改|督导|督办|协调)?(?:的)?(?:单位|部门|主体|地区|处室|科室)(?:及.{1,6})?|牵头(?:部门)?"),
    (Field.RESPONSIBLE_UNIT, r".{0,8}(?:责任|配合|实施|整改|承办|协办|参与|落实|主体|执行|协同)(?:主体|责任)?(?:单位|部门|主体|县区|县\(市、区\)|县市区|地方|地区|属地|处室|科室|区域)(?:及.{1,6})?"),
    (Field.DEADLINE, r".{0,8}(?:时限|期限|时间节点|限期)(?:要求)?|(?:计划|整改|预计|应|拟|要求|任务|目标|最迟|办理|工作)*(?:完成|办结|整改|销号)(?:的)?(?:时间|日期|时限|时间要求|期限)|时间(?:要求|安排|表|进度)|完成节点|.{0,6}截止(?:时间|日期)"),
)  # fmt: skip
_COMPILED: Final = tuple((field, re.compile(pattern)) for field, pattern in _TABLE)
LONGEST: Final = 18
_SERIAL: Final = re.compile(r"[\d一二三四五六七八九十]{1,4}$|[(\[][^)\]]{0,12}[)\]]$")


@lru_cache(maxsize=8192)
def field_of(label: str) -> Field | None:
    """The field a label announces, or None for words that are no label.

    The label is folded; spaces inside it (责 任 人), a serial number (整改任务14) and a bracket after it do not matter.
    """
    name = label.replace(" ", "")
    if not 1 < len(name) <= LONGEST:
        return None
    for field, pattern in _COMPILED:
        if pattern.fullmatch(name):
            return field
    plain = _SERIAL.sub("", name)
    return field_of(plain) if 1 < len(plain) < len(name) else None
