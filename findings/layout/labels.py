"""Which field does a label such as 整改时限 or 责 任 人 announce?

Labels are read by what they are made of, not from a closed list: a head noun (目标, 措施, 单位, 时限 …) and the words that
may stand before it. The table is read from top to bottom and the first line that fits the whole label decides, so the
exceptions stand above the rule they except from. Every rule carries an example, which `docs/documents.md` shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from findings.wording import alternatives, pattern


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


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of naming a field, as `wording.pattern` reads it; `unless` the label begins with one of these words."""

    field: Field
    example: str
    heads: str
    before: str = ""
    middle: str = ""
    tails: str = ""
    after: str = ""
    loose: int = 0
    more: int = 0
    unless: str = ""

    def compiled(self) -> re.Pattern[str]:
        words = pattern(self.heads, before=self.before, middle=self.middle, tails=self.tails, after=self.after,
                        loose=self.loose, more=self.more)  # fmt: skip
        return re.compile((f"(?!{alternatives(self.unless)})" if self.unless else "") + words)


_LEVEL: Final = "中央 国家 省 省级 市 市级 县 县级 区 区级 镇级 乡镇 我省 我市 我县 我区 本省 本市 本县 本区 "
_ABOUT: Final = (
    "反馈 存在 整改 发现 具体 主要 突出 督察 督查 检查 巡查 指出 交办 转办 举报 信访 投诉 涉及 环境 环保 生态 保护 通报 曝光 移交 披露 "
    "警示片 群众 案件 典型 重点 反映 线索 违法 违规 情形 事实 的 所 件 组 及 和 与 、 点 需 本次 此次 类 来信 来电"
)
_WORK: Final = (
    "整改 整治 治理 落实 完成 进展 办理 处理 处置 查处 推进 工作 任务 问题 措施 目前 最新 阶段 阶段性 调查 核查 核实 开展 实施 执行 反馈 "
    "督察 及 和 与 的 、 已 具体 取得 采取 回头看 信访 信访件 案件 举报 交办 转办 责任 年度 当前 截至目前 事项 公示 后 目标"
)
_UNIT: Final = "单位 部门 主体 地区 处室 科室"

# Read from top to bottom: the first rule that fits the whole label decides, so exceptions stand above.
RULES: Final[tuple[Rule, ...]] = (
    # known words that are no field of a finding
    Rule(Field.OTHER, "公示时间", "公示 公开 发布 受理 交办 转办 督察 举报 来电 来信 督查 检查 实际 发现 填报 报送",
         middle="的 整改 完成", tails="时间 日期 期限 期 时限"),
    Rule(Field.OTHER, "验收单位", "督导 监督 验收 督办 指导 销号 报送 填报 核查 监测 施工 联系 举报 公示 建设 联络 技术 审核 设计 主管 监管",
         middle="责任", tails="单位 部门 领导 人 机构", loose=6),
    Rule(Field.OTHER, "联系电话", "联系人 电话 联系方式 举报方式 邮箱 传真 手机", loose=6, unless="责任"),
    Rule(Field.OTHER, "备注", "备注 附件 抄送 主送 来源 作者 编辑 审核 校对 浏览次数 阅读量 是否属实 属实情况 污染类型 问题属性 问题来源", loose=4),
    Rule(Field.OTHER, "行政区域", "行政区域 行政区划 地区 所在地 区域 辖区 属地 地址 地点 位置 坐标 经度 纬度 企业名称 单位名称 项目名称 行业",
         loose=6, unless="责任 整改 牵头"),
    Rule(Field.OTHER, "责任追究情况", "问责 追责 责任追究 追究", middle="处理 的", after="情况 结果 人数", loose=8),
    Rule(Field.OTHER, "下一步工作", "下一步 下步 后续 今后", middle="的 整改 工作 推进", after="措施 打算 计划 安排 工作 举措"),
    Rule(Field.OTHER, "需协调解决的问题", "困难 需协调 协调解决 建议", middle="解决 和 与 及 的", after="问题 事项", loose=8),
    Rule(Field.OTHER, "保障措施", "保障 组织 安全 预防", tails="措施"),
    Rule(Field.OTHER, "调查核实情况", "调查 核查 核实 现场 检查 勘查 查证", middle="调查 核查 了解 核实 检查 的", tails="情况 结果 结论", loose=6),
    Rule(Field.OTHER, "验收标准", "验收 销号", tails="标准 要求 材料 程序 依据", loose=6),
    Rule(Field.OTHER, "原因分析", "整改标准 佐证材料 佐证 原因分析 成因 问题成因 整改依据"),
    # what numbers and names the finding
    Rule(Field.NUMBER, "序号", "序号 NO NO. No No.", before="任务 问题 整改 清单 反馈"),
    Rule(Field.REFERENCE, "受理编号", "编号 编码 受理号 案号 件号", before="信访 受理 交办 转办 案件 举报 任务 问题 督办 件 单 来电 来信 移交"),
    Rule(Field.SECTION, "问题类别", "类别 分类 类型 大类 方面", before="问题 整改 任务 所属"),
    # what is to be reached
    Rule(Field.GOAL, "整改目标", "目标", before=_LEVEL + "整改 工作 任务 阶段 阶段性 总体 具体 预期 治理 最终 完成 主要 销号",
         after="任务 要求 及要求"),
    Rule(Field.GOAL, "整改要求", "要求", before="整改 工作 任务"),
    # the problem
    Rule(Field.PROBLEM, "反馈问题", "问题 意见", before=_LEVEL + _ABOUT,
         after="描述 内容 概述 简述 表述 基本情况 情况 摘要 清单 表现 详情 概况 原文 简介 说明"),
    Rule(Field.PROBLEM, "举报内容", "信访 举报 交办 转办 反映 投诉 反馈 督察 群众", middle="举报 反映 反馈 的 主要",
         tails="内容 事项 情况 基本情况 意见"),
    Rule(Field.PROBLEM, "违法事实", "违法事实 违法违规事实", before="主要"),
    Rule(Field.TASK, "整改任务", "任务 事项", before="反馈 督察 具体 整改 工作", after="内容 描述 名称 概述 及内容"),
    Rule(Field.TASK, "整改内容", "整改内容 整改项目"),
    Rule(Field.CONTEXT, "基本情况", "基本情况 有关情况 案情 案情简介 案情介绍 案情概述 背景", before="案件 案例 企业 项目 问题"),
    # what is done about it, and how far it is
    Rule(Field.MEASURES, "整改措施", "措施 举措 做法", more=8,
         before=_LEVEL + "整改 工作 重点 具体 主要 治理 整治 解决 改进 处置 处理 推进 落实 应对 采取 拟采取 拟 的 防治 细化 任务 目标 "
         "和 及 与 、 有关 相关"),
    Rule(Field.MEASURES, "重点任务", "重点任务"),
    Rule(Field.STATUS, "整改状态", "状态 进度 结论", before="整改 完成 办理 办结 销号 任务 工作 验收 当前 目前"),
    Rule(Field.STATUS, "是否完成", "是否", tails="完成 已完成 办结 销号 验收 整改 整改到位 完成整改", after="整改"),
    Rule(Field.STATUS, "验收情况", "验收 办结 销号", before="整改 核查 验收", middle="的", tails="情况 意见 结果"),
    Rule(Field.STATUS, "整改成效", "成效 成果 效果 完成与否", before="整改 工作 治理 主要 取得 的"),
    Rule(Field.RESULT, "整改完成情况", "整改 整治 治理 落实 完成 进展 办理 处理 处置 查处 推进 开展 实施 执行", before=_LEVEL + _WORK,
         middle=_WORK, tails="情况 结果 进展", after="说明 公示 及成效"),
    Rule(Field.RESULT, "目前进展", "进展", before=_LEVEL + _WORK),
    Rule(Field.RESULT, "整改", "整改"),
    # who, and until when
    Rule(Field.LEADER, "责任领导", "责任 包案 包保 牵头 分管 联系 包联 挂点 主管 负责 挂牌 责任单位 市级 县级 省级 厅级",
         middle="市 县 区 省 厅 局 的 级", tails="领导", after="同志 及职务 姓名", loose=6),
    Rule(Field.RESPONSIBLE_UNIT, "责任单位及责任人", "责任单位 责任部门", middle="及 和 与 、", tails="责任人 责任人员"),
    Rule(Field.PERSON, "责任人", "责任人 负责人 责任人员", after="及职务 姓名 及联系方式 及联系电话", loose=8),
    Rule(Field.LEAD_UNIT, "牵头单位", "牵头 主办 主责", middle="负责 责任 整改 督导 督办 协调 的", tails=_UNIT, loose=6, more=6),
    Rule(Field.LEAD_UNIT, "牵头", "牵头"),
    Rule(Field.RESPONSIBLE_UNIT, "整改实施主体", "责任 配合 实施 整改 承办 协办 参与 落实 主体 执行 协同", middle="主体 责任",
         tails=_UNIT + " 县区 县(市、区) 县市区 地方 属地 区域", loose=8, more=6),
    Rule(Field.DEADLINE, "整改时限", "时限 期限 时间节点 限期", after="要求", loose=8),
    Rule(Field.DEADLINE, "计划完成时间", "完成 办结 整改 销号", before="计划 整改 预计 应 拟 要求 任务 目标 最迟 办理 工作", middle="的",
         tails="时间 日期 时限 时间要求 期限 节点"),
    Rule(Field.DEADLINE, "时间要求", "时间", tails="要求 安排 表 进度"),
    Rule(Field.DEADLINE, "截止日期", "截止", tails="时间 日期", loose=6),
)  # fmt: skip
_COMPILED: Final = tuple((rule.field, rule.compiled()) for rule in RULES)
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
    for field, rule in _COMPILED:
        if rule.fullmatch(name):
            return field
    plain = _SERIAL.sub("", name)
    return field_of(plain) if 1 < len(plain) < len(name) else None
