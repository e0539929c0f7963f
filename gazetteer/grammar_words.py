"""Which words make, begin and end a Chinese place expression?

Plain tables, so that a rule is found by its word. Names of particular places, companies or findings do not
belong here: only words that stand beside names in any document of this kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from gazetteer.model import Kind


class Form(Enum):
    """How a type word builds a name, which decides its left end and what it needs to be believed."""

    FORMAL = auto()  # a registered name: 有限公司; province, city and county prefixes are part of it
    FIRM = auto()  # a works by its type: 砖厂; prefixes are part of it as well
    TRADE = auto()  # a trade word that ends a short name: 纸业; prefixes are split off
    FEATURE = auto()  # a plant, park or station: split from its prefix unless the rest is generic
    WATER = auto()  # a short proper stem: 河
    HILL = auto()
    ROAD = auto()
    SECTION = auto()
    MINE = auto()
    UNIT = auto()  # an administrative unit by its make-up: 镇, 村
    ZONE = auto()  # 示范区, 开发区


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A word that ends a place name; `longest_stem` bounds what may stand before it."""

    word: str
    kind: Kind
    form: Form
    longest_stem: int


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


def _types(kind: Kind, form: Form, longest_stem: int, table: str) -> list[TypeWord]:
    return [TypeWord(word, kind, form, longest_stem) for word in table.split()]


TYPE_WORDS: tuple[TypeWord, ...] = (
    *_types(
        Kind.ENTERPRISE,
        Form.FORMAL,
        26,
        """
        有限责任公司 股份有限公司 有限公司 集团有限公司 集团股份有限公司 有限责任集团公司 集团公司 总公司 股份公司
        专业合作社 合作社 农民专业合作社 养殖专业合作社 种植专业合作社 经营部 经销部 个体工商户
        """,
    ),
    *_types(
        Kind.ENTERPRISE,
        Form.FIRM,
        16,
        """
        公司 集团 厂 电厂 热电厂 火电厂 发电厂 砖厂 砖瓦厂 窑厂 石料厂 石材厂 建材厂 砂厂 机制砂厂 水泥厂 化工厂
        造纸厂 纸厂 轮胎厂 塑料厂 制品厂 加工厂 颗粒厂 构件厂 机械厂 铸造厂 家具厂 面厂 酒厂 药厂 钢厂 铝厂 焦化厂
        养殖场 养猪场 养鸡场 养牛场 养羊场 屠宰场 储存场 储煤场 煤场 煤泥场 砂石场 石料场 砂场 料场 木材厂 板材厂 炭厂
        选矿厂 洗煤厂 冶炼厂 印染厂 皮革厂 制革厂 电镀厂 搅拌站 商砼站 拌合站 回收站 经销点 收购站 油坊 作坊 饭店 酒店
        宾馆 旅社 度假村 餐馆 酒楼 超市 商场
        """,
    ),
    *_types(
        Kind.ENTERPRISE,
        Form.FIRM,
        32,
        """
        分公司
        """,
    ),
    *_types(
        Kind.ENTERPRISE,
        Form.TRADE,
        8,
        """
        纸业 化工 电力 建材 轮胎 碳素 水泥 铝业 钼业 矿业 药业 制药 钢铁 焦化 煤业 煤电 热力 水务 环保 能源 新能源 石化
        铸造 机械 石材 塑业 塑料 纺织 印染 皮业 皮革 食品 乳业 酒业 饲料 牧业 农牧 肥业 化肥 商砼 新材料 科技 实业 陶瓷
        瓷业 玻璃 玻纤 电子 电源 木业 家具 糖醇 生物 油脂 面业 铜业 锌业 镁业 锰业 硅业 冶金 冶炼 特钢 不锈钢 金属 重工
        汽车 船业 船厂 造船 工贸 置业 地产 物流 港务 燃气 盐业 盐化 磷化 氟化 锂业 稀土 钨业 锑业 钛业 煤化工 光电 光伏
        混凝土 墙材 包装 印业 彩印 线缆 电缆
        """,
    ),
    *_types(
        Kind.FACILITY,
        Form.FEATURE,
        16,
        """
        污水处理厂 污水处理站 污水厂 净水厂 自来水厂 水厂 再生水厂 中水厂 供水厂 垃圾填埋场 填埋场 垃圾处理场 垃圾处理厂
        垃圾焚烧厂 焚烧厂 垃圾中转场 垃圾中转站 中转站 转运站 垃圾转运站 处理设施 处置中心 处理中心 加油站 加气站
        加油加气站 停车场 火车站 汽车站 客运站 机场 码头 泵站 变电站 水电站 电站 风电场 风电项目 光伏项目 光伏电站 水库
        尾矿库 尾砂库 尾渣库 赤泥库 渣库 灰库 灰场 灰渣场 渣场 堆场 排土场 弃渣场 贮存场 仓库 油库 粮库 货场 医院 卫生院 保健院 中医院
        学校 小学 中学 初中 高中 大学 学院 幼儿园 敬老院 养老院 小区 社区服务中心 家园 花园 公园 广场 市场 批发市场
        农贸市场 商贸城 大厦 灌区 大堤 防护堤 河堤 堤防 大坝 拦河坝 橡胶坝 水闸 闸 大桥 桥 立交桥 隧道 收费站 服务区
        检查站 水源地 人工湿地 湿地 排污口 入河排污口 排放口 取水口 渡口 港区 农场 林场 牧场 渔场 苗圃 监狱 看守所 寺
        殡仪馆 火葬场 体育场 体育馆 博物馆 会馆 垃圾场 垃圾点 采砂场 采砂点 屠宰点 水产市场 矿渣场 煤矸石山 矸石山
        锅炉房 供热站 热源厂 换热站 沥青站 安置点 安置区 处理场 处置场 处置厂 发电项目 焚烧发电厂 垃圾发电厂 游乐园
        动物园 植物园 水上乐园 滑雪场 高尔夫球场 别墅区
        """,
    ),
    *_types(
        Kind.PARK,
        Form.FEATURE,
        14,
        """
        产业集聚区 工业集聚区 集聚区 工业园区 工业园 产业园区 产业园 物流园区 物流园 化工园区 化工园 科技园 科技园区
        园区 创业园 物流港 工业集中区 工业聚集区  生态园 示范园   专业园区 特色园区 工业区
        保税区 物流中心 物流基地
        """,
    ),
    *_types(
        Kind.RESERVE,
        Form.FEATURE,
        14,
        """
        国家级自然保护区 省级自然保护区 自然保护区 国家级风景名胜区 风景名胜区 风景区 森林公园 国家森林公园 湿地公园
        国家湿地公园 地质公园 国家地质公园 水源保护区 水源一级保护区 水源二级保护区 种质资源保护区 水产种质资源保护区
        自然保护地 国家公园 生态保护区 饮用水水源保护区 饮用水源保护区 水利风景区
        """,
    ),
    *_types(
        Kind.RIVER,
        Form.WATER,
        5,
        """
        河 江 渠 溪 沟 涧 湖 运河 干渠 总干渠 支流 港 浜 涌 淀 泊 洼 坑塘 水渠 排渠 引水渠
        """,
    ),
    *_types(
        Kind.MOUNTAIN,
        Form.HILL,
        3,
        """
        山 岭 峰 山脉
        """,
    ),
    *_types(
        Kind.ROAD,
        Form.ROAD,
        7,
        """
        路 东路 西路 南路 北路 中路 大道 街 大街 东街 西街 南街 北街  高速 高速公路 公路 铁路 高铁 客专 客运专线
        专用线 国道 省道 县道 快速路 城际铁路 绕城高速 快速通道 胡同 巷
        """,
    ),
    *_types(
        Kind.SECTION,
        Form.SECTION,
        8,
        """
        断面 监测断面 考核断面 国控断面 省控断面 市控断面 出境断面 入境断面
        """,
    ),
    *_types(
        Kind.MINE,
        Form.MINE,
        14,
        """
        矿 煤矿 铁矿 铝矿 铝土矿 金矿 银矿 铜矿 铅锌矿 钼矿 磷矿 萤石矿 石灰石矿 灰岩矿 石料矿 石膏矿 采石场 采矿场 矿区
        露天矿 矿山 砂石矿 建筑石料矿 硅石矿 石英矿 白云岩矿 花岗岩矿 大理石矿 膨润土矿 钒矿 锰矿 锑矿 锡矿 钨矿 稀土矿
        页岩矿 黏土矿 采区 灰岩矿区 石矿 井田
        """,
    ),
    *_types(
        Kind.TOWNSHIP,
        Form.UNIT,
        4,
        """
        镇 乡 街道 办事处 街道办事处 民族乡 回族乡 满族乡 苏木 街道办
        """,
    ),
    *_types(
        Kind.VILLAGE,
        Form.UNIT,
        5,
        """
        村 社区 村委会 居委会 行政村 自然村 嘎查 村民组 寨 屯 庄
        """,
    ),
    *_types(
        Kind.FUNCTIONAL_ZONE,
        Form.ZONE,
        10,
        """
        示范区 开发区 经济开发区 高新区 经开区 高新技术产业开发区 经济技术开发区 高新技术开发区 新区 一体化示范区 管理区
        试验区 先行区 度假区 旅游度假区 实验区 合作区
        """,
    ),
)

# Words after which a name may begin: verbs, prepositions, conjunctions and nouns of these documents.
NAME_BEGINS_AFTER: frozenset[str] = _words(
    """
    发现 位于 地处 坐落于 坐落在 督促 要求 组织 指导 协调 推进 推动 加快 完成 开展 建设 新建 改建 扩建 续建 实施
    启动 关停 关闭 取缔 拆除 搬迁 整治 治理 整改 监管 检查 排查 抽查 核查 调查 查处 处罚 责令 通报 曝光 举报 投诉
    反映 反馈 指出 涉及 涉嫌 存在 包括 包含 其中 以及 分别 尤其是 特别是 例如 比如 诸如 主要 毗邻 邻近 紧邻 靠近
    临近 附近 周边 周围 境内 辖区 辖区内 沿线 途经 流经 汇入 流入 排入 注入 直排 排至 排放至 排向 进入 送至 送往
    送到 运往 运至 运到 转运至 拉至 倾倒至 引入 接入 纳入 抽取至 交由 委托 会同 依托 利用 通过 根据 按照 依据 关于
    对于 针对 加强 强化 加大 提升 提高 改善 保障 确保 促进 支持 督办 交办 约谈 问责 对接 签订 沟通 同意 批准 审批
    批复 核准 备案 验收 投运 投产 运行 停产 停业 限期 立即 已经 正在 尚未 目前 截至 今年 去年 同时 此外 另外 但是
    然而 其他 其它 其余 上述 下列 以下 多家 部分 个别 一些 某些 所有 全部 全市 全县 全省 全区 我市 我县 我区 我省
    该市 该县 该区 该镇 该乡 该村 现场 督察组 群众 企业 责任 属地 实际 淘汰 审核 论证 采购 清理 清运 清除 监督 管理
    下发 下达 印发 制定 出台 编制 形成 成立 建立 确定 安排 列入 作为 成为 属于 来自 来源于 由于 因为 为了 用于 对照
    结合 围绕 聚焦 突出 重点 严格 积极 全面 持续 继续 进一步 逐步 不断 及时 认真 扎实 深入 切实 充分 大力 严厉 打击
    污染 影响 造成 导致 破坏 占用 侵占 超标 直接 随意 违规 违法 非法 擅自 长期 大量 收到 接到 接受 移交 交给 出现
    含有 拥有 具有 使用 采用 距离 距 途中 穿越 横跨 跨越 环绕 围堵 贯穿 连接 通往 通向 衔接 延伸至 扩展至 扩展了
    投入 投资 建成 筹建 拟建 在建 已建 竣工 开工 复工 恢复 督察 暗访 回访 巡查 巡河 走访 调研 考察 赴 至 抵达 前往
    参照 参与 参加 配合 邀请 聘请 引进 引导 鼓励 倒逼 帮助 帮扶 服务 协助 主要有 计划 规划 预计 力争 保证 尽快 限于
    设在 建在 堆放在 堆存在 倾倒在 填埋在 排放到 排到 倒入 倒至 坐落 选址 选址在 选在 迁至 迁往 移至 搬至 搬迁至
    搬入 入驻 布局 分布 分布在 分布有 现有 共有 设有 建有 开设 经营 生产 销售 运营 运维 负责 承担 承建 承包 称为
    名为 叫做 原为 改为 更名为 变更为 注册为 对 将 由 向 与 及 或 把 被 从 到 于 经 按 以 等 该 各 某 和 并 但 而 则
    又 也 已 未 的 了 着 是 为 在 沿 同 因 即 若 凡 每 只 仅 不 没 有 无 如 含 称 除 待 做好 入选 年 月 日 省 其间
    期间 我市共 走进 现役 在用 建城区 城区 市区 主城区 中心城区 建成区 县城 位列 我国 本市 本县 尤其 直至 拟 查看
    完善 健全 规范 举办 购买 统筹 上报 提供 获批 件 交办件 共和国 中华人民共和国 违规向 每天 每年 以来 亩 余亩 万亩
    省控 国控 市控 县控 给 让 使 往 之 视察 产业集聚区 集聚区 经济开发区
    """
)

# Of those, the characters that are also common inside proper names: 和 in 祥和, 同 in 大同.
ALSO_IN_NAMES: frozenset[str] = _words(
    """
    和 同 于 有 家
    """
)

# Words that describe but do not name; a stem made of nothing else is no name.
GENERIC: frozenset[str] = _words(
    """
    城市 城镇 城区 县城 乡镇 农村 中心 主城区 建成区 生活 生产 工业 农业 商业 医疗 医药 餐厨 厨余 废弃物 废物 固体
    固废 危险 危废 建筑 建设 垃圾 污水 废水 雨水 雨污 污泥 污染 污染物 排水 供水 饮用水 饮用水源 地下水 地表水 水质
    水源 处理 处置 收集 集中 集中式 分散 分散式 运行 焚烧 填埋 发电 热电 火电 燃煤 燃气 供热 供暖 锅炉 养殖 畜禽
    畜牧 生猪 规模 规模化 规模以下 专业 综合 环保 环境 生态 自然 保护 再生 资源 资源化 循环 循环经济 经济 技术 高新
    高新技术 产业 产业化 特色 新型 传统 现代 重点 主要 部分 多家 多个 多处 多数 一些 个别 各类 各种 其他 其它 其余
    全部 所有 一家 一处 一座 一个 两家 两个 三个 有关 相关 配套 附属 专用 临时 应急 备用 永久 大型 中型 小型 大 中
    小 老 新 旧 原 黑 私 无证 无照 无名 非法 违法 违规 散乱污 取缔 关停 停产 废弃 废旧 闲置 遗留 历史遗留 露天 地下
    石料 石材 石灰石 水泥 灰岩 砂石 砂 石子 煤 煤炭 煤泥 原煤 散煤 型煤 洁净型煤 煤化 煤化工 化工 焦化 钢铁 铸造
    碳素 耐火 耐火材料 陶瓷 砖瓦 砖 免烧砖 空心砖 窑 建材 新型建材 墙材 混凝土 商砼 沥青 塑料 塑料颗粒 再生塑料 颗粒
    橡胶 轮胎 皮革 毛皮 造纸 纸 印刷 印染 纺织 食品 屠宰 肉类 饲料 化肥 农药 制药 木材 木制品 家具 板材 玻璃 玻璃钢
    机械 机械加工 加工 制造 制品 电子 电镀 金属 有色金属 冶炼 涉钼 涉水 涉气 国有 国营 集体 民营 民办 私营 上市 市属
    县属 央企 下属 所属 辖区 辖区内 境内 沿线 沿河 沿岸 沿路 两侧 周边 周围 附近 邻近 上游 下游 中游 东部 西部 南部
    北部 中部 东 西 南 北 东侧 西侧 南侧 北侧 高速 普通 国省 国省干线 干线 主干 城乡 乡村 村级 县级 市级 省级 国家
    国家级 国控 省控 市控 县控 出境 入境 跨界 交界 考核 监测 监控 监管 在线 自动 管理 管控 控制 治理 整治 修复 复垦
    绿化 景观 文明 示范 试点 重要 核心 缓冲 一级 二级 三级 水 电 气 风 光 风电 光伏 太阳能 新能源 能源 清洁 清洁能源
    天然气 液化气 石油 成品油 加油 加气 油 汽车 车辆 货车 停车 物流 仓储 运输 交通 公路 铁路 道路 桥梁 港口 航运
    旅游 文化 教育 体育 卫生 人民 妇幼 保健 中医 公共 公交 客运 货运 市政 园林 环卫 水利 河道 河流 河渠 湖泊 水库
    渠道 灌溉 节水 引黄 人工 开发 利用 开采 采石 采砂 采矿 矿山 矿业 选矿 尾矿 废渣 矿渣 矸石 粉煤灰 赤泥 炉渣 脱硫
    石膏 铝 铜 铅 锌 钼 金 银 铁 钢 锂 硅 磷 氟 镁 锰 高耗能 高排放 高污染 三散 两高 六大 重污染 重点排污 排污 入河
    入网 总 分 支 主 一 二 三 四 五 六 七 八 九 十 两 几 数 多 该 本 各 某 全 每 其 此 这 那 等 的 个 家 座 条 处 名
    类 户 批 项 期 号 市 县 区 镇 乡 村 街道 省 干 河 沟 路 街 山 湖 渠 库 厂 场 站 点 院 校 地 块 片 片区 区域 区块
    项目 工程 设施 设备 企业 公司 工厂 单位 门店 店铺 经营 经营性 销售 储存 贮存 堆存 堆放 中转 转运 清运 回收 拆解
    拆迁 安置 搬迁 改造 提升 新建 在建 拟建 已建 改建 扩建 建成 投运 运营 现有 现役 原有 存量 增量 新增 小微 小散乱
    散 乱 污 大气 土壤 噪声 辐射 温室 绿色 低碳 智慧 数字 标准化 一体化 城乡一体化 综合性 国家储备 战略 社会 群众
    居民 职工 学生 老年 儿童 无 未 已 涉 含 高 低 优 良 劣 好 差 快 慢 主城 老城 新城 南水北调 毒 危 湿 熟 生 花生
    面粉 粮食 蔬菜 水果 水产 海水 淡水 围网 网箱 育肥 种 猪 牛 羊 鸡 鸭 鹅 蛋鸡 肉鸡 奶牛 母猪 良种 原种 取水 引水
    渗滤液 安全 粪污 问题类 规范化 万 余 亩 千 百 工矿 平板 铝用 非道路 移动 设计 世界 消防 队伍 万元 硬化 级 非正规
    正规 中小 客货 大宗 露 边 头 渣土 粉尘 扬尘 施工 承建 业主 物业 检测 第三方 监理 供电 供气 电网 通信 邮政 银行
    保险 合法 煤球 环 有证 非 化石 铅锌 县区 各县区 抽水 蓄能 人均 基地 证照 过期 项目部 工程项目部 分厂 东坡 西坡
    南坡 北坡 山坡 坡 竹制品 尾渣 国考 省考 段 景区 水务 农牧 工业片区 数据 无害化 尾砂
    """
)

# Ordinary words that end like a name: never names, wherever they stand.
NOT_NAMES: frozenset[str] = _words(
    """
    河 山 路 街 矿 厂 场 站 桥 村 镇 乡 公司 集团 农村 乡村 行政村 自然村 城中村 城郊村 村庄 整村 全村 本村 该村
    各村 驻村 进村 入村 乡镇 城镇 村镇 集镇 建制镇 重镇 下乡 城乡 家乡 两河 四河 三河 江河 山河 大河 小河 内河
    黑臭河 城市河 该河 此河 跨河 入河 沿河 治河 巡河 清河 护河 拦河 占河 穿河 临河 母亲河 青山 绿水青山 金山 银山
    金山银山 矿山 开山 上山 下山 荒山 火山 靠山 江山 残山 石山 后山 露天矿山 封山 毁山 进山 出山 满山 大山 高山 深山
    群山 登山 游山 道路 公路 铁路 线路 思路 出路 套路 一路 沿路 半路 迷路 修路 筑路 铺路 让路 通路 退路 网路 管路
    电路 水路 陆路 国路 省路 村路 乡路 土路 马路 大路 小路 老路 新路 支路 主路 干路 辅路 便路 断头路 生产路 田间路
    街路 高速路 公铁路 普铁路 上路 进路 入路 路检路 街道 大街 临街 沿街 上街 逛街 步行街 商业街 小吃街 山沟 水沟
    河沟 排水沟 边沟 地沟 明沟 暗沟 沟 路沟 壕沟 鸿沟 垄沟 冲沟 侵蚀沟 大沟 小沟 污水沟 臭水沟 排洪沟 截水沟 沟渠
    河渠 水渠 灌渠 明渠 暗渠 排水渠 污水渠 灌溉渠 引水渠 排渠 干渠 支渠 斗渠 毛渠 湖 江湖 河湖 长江湖 人工湖 内湖
    运河 大运河 海港 空港 渔港 港 香港 进港 出港 国控断面 省控断面 市控断面 考核断面 监测断面 出境断面 入境断面
    地表水断面 水质断面 河流断面 控制断面 高铁 地铁 城铁 高速 高速公路 绕城高速 国道 省道 县道 乡道 专用线
    铁路专用线 大道 人行道 国省道 两厂 电厂 工厂 药厂 砖厂 该厂 此厂 建厂 全厂 各厂 出厂 进厂 入厂 分厂 总厂 老厂
    新厂 一厂 二厂 三厂 黑作坊 小作坊 加工厂 集团公司 该公司 项目公司 供电公司 供水公司 分公司 子公司 母公司 总公司
    股份公司 上市公司 环保公司 运输公司 渣土公司 物业公司 建筑公司 施工公司 第三方公司 检测公司 监理公司 煤电 火电
    水电 社区 小区 广场 停车场 市场 商场 农贸市场 超市 加油站 黑加油站 加气站 农场 林场 医院 学校 公园 花园 家园
    水库 大桥 隧道 码头 机场 服务区 水源地 湿地 闸 堤防 大堤 城区 山区 矿区 库区 景区 灌区 园区 工业区 保护区 采区
    采空区 湿地公园 机制 控制区 试点区 经济区 核心区 缓冲区 限制区 港区 厂区 辖区 禁煤区 禁燃区 建成区 主城区
    中心城区 尾矿 碳达峰 县乡 市县乡 省市县 超采区 截洪沟 潮沟 溪沟 沟坡 高架桥 天桥 人行桥 漫水桥 跨河桥 塌陷区
    尾渣库 入湖 入江 入海
    """
)

# What a registered name ends with, longest first.
LEGAL_FORMS: tuple[str, ...] = tuple(
    sorted((word.word for word in TYPE_WORDS if word.form is Form.FORMAL), key=len, reverse=True)
)

# Words that tell a company's trade; they follow its brand in the full name and in short ones.
TRADES: frozenset[str] = frozenset(word.word for word in TYPE_WORDS if word.form is Form.TRADE) | _words(
    """
    联合 制造 加工 建筑 材料 建筑材料 新型 新型建材 石材加工 机械制造 塑料制品 制品 化学 热能 生物化工 净水材料 净水
    安防 纺机 零部件 汽车零部件 建设 工程 开发 养殖 种植 农业 贸易 商贸 集团 公司 厂 电厂 热电厂 砖厂 石料厂 石材厂
    建材厂 分公司 控股 投资 发展 产业 工业 技术 服务 环保能源 环境 路桥 市政 交通 运输 铁路物流 建材业 镍业 动力
    煤矿 矿山 石料 钢构 门业 电气 电器 仪表 设备 装备 配件 铸件 锻造 橡胶 涂料 颜料 农药 种业 粮油 面粉 屠宰 肉类
    冷链 纤维 服饰 制衣 鞋业 制革 皮毛 毛皮 造纸 印刷 广告 文化 旅游 酒店 医疗 器械 生态 园林 绿化 墙体材料 耐材
    耐火材料 磨料 磨具 石墨 炭素 碳化硅 氧化铝 铝材 铝用 型材 管业 管桩 管道 水利 供水 排水 污水处理 净化 再生资源
    资源 循环 固废 危废 油品 加油 炼化 煤化 焦煤 煤炭 洗煤 选煤
    """
)

# Official names of units that are ordinary words in a text; they count only right after the unit above them.
ORDINARY_UNITS: frozenset[str] = _words(
    """
    城区 矿区 郊区 市区 开发区 老城区 新城区 城中区
    """
)

# Verbs and plain words that streets, canals, fields and villages are often called by.
NAMING: frozenset[str] = _words(
    """
    建设 解放 胜利 团结 跃进 前进 幸福 和平 友谊 光明 复兴 振兴 发展 创新 创业 开拓 奋斗 劳动 工农 人民 民主 育才
    中华 新华 建国 爱国 卫国 兴业 引黄 共产主义 盛大 国民 平安 联合 红旗 东风
    """
)

# Verbs and nouns that stop the walk to the left elsewhere, but are parts of registered names: 环境治理有限公司.
INSIDE_COMPANIES: frozenset[str] = _words(
    """
    建设 服务 经营 生产 销售 运营 运维 利用 治理 管理 投资 规划 恢复 引进 供应 监督 清运 清洁 开设 企业 处理 整治 建成
    污染 重点 中心 全部 和 同 于 有 家 监管 检查 使用 环境
    """
)

# A stem with one of these speaks of some, not of one.
INDEFINITE = re.compile(
    r"^[后前旁](?:的|停)|^旧|一[处座家个条]|个别|部分|多家|多个|多处|一些|某|各|无名|废弃(?!物)|全部|所有|其他|其它|取缔|遗留|^一(?!里)|两|非法|露天$|有关|相关|家$|座$|个$|处$"
)

# What may not follow a type word, because the two make another word: 河道, 路面, 山体.
NOT_FOLLOWED: dict[Form, re.Pattern[str]] = {
    Form.WATER: re.compile(
        r"道(?!路)|流(?!域)|湖|渠|长|水(?!质|体|系|面|利|中|污)|沿(?!线|岸|路|途)|务|口镇|心|通|网|滩|床|坡|区|岸|[河江](?!道|段|流|水|[\u4e00-\u9fff]{1,3}(?:镇|乡|村|街道))|岸线|渠化|面积|底"
    ),
    Form.HILL: re.compile(r"区|体|林|水|地|坡|石|火|药|村|庄|庙|东路|西路|寨|镇|乡"),
    Form.ROAD: re.compile(r"径|线|况|灯|基|长|权|政|过|上|途|牌|检|查|网|桥(?!段)|缘|人|标|面(?!破|扬|清|积|硬)|局"),
    Form.UNIT: re.compile(
        r"级|民|庄|支部|委(?!会)|干部|党|里|内(?!的)|规民约|域|区(?!域)|集体|长|容|貌|办(?!事处)|企业|政府驻地|组织|医|镇|乡|街道办"
    ),
    Form.MINE: re.compile(r"山|车|库|业|产|区|石|权|企|井|用|渣|粉|洞|物|坑|泉|化|行为"),
    Form.FIRM: re.compile(r"区|房|址|商|家|长|矿|内|门|化"),
    Form.TRADE: re.compile(r"[\u4e00-\u9fff]"),
    Form.ZONE: re.compile(r"域|间|块"),
}

# What may follow a trade word when it ends a company's short name.
TRADE_FOLLOWED = re.compile(
    r"等|的|与|和(?![\u4e00-\u9fff]{0,8}局)|及|已|被|将|在|对|因|未|为|入选|获|存在|老厂|厂区|进行|于|至|从|由|搬|自|所|停|采购|生产|排放|污水|废水|厂界"
)

# Type words that end ordinary words as well: believed only right after a unit or a mark.
WEAK_TYPES: frozenset[str] = _words(
    """
    寨 屯 庄 港 坑塘 洼 泊 淀 涌 浜 支流 巷 闸 寺 桥
    """
)

# Words that begin with a character of `NAME_BEGINS_AFTER` and yet begin names.
PROTECTED: frozenset[str] = _words(
    """
    向阳 向东 向荣 和平 和谐 和顺 和兴 和美 和睦 同心 同兴 同德 有色 家园 家具 于家 于庄 对门 等驾 该庄 从化 将军
    将台 由庄 如意 如皋 经纬 经开 经济 经都 为民 为农 由家 按察 各庄 与共 及第 无为 无锡 无极 没奈 无害 无人 无机
    无缝 无公 无纺
    """
)

# After a hamlet's ending (庄, 寨, 屯) its name is over when one of these follows; otherwise it opens a longer name.
HAMLET_ENDS = re.compile(
    r"[^\u4e00-\u9fff]|[东西南北](?![\u4e00-\u9fff]{0,4}?(?:公司|集团))|附近|周边|村|组|一|等|的|和|内|$"
)

# Plain words that streets are often called by, besides those of `NAMING`.
STREETS: frozenset[str] = NAMING | _words(
    """
    工业 文化 科技 影视 交通 商业 中心 中山 体育 健康 公园 车站 火车站 机场 学府 北环 南环 东环 西环 东外环 西外环 站前
    沿河 沿江 滨江 滨湖 滨河 环城 迎宾 育才 农业 财政 金融 创业
    """
)

# Type words that mostly stand for any of their kind: believed only after a unit or a name, or with a rare stem.
VAGUE_TYPES: frozenset[str] = _words(
    """
    矿山 矿区 采区 市场 广场 公园 湿地 处理设施 小区 农场 林场 学校 医院 仓库 货场 堆场 料场 作坊 超市 商场 大坝 堤防 河堤
    园区 工业区 排污口 取水口 排放口 水源地 安置区 安置点 垃圾场 垃圾点 风景区 锅炉房 油坊 港 淀 泊
    """
)

# Counting words: after a figure they open a count, not a name.
CLASSIFIERS = "座条家处个口眼台辆艘栋户"

# Single characters that rivers are called by, though they also describe.
COLOURS = "黑白红沙金银石铁铜清黄"
