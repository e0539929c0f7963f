"""Which kind of pollution is a finding about?

A small weighted rule set: every term of the table below that stands in the problem text adds its weight to one
or more categories. A term counts more in the first sentence, which says what the finding is about, less in the
section heading, and hardly inside 《…》, where it belongs to the name of a rule and not to what was found. The
evidence travels with the answer, so that a reviewer sees which words, where, decided.

The primary category is the sector of the concrete thing an inspector found; `governance` only where nothing
concrete is named. The sectors are a second axis over the same terms (工业, 矿山, 畜禽养殖 …).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from findings.model import Category

AIR, WATER, SOIL, WASTE = Category.AIR, Category.WATER, Category.SOIL, Category.SOLID_WASTE
ECOLOGY, NOISE, RURAL, ENERGY = Category.ECOLOGY, Category.NOISE, Category.RURAL, Category.ENERGY_STRUCTURE
TRANSPORT, GOVERNANCE, RADIATION = Category.TRANSPORT, Category.GOVERNANCE, Category.RADIATION


@dataclass(frozen=True, slots=True)
class Term:
    """Words that mean the same here, what they add to each category, and the sectors they point to."""

    words: tuple[str, ...]
    weights: Mapping[Category, float]
    sectors: tuple[str, ...] = ()


def _term(words: str, sectors: str = "", **weights: float) -> Term:
    return Term(
        tuple(words.split()), {Category(name): value for name, value in weights.items()}, tuple(sectors.split())
    )


def _index(terms: Iterable[Term]) -> dict[str, list[tuple[str, Term]]]:
    """The words of all terms by their first two characters, longest first."""
    index: dict[str, list[tuple[str, Term]]] = defaultdict(list)
    for term in terms:
        for words in term.words:
            index[words[:2]].append((words, term))
    return {two: sorted(entries, key=lambda entry: -len(entry[0])) for two, entries in index.items()}


# One line a topic. The longest words are read first: 污水处理厂 is read whole, not as 污水 again.
TERMS: Final = (
    # air
    _term("空气质量 大气污染 大气环境 重污染天气 优良天数 蓝天保卫战 PM2.5 PM10 PM₂.₅ PM₁₀ 臭氧 雾霾", air=3),
    _term("扬尘 六个百分之百 抑尘 雾炮 湿法作业 黄土裸露", sectors="施工工地", air=3),
    _term("粉尘 烟尘 无组织排放 除尘 积尘", sectors="工业", air=3),
    _term("工地 施工现场 建筑施工 拆迁工程 渣土车", sectors="施工工地", air=1),
    _term("废气 挥发性有机物 VOCS V0CS 脱硫 脱硝 喷漆 氮氧化物 二氧化硫 烟气", sectors="工业", air=3),
    _term("封闭不严 未密闭 密闭不严 二次封闭 收集效果差 活性炭", sectors="工业", air=2),
    _term("散乱污", sectors="工业", air=2.5),
    _term("油烟", sectors="餐饮油烟", air=4),
    _term("恶臭 异味 臭气 刺鼻气味 气味刺鼻", air=1.5),
    _term("秸秆焚烧 露天焚烧 禁烧 焚烧秸秆 焚烧现象 火点", air=3, rural=1.6),
    _term("砖瓦窑 砖厂 石灰窑 铸造 水泥 碳素 玻璃钢", sectors="工业", air=1),
    # water
    _term("污水处理厂 污水处理设施 污水收集 污水管网 污水处理能力", sectors="城镇污水", water=2.5),
    _term("雨污 合流制 管网 截污 提质增效 进水浓度 纳管", sectors="城镇污水", water=3),
    _term("污水 废水 黑水", water=2.5),
    _term("水质 断面 劣Ⅴ类 劣V类 劣五类 氨氮 总磷 化学需氧量 COD 高锰酸盐", sectors="河湖", water=3),
    _term("黑臭水体 黑臭 水体 水环境 水污染 水生态 碧水", sectors="河湖", water=3),
    _term("河湖 河道 入河 排污口 湖泊 水库 河流 生态流量 四乱 沟渠 岸线", sectors="河湖", water=2.5),
    _term("近岸海域 入海 海水养殖 海洋", sectors="河湖", water=3, ecology=1),
    _term("饮用水 水源地 水源保护区", water=3.5),
    _term("地下水开采 地下水 取水 用水 水资源 南水北调 节水 灌溉", water=3),
    _term("人工湿地 尾水", sectors="城镇污水", water=2),
    _term("水利 防洪 行洪", sectors="河湖", water=1.5),
    _term("直排 溢流 渗漏 外溢", water=1.2),
    # soil
    _term("土壤 污染地块 受污染耕地 污染耕地", soil=4),
    _term("建设用地 地块", soil=1.5),
    _term("重金属 镉超标 镉污染 砷超标", soil=2, water=0.8),
    _term("化肥 农药 农膜 地膜", soil=2, rural=2.5),
    # solid waste
    _term("农药包装废弃物 农膜回收 废弃农膜", solid_waste=5, soil=2, rural=2),
    _term("渗滤液", sectors="垃圾", solid_waste=2, water=2.2),
    _term("生活垃圾 建筑垃圾 餐厨垃圾 厨余垃圾 垃圾填埋 垃圾焚烧 垃圾分类 垃圾", sectors="垃圾", solid_waste=2.2),
    _term("污泥", sectors="城镇污水", solid_waste=4, water=0.9),
    _term("固体废物 固体废弃物 工业固废 固废 危险废物 危废 医疗废物 医废 一般工业固体废物", solid_waste=3.5),
    _term(
        "矿渣 炉渣 钢渣 煤矸石 赤泥 粉煤灰 废渣 磷石膏 锰渣 电解锰 废旧轮胎 废铅蓄电池", sectors="工业", solid_waste=3
    ),
    _term("尾矿库 尾矿", sectors="矿山", solid_waste=3.5, ecology=0.5, water=0.5),
    _term("填埋 倾倒 堆存 转移联单 边角料", solid_waste=1.5),
    # ecology
    _term("露天矿山 矿山 采石场 采石 采矿 开采 采挖 盗采 私挖 原石", sectors="矿山", ecology=3),
    _term("生态修复 生态恢复 生态破坏 复绿 复垦 植被 水土流失 开发式治理", ecology=3),
    _term(
        "自然保护区 自然保护地 湿地 国家公园 风景名胜区 森林公园 地质公园 生态红线 生态保护红线",
        sectors="自然保护地",
        ecology=4,
    ),
    _term("林地 草原 草地 毁林 天然林 公益林 生物多样性 候鸟 违建别墅 围填海 围湖", ecology=3.5),
    _term("采砂 挖土 挖砂", sectors="河湖", ecology=2.5, water=0.5),
    _term("生态示范 生态文明建设示范 实践创新基地", ecology=3),
    # noise, radiation
    _term("噪声 噪音", noise=4),
    _term("辐射 放射源 放射性 电磁", radiation=4),
    # rural
    _term("养殖污水 养殖废水 粪污 粪便", sectors="畜禽养殖", rural=3.5, water=1.2, solid_waste=1.2),
    _term("畜禽 养殖场 养殖户 养猪 养鸡 养牛 屠宰", sectors="畜禽养殖", rural=3.5, water=1.2),
    _term("水产养殖 养殖尾水", sectors="畜禽养殖", rural=2, water=3),
    _term("农村生活污水 农村污水 农村黑臭水体", rural=5, water=3),
    _term("农村生活垃圾 农村垃圾", rural=4, solid_waste=3),
    _term("农村 人居环境 村庄 农业面源 乡村 农户", rural=2.4),
    _term("农业", rural=1.1),
    _term("秸秆", rural=1),
    # energy and structure
    _term("散煤 燃煤散烧 煤球 黑煤 煤炉 型煤 禁煤区 禁燃区", sectors="散煤", energy_structure=4, air=1.2),
    _term("双替代 清洁取暖 电代煤 气代煤 煤改气 煤改电 清洁供暖", sectors="散煤", energy_structure=4, air=0.8),
    _term("煤泥 煤场 煤炭物流 煤炭洗选 洗煤 储煤", sectors="散煤", energy_structure=2, air=1.5),
    _term("商品煤 煤质 燃煤 煤炭 煤电", energy_structure=2.5, air=0.8),
    _term("锅炉 茶炉 生物质", energy_structure=2, air=1.2),
    _term("两高 高耗能 能耗 节能 标煤 落后产能 过剩产能 产能置换 能源管理", sectors="工业", energy_structure=4),
    _term("能源消费 能源结构 非化石能源 清洁能源 光伏 风电 风力发电", energy_structure=3),
    _term(
        "产业结构 结构性污染 用地结构 重工业 工业结构 传统产业 转型升级 转型发展",
        sectors="工业",
        energy_structure=3,
        air=0.6,
    ),
    _term("退城 搬迁改造 搬迁 入园", sectors="工业", energy_structure=3.5, air=0.6),
    _term("碳达峰 碳中和", energy_structure=1),
    # transport
    _term("移动源 机动车 柴油 非道路移动机械 尾气 遥感监测 路检路查 国三", sectors="移动源", transport=3.5, air=1.3),
    _term(
        "运输结构 公路运输 公转铁 铁路专用线 多式联运 清洁运输 过境车辆 货车", sectors="移动源", transport=3.5, air=0.5
    ),
    _term("新能源车 新能源汽车 新能源出租车 新能源公交 公交车 出租车", sectors="移动源", transport=4, air=1),
    _term("加油站 加油车 加油点 油品 油库 油气回收", sectors="移动源", transport=3, air=1.5),
    _term("超载 超限 岸电 船舶 港口码头", sectors="移动源", transport=3),
)

# Words of duty, effort and honesty: they tell that the finding blames an office, not what is polluted.
GOVERNANCE_TERMS: Final = (
    _term(
        "思想认识 认识不足 认识不到位 认识存在偏差 理念 政治站位 重视不够 重视程度", sectors="制度责任", governance=3
    ),
    _term(
        "责任落实不到位 责任未落实 未认真落实 履职不力 履职不到位 履行职责不力 履职尽责",
        sectors="制度责任",
        governance=4,
    ),
    _term(
        "责任意识 三管三必须 党政同责 一岗双责 压力传导 推诿扯皮 懈怠 形式主义 敷衍", sectors="制度责任", governance=3.5
    ),
    _term(
        "推动工作不力 推进不力 推动不力 态度不坚决 不作为 慢作为 乱作为 一刀切 失职失责",
        sectors="制度责任",
        governance=3,
    ),
    _term(
        "疏于监管 监管缺失 监管不力 监管责任落实不到位 监管不足 执法不严 执法偏松 执法力量",
        sectors="制度责任",
        governance=2.5,
    ),
    _term("弄虚作假 数据不实 虚报 虚假整改 表面整改 瞒报 浮于表面 底数不清 台账混乱", sectors="制度责任", governance=2),
    _term("信访 举报件办理 群众满意率 销号 问责 责任追究 考核 长效机制", sectors="制度责任", governance=1.8),
    _term("整改任务推进 整改工作标准 整改不到位 整改标准 工作不严不实 工作滞后", sectors="制度责任", governance=2.5),
    _term("联动监管机制 监管合力 责任清单 损害赔偿 公益诉讼 审批手续 未经审批", sectors="制度责任", governance=2),
)

HEAD_FACTOR: Final = 1.6  # the first sentence says what the finding is about
SECTION_FACTOR: Final = 0.35  # a heading covers many findings
TITLE_FACTOR: Final = 0.2  # inside 《…》: the name of a rule, not what was found
SECOND_HIT: Final = 0.35  # a topic named again adds a little
MOST_HITS: Final = 3  # and from then on nothing
HEAD_LENGTH: Final = 14  # a first sentence shorter than this is a headline; the next one belongs to it
LABEL_FLOOR: Final = 1.9  # below this a category is an aside
LABEL_SHARE: Final = 0.2  # of the strongest category's score
CONCRETE_FLOOR: Final = 1.9  # from here on something concrete is named

_ALL_TERMS: Final = (*TERMS, *GOVERNANCE_TERMS)
_BY_FIRST_TWO: Final = _index(_ALL_TERMS)
_TITLES: Final = re.compile(r"《[^《》]{1,80}》")
_SENTENCE_END: Final = re.compile(r"[。；;！!]")


@dataclass(frozen=True, slots=True)
class CategoryEvidence:
    """A term that was seen: which words, at which code point of the problem (-1: in the heading), what they add."""

    category: Category
    words: str
    at: int
    weight: float


@dataclass(frozen=True, slots=True)
class Classification:
    """Labels strongest first, the primary one, the sectors, and every piece of evidence."""

    categories: tuple[Category, ...]
    primary: Category
    sectors: tuple[str, ...]
    evidence: tuple[CategoryEvidence, ...] = field(default=())


def classify(problem: str, section: str | None = None) -> Classification:
    """Name the categories of a finding from its problem text and the heading it stands under.

    An empty text, or one without any known term, is `other`.
    """
    evidence: list[CategoryEvidence] = []
    sectors: dict[str, float] = defaultdict(float)
    for term, words, at, factor in _hits(problem):
        evidence += (CategoryEvidence(c, words, at, weight * factor) for c, weight in term.weights.items())
        for sector in term.sectors:
            sectors[sector] += factor * max(term.weights.values())
    for term, words, _, _ in _hits(section or ""):
        evidence += (CategoryEvidence(c, words, -1, weight * SECTION_FACTOR) for c, weight in term.weights.items())
    scores: dict[Category, float] = defaultdict(float)
    for piece in evidence:
        scores[piece.category] += piece.weight
    return Classification(*_labels(scores), _strong_sectors(sectors), tuple(evidence))


def _hits(problem: str) -> list[tuple[Term, str, int, float]]:
    """Every term in the text, the longest one at each place, from left to right: (term, words, at, factor)."""
    text = problem.upper()
    if len(text) != len(problem):  # a few letters grow in upper case; offsets must not move
        text = problem
    titles = [match.span() for match in _TITLES.finditer(problem)]
    head_end = _head_end(problem)
    found: list[tuple[Term, str, int, float]] = []
    seen: dict[int, int] = defaultdict(int)
    free_from = 0
    for at in range(len(text) - 1):
        if at < free_from or (entries := _BY_FIRST_TWO.get(text[at : at + 2])) is None:
            continue
        words, term = next((entry for entry in entries if text.startswith(entry[0], at)), ("", None))
        if term is None:
            continue
        free_from = at + len(words)
        if seen[id(term)] < MOST_HITS:
            factor = TITLE_FACTOR if any(a <= at < b for a, b in titles) else HEAD_FACTOR if at < head_end else 1.0
            found.append((term, words, at, factor * SECOND_HIT if seen[id(term)] else factor))
            seen[id(term)] += 1
    return found


def _head_end(problem: str) -> int:
    for match in _SENTENCE_END.finditer(problem):
        if match.start() >= HEAD_LENGTH:
            return match.start()
    return len(problem)


def _labels(scores: Mapping[Category, float]) -> tuple[tuple[Category, ...], Category]:
    strongest = max(scores.values(), default=0.0)
    floor = max(LABEL_FLOOR, LABEL_SHARE * strongest)
    labels = sorted((c for c, score in scores.items() if score >= floor), key=lambda c: -scores[c])
    concrete = [c for c in labels if c is not GOVERNANCE]
    if concrete and scores[concrete[0]] >= CONCRETE_FLOOR:
        primary = concrete[0]
    elif scores.get(GOVERNANCE, 0.0) > 0:
        primary = GOVERNANCE
    else:
        primary = max(scores, key=lambda c: scores[c], default=Category.OTHER)
    if primary in labels:
        labels.remove(primary)
    return (primary, *labels), primary


def _strong_sectors(sectors: Mapping[str, float]) -> tuple[str, ...]:
    strongest = max(sectors.values(), default=0.0)
    ranked = sorted(sectors, key=lambda sector: -sectors[sector])
    return tuple(s for s in ranked if sectors[s] >= max(LABEL_FLOOR, 0.35 * strongest))
