import pytest

from findings.errors import UnreadableDocument
from tests.findings.readers.make import text_of

PROSE = "示例公司未按要求建设污水处理设施，生产废水直接排入示例河，示例县有关部门监管不到位，问题长期没有解决。"
SITE = f"""<html><head><meta charset="gb2312"><title>示例方案_示例县人民政府</title>
<meta name="ArticleTitle" content="示例方案（内容虚构）"><meta name="PubDate" content="2022-09-30 10:00">
<meta name="ContentSource" content="示例县生态环境局"></head><body>
<div class="top"><a>登录</a><a>注册</a></div>
<ul class="nav"><li><a>首页</a></li><li><a>政务公开</a></li><li><a>互动交流</a></li></ul>
<div class="weizhi">当前位置：<a>首页</a> &gt; <a>政务公开</a></div>
<table><tr><td><ul><li><a>机构职能</a><li><a>政策文件</a><li><a>规划计划</a></ul></td>
<td><div ARTICLE><p>　　一、大气</p><p>1.{PROSE}</p><p>{PROSE}</p></div>
<div class="share">分享到：<a>微信</a></div><p>【打印】【关闭】</p></td></tr></table>
<div>版权所有：示例县人民政府 示例ICP备00000000号</div><script>var a = "整改";</script></body></html>"""
ARTICLE = ["示例方案（内容虚构）", "发布日期：2022-09-30 来源：示例县生态环境局", "一、大气", f"1.{PROSE}", PROSE]


@pytest.mark.parametrize("box", ['class="TRS_Editor"', 'id="zoom"', 'class="whatever"', ""])
def test_a_government_page_gives_its_article_alone(box: str) -> None:
    page = SITE.replace("ARTICLE", box)
    assert text_of("a.html", page.encode("gb18030")).split("\n") == ARTICLE


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>甲</p>\n\n<p>乙<br>丙</p>", "甲\n乙\n丙"),
        ("<p>整改\n  措施 and\n words</p>", "整改措施 and words"),
        ("<p>a&nbsp;b &lt;c&gt; &#25972;</p>", "a b <c> 整"),
        ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙"),
        ("<p>甲<span style='display: none'>隐藏</span><span hidden>隐藏</span><del>删</del></p>", "甲"),
        ("<pre>甲\n乙</pre>", "甲\n乙"),
        ("<ol start=3><li>甲<li><p>乙</p></ol><ul><li>丙</ul>", "3.甲\n4.乙\n丙"),
        ("<style>li {list-style: none}</style><ol><li>甲</ol>", "甲"),
        ("<table><tr><th>序号<th>问题<tr><td rowspan=2>1<td>甲|乙<tr><td>丙<p>丁</table>",
         "| 序号 | 问题 |\n| 1 | 甲｜乙 |\n| 1 | 丙\n丁 |"),
        ("<table><tr><td colspan=2>台账</td></tr><tr><td>1<td>2</tr></table>", "台账\n| 1 | 2 |"),
        ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", "甲\n乙"),
        ("<table><tr><td rowspan=99999999999 colspan=99999999999>甲<td>乙</table>", "| 甲 | 乙 |"),
        ("<p>甲\x08&#7;乙</p><div class=nav>x</div>丙\x01", "甲乙\n丙"),
        ("<p>甲</p><!-- 注释 --><script>x</script><noscript>y</noscript>", "甲"),
    ],
)  # fmt: skip
def test_markup_reads_as_a_browser_shows_it(markup: str, text: str) -> None:
    assert text_of("a.html", f"<html><meta charset=utf-8><body>{markup}</body></html>".encode()) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=gb2312><p>整改</p>".encode("gb18030"), "整改"),
        ("<p>没有说明编码，整改措施</p>".encode("gb18030"), "没有说明编码，整改措施"),
        ("<meta charset=gbk><p>说错了编码，整改措施</p>".encode(), "说错了编码，整改措施"),
        ("<html><p>整改</p>".encode("utf-16"), "整改"),
        ("<meta charset=no-such-charset><p>整改</p>".encode(), "整改"),
    ],
)
def test_the_encoding_of_a_page(data: bytes, text: str) -> None:
    assert text_of("a.htm", data) == text


def test_a_web_archive_holds_its_page() -> None:
    archive = (
        "From: <saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "PHA+1fu4xDwvcD4=\r\n--B--\r\n"
    )
    assert text_of("a.mht", archive.encode()) == "整改"
    with pytest.raises(UnreadableDocument, match="holds no page"):
        text_of("a.mht", b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx")


@pytest.mark.parametrize(
    "markup", ["<div>" * 100_000 + "整改", "<p>&a;" * 10, "<table>" * 5_000], ids=["deep", "entity", "tables"]
)
def test_hostile_markup_ends_in_text_or_a_sentence(markup: str) -> None:
    try:
        said = text_of("a.html", markup.encode())
    except UnreadableDocument as refused:
        said = refused.zh
    assert len(said) < 100_000
