"""Which spellings stand for one name: cleaned text, official names, short names and the forms used in documents.

Every rule is a row of a table or one short function, works on the name alone, and knows no place. Names are compared
after `clean`; what else a place may be called comes from `unit_forms`, `township_forms` and `village_forms`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from gazetteer.sources.characters import simplified_characters

# What a unit is, at the end of its name; the longest that fits is cut. The short name is what is left.
UNIT_SUFFIXES = ("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "自治旗", "林区", "特区",
                 "地区", "新区", "省", "市", "县", "区", "盟", "旗")  # fmt: skip

TOWNSHIP_SUFFIXES = (
    "街道办事处",
    "地区办事处",
    "民族乡",
    "民族镇",
    "民族苏木",
    "街道",
    "办事处",
    "地区",
    "苏木",
    "镇",
    "乡",
)

# How village committees are called, and what they make of the name before them.
_COMMITTEE = re.compile(r"(?:村民委员会|村委会|居民委员会|居委会|委员会|委会)$")

_ZONE = re.compile(
    r"(?:开发区|示范区|高新区|经开区|管理区|管委会|新区|新城|园区|工业园|产业园|产业区|试验区|实验区|保税区|度假区|风景区|名胜区|"
    r"集聚区|聚集区|合作区|食品区|自然保护区|保护林?区|管理处|管理局)$"
)

# What the long names of functional zones are shortened to in documents.
ZONE_SHORT = (
    ("高新技术产业开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("高技术产业开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("城乡一体化示范区", "示范区"),
    ("经济综合实验区", "实验区"),
    ("转型综合改革示范区", "综改区"),
)

_ETHNIC = re.compile(
    r"(?:壮|回|苗|维吾尔|彝|土家|藏|蒙古|侗|布依|瑶|白|哈尼|朝鲜|黎|哈萨克|傣|畲|傈僳|仡佬|拉祜|东乡|佤|水|纳西|羌|土|"
    r"仫佬|锡伯|柯尔克孜|景颇|达斡尔|撒拉|布朗|毛南|塔吉克|普米|阿昌|怒|鄂温克|京|基诺|德昂|保安|裕固|独龙|鄂伦春|"
    r"门巴|珞巴|满|俄罗斯|乌孜别克|塔塔尔|赫哲|高山|各)族$"
)
_BARE_ETHNIC = re.compile(r"(?:蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|达斡尔)$")

_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_NUMBER = re.compile(r"[0-9]+")
_SPACE = re.compile(r"[\s·•・﹒\u200b\ufeff]+")


@cache
def _to_simplified() -> tuple[re.Pattern[str], dict[int, str]]:
    """Give a pattern for anything that keeps a name from being clean, and the table of traditional characters."""
    table = simplified_characters()
    traditional = "".join(char for char in table if "一" <= char <= "鿿")
    return re.compile(f"[^一-鿿]|[{traditional}]"), str.maketrans(table)


def clean(text: str) -> str:
    """Give the form that names are compared in: half-width, simplified, without spaces, numbers in Chinese.

    Examples
    --------
    >>> clean("第２污水處理廠 ")
    '第二污水处理厂'
    >>> clean("12连")
    '十二连'
    """
    unclean, table = _to_simplified()
    if unclean.search(text) is None:  # nearly every name, and found out in a fraction of the time of cleaning it
        return text
    text = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    text = unicodedata.normalize("NFKC", text).translate(table)  # a mark may have met its letter when the space went
    return _NUMBER.sub(_chinese_number, text)


def _chinese_number(match: re.Match[str]) -> str:
    """Write a number as names do: 12 → 十二; from 100 on digit by digit."""
    digits = match.group()
    value = int(digits)
    if digits.startswith("0") or value > 99:
        return digits.translate(_DIGITS)
    tens, ones = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else str(tens).translate(_DIGITS) + "十"
    return head + (str(ones).translate(_DIGITS) if ones or not tens else "")


@cache
def unit_short(name: str) -> str:
    """Cut what a province, city or county is from its name: 平遥县 → 平遥; 祁县 stays.

    A short name has at least two characters, since one alone is an ordinary word.
    """
    for suffix in UNIT_SUFFIXES:
        if name.endswith(suffix):
            short = name[: -len(suffix)]
            while (cut := _ETHNIC.sub("", short)) != short and len(cut) > 1:
                short = cut
            if suffix in {"自治州", "自治县"} and len(cut := _BARE_ETHNIC.sub("", short)) > 1:
                short = cut
            return short if len(short) > 1 else name
    return name


def is_zone(name: str) -> bool:
    """True for the names of development zones, demonstration zones and the like."""
    return bool(_ZONE.search(name))


def zone_forms(name: str, containers: tuple[str, ...]) -> tuple[str, ...]:
    """Name the ways a functional zone is called: without its city, and by its customary abbreviation.

    Examples
    --------
    >>> zone_forms("某市城乡一体化示范区", ("某市", "某"))
    ('城乡一体化示范区', '示范区', '某市示范区')
    """
    forms: dict[str, None] = {}
    bare = name
    for container in sorted(containers, key=len, reverse=True):
        rest = bare.removeprefix(container)
        if rest != bare and len(rest) > 2:
            bare = rest
            forms[bare] = None
    for long, short in ZONE_SHORT:
        if name.endswith(long):
            head = name[: -len(long)]
            if bare.endswith(long):
                forms[bare[: -len(long)] + short] = None
            forms[short] = None
            forms[head + short] = None
            break
    else:
        if name.endswith("示范区"):
            forms["示范区"] = None
    forms.pop(name, None)
    return tuple(forms)


@cache
def township_core(name: str) -> str:
    """Give what stays when a township changes its kind: 古陶镇街道, 古陶镇 and 古陶街道办事处 all give 古陶."""
    core = name
    changed = True
    while changed:
        changed = False
        for suffix in TOWNSHIP_SUFFIXES:
            if core.endswith(suffix) and len(core) - len(suffix) >= 2:
                core = core[: -len(suffix)]
                changed = True
                break
        if (cut := _ETHNIC.sub("", core)) != core and len(cut) > 1:
            core = cut
    return core


@cache
def township_forms(name: str) -> tuple[str, ...]:
    """Name the other ways a township is written: its core, and for a 街道 its office.

    Examples
    --------
    >>> township_forms("洪善街道")
    ('洪善街道办事处', '洪善办事处', '洪善')
    >>> township_forms("段村镇")
    ('段村',)
    """
    forms: dict[str, None] = {}
    if name.endswith("街道"):
        forms[name + "办事处"] = None
        forms[name[:-2] + "办事处"] = None
        if name[-3:-2] in {"镇", "乡"}:
            forms[name[:-2]] = None
    if (core := township_core(name)) != name:
        forms[core] = None
    return tuple(forms)


def without_container(name: str, containers: tuple[str, ...]) -> str:
    """Cut the unit above that a source put in front: 平遥县段村镇 in 平遥县 → 段村镇."""
    for container in containers:
        rest = name.removeprefix(container)
        if rest != name and len(rest) > 2 and rest.endswith(TOWNSHIP_SUFFIXES):
            return rest
    return name


def village_name(name: str) -> str:
    """Give the name of a village from that of its committee.

    Examples
    --------
    >>> [village_name(n) for n in ("北营村村民委员会", "南坡村民委员会", "贾村委会", "九街社区居委会", "北关居民委员会")]
    ['北营村', '南坡村', '贾村', '九街社区', '北关社区']
    """
    name = clean(name)
    match = _COMMITTEE.search(name) if name.endswith("会") else None
    if not match:
        return name
    head, ending = name[: match.start()], match.group()
    if not head:
        return name
    if head.endswith(("村", "社区", "嘎查", "连", "队", "街")) and not (ending == "委会" and len(head) == 1):
        return head
    return head + ("社区" if ending.startswith("居") else "村" if ending.startswith("村") else "")


def village_base(name: str) -> str:
    """Cut 村 or 社区: 北营村 → 北营. One character alone is no name, so 贾村 stays."""
    if name.endswith("村"):
        return name[:-1] if len(name) > 2 else name
    if name.endswith(("社区", "嘎查")):
        return name[:-2] if len(name) > 3 else name
    return name


_PART = re.compile(
    r"^(.{2,}?)(?:第?[一二三四五六七八九十]{1,3}|[东西南北中前后上下])(?:街|村|组|队|道街)?(?:村|社区)?$"
)


def village_whole(name: str) -> str | None:
    """Give the village that a numbered or sided part was split from: 梁庄一街村 → 梁庄; None when it is no part."""
    match = _PART.match(name)
    return village_base(match.group(1)) if match else None
