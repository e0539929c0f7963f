"""Which part of a web page is the article?

Sites of Chinese governments run on a handful of content systems whose article boxes have known names; such a box is
taken when it holds a good part of the page's text. On any other page everything is kept except what is recognised
as furniture: by its element (nav, footer), by the words in its id or class, by being mostly links, or, line by line
at the page's two ends, by its wording. Keeping too much is better than losing a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from findings.readers.package import check_depth

DROPPED: Final = frozenset((
    "script", "style", "noscript", "template", "nav", "footer", "aside", "select", "option", "button", "input",
    "textarea", "iframe", "object", "embed", "svg", "canvas", "audio", "video", "map", "head", "title", "meta",
    "link", "del", "rt", "rp", "dialog",
))  # fmt: skip

_ARTICLE_BOXES: Final = (  # id or class of the article's box, by content system
    "UCAP-CONTENT", "pages_content", "TRS_Editor", "trs_editor_view", "TRS_UEDITOR", "Custom_UnionStyle",
    "vsb_content", "v_news_content", "zoom", "Zoom", "fontzoom", "BodyLabel", "article-content", "article_content",
    "articleContent", "article-body", "article-con", "article_con", "news_content", "news-content", "newsContent",
    "detail-content", "detail_content", "content-article", "xxgk_content", "bt_content", "ContentText", "mainText",
    "easysite-news-text", "j-fontContent", "view-content", "wzcon", "textContent", "NewsContent", "infoContent",
)  # fmt: skip
_MIN_BOX_SHARE = 0.4  # of the page's text outside links

_FURNITURE_WORDS: Final = frozenset((
    "nav", "navbar", "navigation", "menu", "submenu", "header", "footer", "foot", "breadcrumb", "breadcrumbs",
    "crumb", "crumbs", "position", "location", "dqwz", "sidebar", "share", "bdsharebuttonbox", "bshare", "jiathis",
    "search", "toolbar", "print", "printer", "related", "recommend", "copyright", "banner", "logo", "login",
    "pagination", "pager", "friendlink", "friendlinks", "ewm", "qrcode", "erweima", "fontsize", "skip",
    "accessible", "gotop", "totop", "backtop", "top", "topbar", "bottombar", "bottom", "weizhi",
))  # fmt: skip
_MAX_FURNITURE_SHARE = 0.2  # a block with more of the text than this is no furniture, whatever its name
_MIN_LINKS = 3
_MAX_LINK_SHARE = 0.6
_GROUPS: Final = frozenset((
    "div", "ul", "ol", "dl", "section", "header", "table", "tr", "td", "p", "h1", "h2", "h3", "h4", "h5",
))  # fmt: skip

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FURNITURE_LINE = re.compile(
    r"(当前位置|您(现在|当前)?(所在)?的?位置|您现在的位置)\s*[：:].*"
    r"|首页\s*[>»›/].*"
    r"|[【\[（(]?\s*(字体|字号)\s*[：:]?.{0,12}"
    r"|[【\[（(\s]*(打印|关闭|收藏|返回顶部|打印本页|关闭窗口|打印此页|关闭页面|我要打印|下载|返回)[\s】\]）)【\[（(]*(打印|关闭|收藏|关闭窗口|打印本页)?[】\]）)\s]*"
    r"|分享(到|至)?\s*[：:]?.{0,20}|扫一扫.{0,30}|(上|下)一(篇|条)\s*[：:].*|相关(链接|新闻|文章|阅读)\s*[：:]?"
    r"|(浏览|阅读|点击)(次数|量|数)?\s*[：:]\s*\d*\s*次?|无障碍(浏览|阅读)?|长者(模式|助手|版)|繁體(中文|版)?|English"
)
_TOOLS = re.compile(r"\s*【\s*(打印|关闭|字体|字号|收藏|纠错)[^】]{0,12}】")  # behind date and source
_COLOPHON = re.compile(r"ICP备|网站标识码|公网安备|版权所有|©|Copyright", re.IGNORECASE)
_EDGE_LINES = 15
_META_TITLE: Final = ("articletitle", "og:title")
_META_DATE: Final = ("pubdate", "publishdate", "article:published_time")
_META_SOURCE: Final = ("contentsource",)


def tag_of(element: etree._Element) -> str:
    tag = element.tag
    return tag.lower().rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(str(element.get("style", ""))))


@dataclass(frozen=True, slots=True)
class Size:
    """How many characters of visible text an element holds outside links and inside links, white space apart."""

    plain: int
    linked: int
    links: int


class Sizes:
    """The sizes of all elements of a page, measured in one pass; also the place where depth is bounded."""

    def __init__(self, root: etree._Element) -> None:
        self._sizes: dict[etree._Element, Size] = {}
        open_elements: list[tuple[etree._Element, bool, bool]] = []  # element, unseen, inside a link
        sums: list[list[int]] = []
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = tag_of(element)
            if event == "start":
                unseen, linked = (open_elements[-1][1], open_elements[-1][2]) if open_elements else (False, False)
                unseen = unseen or tag in DROPPED or is_hidden(element)
                linked = linked or tag == "a"
                open_elements.append((element, unseen, linked))
                check_depth(len(open_elements))
                sums.append([0, 0, int(tag == "a")])
                if not unseen:
                    sums[-1][int(linked)] += _printed(element.text)
                continue
            open_elements.pop()
            plain, linked_length, links = sums.pop()
            self._sizes[element] = Size(plain, linked_length, links)
            if sums:
                _, unseen, linked = open_elements[-1]
                sums[-1][0] += plain
                sums[-1][1] += linked_length
                sums[-1][2] += links
                if not unseen:
                    sums[-1][int(linked)] += _printed(element.tail)

    def of(self, element: etree._Element) -> Size:
        return self._sizes.get(element, Size(0, 0, 0))


def article_of(root: etree._Element, sizes: Sizes) -> etree._Element:
    """The element that holds the article; furniture below it is marked as hidden."""
    body = next((one for one in root.iter("body", "{*}body")), root)
    total = sizes.of(body).plain
    boxes = [(sizes.of(one).plain, one) for one in body.iter("{*}*") if _is_article_box(one)]
    length, box = max(boxes, key=lambda pair: pair[0], default=(0, body))
    if length > _MIN_BOX_SHARE * total:
        return box
    for element in list(body.iterdescendants("{*}*")):
        if _is_furniture(element, sizes.of(element), total):
            element.set("hidden", "")
    return body


def furniture_trimmed(lines: list[str]) -> list[str]:
    """The lines less the page's own words at both ends: where you are, print, share, licence numbers."""
    head, rest = lines[:_EDGE_LINES], lines[_EDGE_LINES:]
    body, tail = rest[:-_EDGE_LINES], rest[-_EDGE_LINES:]
    if not rest:
        head, tail = head[: len(head) // 2], head[len(head) // 2 :]
    colophon = next((at for at, line in enumerate(tail) if _COLOPHON.search(line)), len(tail))
    kept_head = [_TOOLS.sub("", line) for line in head if not _FURNITURE_LINE.fullmatch(line)]
    kept_tail = [line for line in tail[:colophon] if not _FURNITURE_LINE.fullmatch(line)]
    return [*kept_head, *body, *kept_tail]


def metadata_lines(root: etree._Element, lines: list[str]) -> list[str]:
    """Title, date and source from the page's head, as far as the article itself does not print them."""
    stated: dict[str, str] = {}
    for meta in root.iter("meta", "{*}meta"):
        name = str(meta.get("name") or meta.get("property") or "").lower()
        content = " ".join(str(meta.get("content") or "").split())
        if content:
            stated.setdefault(name, content)
    beginning = "".join("".join(lines[:8]).split())
    title = _first(stated, _META_TITLE)
    if not title:
        found = next((one for one in root.iter("h1", "{*}h1") if not is_hidden(one)), None)
        title = " ".join("".join(found.itertext()).split()) if found is not None else ""
    printed = [title] if title and "".join(title.split()) not in beginning else []
    date, source = _first(stated, _META_DATE), _first(stated, _META_SOURCE)
    if date and date[:10] not in beginning:
        printed.append(f"发布日期：{date[:10]}" + (f" 来源：{source}" if source else ""))
    return printed


def _first(stated: dict[str, str], names: tuple[str, ...]) -> str:
    return next((stated[name] for name in names if name in stated), "")


def _printed(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _names(element: etree._Element) -> list[str]:
    return [str(element.get("id") or ""), *str(element.get("class") or "").split()]


def _is_article_box(element: etree._Element) -> bool:
    return tag_of(element) == "article" or not _BOX_NAMES.isdisjoint(_names(element))


_BOX_NAMES: Final = frozenset(_ARTICLE_BOXES)


def _is_furniture(element: etree._Element, size: Size, total: int) -> bool:
    tag = tag_of(element)
    if tag not in _GROUPS or size.plain > _MAX_FURNITURE_SHARE * total:
        return False
    words = {word.lower() for name in _names(element) for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}
    if tag not in {"p", "table", "tr", "td"} and not _FURNITURE_WORDS.isdisjoint(words):
        return True
    return size.links >= _MIN_LINKS and size.linked > _MAX_LINK_SHARE * (size.linked + size.plain)
