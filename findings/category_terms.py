"""Which words speak for which kind of pollution?

One line a topic: the words, the sectors they point to, and what they add to each category. The words are the trade's
own, from the titles of inspection findings all over the country; no place and no company stands here. Longer words
are read before the words they contain, so 污水处理厂 is read whole, and a line may correct a shorter one (人工湿地 is a
plant, 湿地 is nature). Weights: 4 names the matter by itself, 3 strongly, 2 usually, 1 is an aside.
"""

# fmt: off
# One line a topic reads better than one argument a line.

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from findings.model import Category


@dataclass(frozen=True, slots=True)
class Term:
    """Words that mean the same here, what they add to each category, and the sectors they point to."""

    words: tuple[str, ...]
    weights: Mapping[Category, float]
    sectors: tuple[str, ...] = ()


def _term(words: str, sectors: str = "", **weights: float) -> Term:
    named = {Category(name): value for name, value in weights.items()}
    return Term(tuple(words.split()), named, tuple(sectors.split()))


AIR: Final = (
    _term("空气质量 大气污染 大气环境 重污染天气 优良天数 蓝天保卫战 PM2.5 PM10 PM₂.₅ PM₁₀ 臭氧 雾霾 颗粒物", air=3),
    _term("扬尘 六个百分之百 抑尘 雾炮 湿法作业 黄土裸露 防尘网 裸露土方 土方裸露", "施工工地", air=3),
    _term("粉尘 烟尘 烟粉尘 无组织排放 除尘 积尘 冒黑烟", "工业", air=3),
    _term("工地 施工现场 建筑施工 拆迁工程 渣土车", "施工工地", air=1),
    _term("废气 挥发性有机物 VOCS V0CS 脱硫 脱硝 喷漆 喷涂 氮氧化物 二氧化硫 烟气 涉气 有机溶剂", "工业", air=3),
    _term("封闭不严 未密闭 密闭不严 二次封闭 收集效果差 活性炭 在线监控 自动监控", "工业", air=2),
    _term("砖瓦窑 砖厂 石灰窑 铸造 水泥 碳素 玻璃钢 混凝土 商砼 搅拌站 沥青", "工业", air=1),
    _term("散乱污", "工业", air=2.5),
    _term("油烟", "餐饮油烟", air=4),
    _term("露天烧烤 烧烤", "餐饮油烟", air=2.5),
    _term("恶臭 臭气 刺鼻气味 异味扰民", air=3),
    _term("异味 气味刺鼻", air=1.5),
    _term("秸秆焚烧 露天焚烧 禁烧 焚烧秸秆 焚烧现象 火点 烟花爆竹", air=3, rural=1.6),
    _term("堆场 料场 料堆 覆盖不严 未覆盖", "工业", air=1),
)

WATER: Final = (
    _term("污水处理厂 污水处理设施 污水收集 污水管网 污水处理能力 污水处理站 污水处理", "城镇污水", water=2.5),
    _term("雨污 合流制 管网 截污 提质增效 进水浓度 纳管 排水管 泵站 雨水口 雨水管 初期雨水 雨水沟", "城镇污水", water=2.5),
    _term("污水 废水 黑水 排水", water=2.4),
    _term("含油 油污", water=1.8),
    _term("水质 断面 劣Ⅴ类 劣V类 劣五类 氨氮 总磷 总氮 化学需氧量 COD 高锰酸盐 生态流量 溶解氧 富营养化 蓝藻 水华", "河湖", water=3),
    _term("黑臭水体 黑臭 水体 水环境 水污染 水生态 碧水 水域", "河湖", water=3),
    _term("河湖 河道 河段 入河 入湖 排污口 湖泊 湖区 水库 河流 四乱 沟渠 库区", "河湖", water=2.2),
    _term("近岸海域 入海 海水养殖 海洋 海域 海岸", "河湖", water=3, ecology=1),
    _term("饮用水 水源地 水源保护区 供水", water=3.5),
    _term("地下水开采 地下水 超采 取水 取用水 用水 水资源 南水北调 节水 灌溉 自备井", water=3),
    _term("人工湿地 尾水", "城镇污水", water=2),
    _term("水利 防洪 行洪", "河湖", water=1.5),
    _term("直排 溢流 渗漏 外溢 外排 排入 流入 汇入 偷排 漏排 涌入 溪流", water=1.3),
    _term("船舶污水 船舶污染物 污染物接收设施 压舱水", "移动源", water=3.5, transport=1),
    _term("养殖网箱 网箱 围网养殖 围网 投肥养殖", "河湖", water=3, rural=1.2),
    _term("输油管 油管线 管线裸露 穿越段", "工业", water=2.2, soil=1),
)

SOIL: Final = (
    _term("土壤 污染地块 受污染耕地 污染耕地 黑土地 落地原油", soil=4),
    _term("建设用地 地块 耕地", soil=1.5),
    _term("重金属 镉超标 镉污染 砷超标 铅超标 锰浓度 铊超标", soil=2, water=1.2),
    _term("化肥 农药 农膜 地膜 肥料", soil=2, rural=2.5),
)

SOLID_WASTE: Final = (
    _term("农药包装废弃物 农膜回收 废弃农膜", solid_waste=5, soil=2, rural=2.5),
    _term("渗滤液", "垃圾", solid_waste=2.4, water=2),
    _term("生活垃圾 建筑垃圾 餐厨垃圾 厨余垃圾 垃圾填埋 垃圾焚烧 垃圾分类 垃圾 白色污染 飞灰", "垃圾", solid_waste=2.2),
    _term("污泥", "城镇污水", solid_waste=4, water=0.9),
    _term("固体废物 固体废弃物 工业固废 固废 危险废物 危废 医疗废物 医废 一般工业固体废物 电子废物", solid_waste=3.5),
    _term("矿渣 炉渣 煤渣 炭渣 钢渣 锰渣 菌渣 尾渣 废渣 弃渣 渣场 渣库 堆渣 渣堆 磷石膏 钛石膏 电解锰 煤矸石 赤泥 粉煤灰", "工业", solid_waste=3),
    _term("废盐 废料 废油 废机油 废旧轮胎 废铅蓄电池 废塑料 废弃物 报废汽车 汽车拆解", "工业", solid_waste=2.6),
    _term("废石 弃土 弃渣场 尾渣库 尾矿库 尾矿", "矿山", solid_waste=3.5, ecology=0.7, water=0.5),
    _term("填埋 倾倒 堆存 转移联单 边角料 堆放点 随意堆放 乱堆 漂浮物", solid_waste=1.4),
)

ECOLOGY: Final = (
    _term("露天矿山 矿山 采石场 采石 采矿 开采 采挖 盗采 私挖 原石 越界 采区 矿区 砂石料场 砂石", "矿山", ecology=2.8),
    _term("生态修复 生态恢复 生态破坏 复绿 复垦 植被 水土流失 开发式治理 未恢复 消落区 岸坡 滑坡 边坡", ecology=2.8),
    _term("自然保护区 自然保护地 湿地 国家公园 风景名胜区 森林公园 地质公园 生态红线 生态保护红线 缓冲区 核心区", "自然保护地", ecology=4),
    _term("林地 草原 草地 毁林 砍伐 采伐 天然林 公益林 防护林 林木 红树林 滩涂 古树 生物多样性 野生动物 候鸟 物种", ecology=3.3),
    _term("违建别墅 围填海 围湖 围垦 高尔夫 小水电", ecology=3.3, water=0.8),
    _term("引水式电站 水电站", ecology=1.5, water=1),
    _term("过牧 载畜量 禁牧 荒漠化 石漠化 沙化 冰川 防沙治沙", ecology=4),
    _term("采砂 挖土 挖砂", "河湖", ecology=2.5, water=0.5),
    _term("岸线 占用河道 侵占", "河湖", ecology=2.2, water=1.2),
    _term("生态示范 生态文明建设示范 实践创新基地", ecology=3),
    _term("平整 裸露 占用", ecology=0.9),
)

NOISE_AND_RADIATION: Final = (
    _term("噪声 噪音 音响 鸣笛 广场舞 隔声", noise=4),
    _term("扰民", noise=1),
    _term("辐射 放射源 放射性 电磁", radiation=4),
)

RURAL: Final = (
    _term("养殖污水 养殖废水 粪污 粪便 粪水 猪粪 牛粪 鸡粪 养殖粪污", "畜禽养殖", rural=3.5, water=1.2, solid_waste=1.2),
    _term("畜禽 家畜 家禽 养殖场 养殖户 养猪 养鸡 养鸭 养牛 养羊 猪场 鸡场 鸭场 牛场 羊场 屠宰 生猪 散养 奶牛", "畜禽养殖", rural=3.5, water=1.2),
    _term("水产养殖 养殖尾水 虾塘 鱼塘 养殖场尾水", "畜禽养殖", rural=1.5, water=3),
    _term("农村生活污水 农村污水 农村黑臭水体 ", rural=5, water=3),
    _term("农村生活垃圾 农村垃圾 村社垃圾 村垃圾", rural=4, solid_waste=3),
    _term("农村 人居环境 村庄 自然村 农业面源 乡村 农户 村容 旱厕 户厕 厕所", rural=2.4),
    _term("农业 农田 秧苗 还田", rural=1.3),
    _term("秸秆", rural=1.9),
)

ENERGY_STRUCTURE: Final = (
    _term("散煤 燃煤散烧 煤球 黑煤 煤炉 型煤 高硫煤 禁煤区 禁燃区", "散煤", energy_structure=4, air=1.2),
    _term("双替代 清洁取暖 电代煤 气代煤 煤改气 煤改电 清洁供暖", "散煤", energy_structure=4, air=0.8),
    _term("煤泥 煤场 煤炭物流 煤炭洗选 洗煤 储煤", "散煤", energy_structure=2, air=1.5),
    _term("商品煤 煤质 燃煤 煤炭 煤电", energy_structure=2.5, air=0.9),
    _term("煤炭装卸 煤炭码头 掺烧", energy_structure=1, air=1.5),
    _term("锅炉 茶炉 生物质", energy_structure=1.6, air=1.2),
    _term("两高 高耗能 能耗 节能 标煤 落后产能 淘汰类 过剩产能 产能置换 能源管理 焦化 焦炉 炭化室", "工业", energy_structure=4, air=0.7),
    _term("能源消费 能源结构 非化石能源 清洁能源 光伏 风电 风力发电", energy_structure=3),
    _term("产业结构 结构性污染 用地结构 重工业 工业结构", "工业", energy_structure=4, air=0.6),
    _term("传统产业 转型升级 转型发展", "工业", energy_structure=3, air=0.6),
    _term("退城 搬迁改造 搬迁 入园", "工业", energy_structure=3.5, air=0.6),
    _term("碳达峰 碳中和", energy_structure=1),
)

TRANSPORT: Final = (
    _term("移动源 机动车 柴油 非道路移动机械 尾气 遥感监测 路检路查 国三", "移动源", transport=3.5, air=1.3),
    _term("运输结构 公路运输 公转铁 铁路专用线 多式联运 清洁运输 过境车辆 货车 运矿车 运输车辆", "移动源", transport=3.5, air=0.6),
    _term("运输抛洒 抛洒 沿途遗撒 遗撒", "移动源", transport=3, air=1.8),
    _term("新能源车 新能源汽车 新能源出租车 新能源公交 公交车 出租车", "移动源", transport=4, air=1),
    _term("加油站 加油车 加油点 油品 油库 油气回收", "移动源", transport=3, air=1.5),
    _term("超载 超限 岸电 绕城", "移动源", transport=3),
)

# Words of duty, effort and honesty: they tell that the finding blames an office, not what is polluted.
GOVERNANCE: Final = (
    _term("思想认识 认识不足 认识不到位 认识存在偏差 理念 政治站位 重视不够 重视程度 学习贯彻 专题学习", "制度责任", governance=3),
    _term("责任落实不到位 责任未落实 未认真落实 履职不力 履职不到位 履行职责不力 履职尽责 责任传导 责任不落实", "制度责任", governance=4),
    _term("责任意识 三管三必须 党政同责 一岗双责 压力传导 推诿扯皮 懈怠 形式主义 敷衍 等待上级 层层递减", "制度责任", governance=3.5),
    _term("推动工作不力 推进不力 推动不力 态度不坚决 不作为 慢作为 乱作为 一刀切 失职失责", "制度责任", governance=3),
    _term("疏于监管 监管缺失 监管不力 监管责任落实不到位 监管不足 执法不严 执法偏松 执法力量 联合执法 案件移送", "制度责任", governance=2.5),
    _term("弄虚作假 造假 数据不实 虚报 虚假整改 表面整改 瞒报 浮于表面 底数不清 台账混乱", "制度责任", governance=2),
    _term("信访 举报件办理 群众满意率 销号 问责 责任追究 考核 长效机制 应急预案 应急物资", "制度责任", governance=1.8),
    _term("整改任务推进 整改工作标准 整改不到位 整改标准 工作不严不实", "制度责任", governance=2.5),
    _term("联动监管机制 监管合力 责任清单 损害赔偿 公益诉讼 审批手续 未经审批 部门之间 机制运行 体制机制", "制度责任", governance=2),
    _term("部署 传达 台账 督办", "制度责任", governance=0.8),
)

TERMS: Final = (*AIR, *WATER, *SOIL, *SOLID_WASTE, *ECOLOGY, *NOISE_AND_RADIATION, *RURAL, *ENERGY_STRUCTURE, *TRANSPORT, *GOVERNANCE)
