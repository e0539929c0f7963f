"""Which words does the page use, in Chinese and in English?

Every sentence the map page shows stands here, so that a translator needs one file; `{…}` are filled by the
page. What documents say is never translated.
"""

from __future__ import annotations

from geo.errors import Language
from layers.catalog import Text

WORDING: dict[str, Text] = {
    "title": Text("整改一张图", "Zhenggai Map"),
    "subtitle": Text("生态环境督察整改", "Environmental rectification"),
    "sample.tag": Text("示例数据", "Sample data"),
    "sample.all": Text("示例文件，内容虚构：图中企业与问题均为虚构。", "Sample files, invented: the companies and problems shown do not exist."),
    "sample.some": Text("含示例数据：部分内容为虚构的示例文件。", "Contains sample data: some of what is shown is invented."),
    # Numbers at the top
    "numbers": Text("总体情况", "Overview"),
    "number.findings": Text("问题", "Findings"),
    "number.completed": Text("已完成", "Completed"),
    "number.overdue": Text("逾期", "Overdue"),
    "number.inexact": Text("地点仅知大致范围", "Sites only roughly known"),
    "number.of_all": Text("全部 {n}", "of {n}"),
    "number.sites": Text("地点 {n} 处", "{n} sites"),
    "number.unreported": Text("另有 {n} 项到期未见报告", "{n} due, no later report"),
    "number.inexact_detail": Text("其中 {n} 处无法定位", "{n} of them not located"),
    # Buttons
    "button.filters": Text("筛选", "Filters"),
    "button.list": Text("清单", "List"),
    "button.close": Text("关闭", "Close"),
    "button.back": Text("返回", "Back"),
    "button.reset": Text("清除筛选", "Clear filters"),
    "button.print": Text("打印", "Print"),
    "button.fullscreen": Text("全屏", "Full screen"),
    "button.whole": Text("回到全图", "Whole map"),
    "button.language": Text("English", "中文"),
    "button.retry": Text("重试", "Try again"),
    "button.zoom_in": Text("放大", "Zoom in"),
    "button.zoom_out": Text("缩小", "Zoom out"),
    "export": Text("导出", "Export"),
    "skip": Text("跳到问题清单", "Skip to the list of findings"),
    # Filters
    "filter.layer": Text("着色方式", "Colour by"),
    "filter.ground": Text("底色", "Shading"),
    "filter.q": Text("搜索问题、地点", "Search problems and places"),
    "filter.status": Text("整改状态", "Status"),
    "filter.category": Text("污染类别", "Category"),
    "filter.county": Text("区县", "County"),
    "filter.precision": Text("位置精度", "Precision"),
    "filter.document": Text("文件", "Document"),
    "filter.overdue": Text("只看逾期", "Overdue only"),
    # Map
    "map.label": Text("整改问题地图", "Map of findings"),
    "map.area": Text("{name}：{findings} 个问题，已完成 {completed} 个（{share}）", "{name}: {findings} findings, {completed} completed ({share})"),
    "map.area_overdue": Text("，逾期 {n} 个", ", {n} overdue"),
    "map.area_none": Text("{name}：没有问题", "{name}: no findings"),
    "map.cluster": Text("{n} 处地点：{mix}", "{n} sites: {mix}"),
    "map.bubble": Text("{name}内 {n} 处，具体位置不详：{mix}", "{n} somewhere in {name}: {mix}"),
    "map.bubble_many": Text("{n} 处仅知所在乡镇、区县或城市：{mix}", "{n} known only to a township, county or city: {mix}"),
    "map.inside": Text("{name}内", "in {name}"),
    "map.roughly": Text("大致范围", "rough area"),
    "map.wide": Text("仅知在{name}内：{n} 处", "Only known to be in {name}: {n}"),
    "map.wide_more": Text("另有 {n} 市（共 {sites} 处）", "{n} more cities ({sites} sites)"),
    "map.placeless": Text("{n} 个问题未写明地点或无法定位", "{n} findings without a place on the map"),
    "map.attribution": Text("位置数据：{sources}", "Positions: {sources}"),
    # Legend
    "legend": Text("图例", "Legend"),
    "legend.point": Text("已知地点", "Known place"),
    "legend.line": Text("位于河流或道路沿线", "On a river or road"),
    "legend.cluster": Text("多处地点（环为构成）", "Several sites (ring: their mix)"),
    "legend.bubble": Text("仅知在该乡镇、区县内", "Somewhere in this township or county"),
    "legend.circle": Text("位置的不确定范围", "Area that should hold the place"),
    "legend.no_findings": Text("没有问题", "No findings"),
    # Panels
    "list.title": Text("问题清单", "Findings"),
    "list.count": Text("{n} 个问题", "{n} findings"),
    "list.in": Text("位于{name}内、具体位置不详的问题", "Findings somewhere in {name}"),
    "list.inexact": Text("地点仅知大致范围的问题", "Findings with sites only roughly known"),
    "list.placeless": Text("未写明地点或无法定位的问题", "Findings without a place on the map"),
    "list.empty": Text("没有符合条件的问题。", "No finding matches the filters."),
    "list.more": Text("再显示 {n} 个", "Show {n} more"),
    "finding.number": Text("第 {n} 项", "No. {n}"),
    "finding.unnumbered": Text("第 {n} 条（无编号）", "Item {n} (no number)"),
    "finding.sites": Text("地点（{n} 处）", "Sites ({n})"),
    "finding.none": Text("文件未写明具体地点。", "The document names no place."),
    "finding.open": Text("查看完整记录", "Open the full record"),
    "finding.overdue": Text("逾期", "Overdue"),
    "finding.due_unreported": Text("已到期，未见后续报告", "Due; no later report"),
    "field.problem": Text("问题", "Problem"),
    "field.goal": Text("整改目标", "Goal"),
    "field.measures": Text("整改措施与进展", "Measures and progress"),
    "field.lead_units": Text("牵头单位", "Lead units"),
    "field.responsible_units": Text("责任单位", "Responsible units"),
    "field.deadline": Text("整改时限", "Deadline"),
    "field.status_text": Text("文件中的表述", "In the document's words"),
    "field.document": Text("来源文件", "Document"),
    # How precisely a site is known
    "precision.exact": Text("准确位置", "Exact"),
    "precision.place": Text("已知地点", "Known place"),
    "precision.line": Text("河流或道路沿线", "Along a river or road"),
    "precision.township": Text("仅知到乡镇", "Known to the township"),
    "precision.county": Text("仅知到区县", "Known to the county"),
    "precision.city": Text("仅知到市", "Known to the city"),
    "precision.province": Text("仅知到省", "Known to the province"),
    "precision.unlocated": Text("无法定位", "Not located"),
    "sentence.exact": Text("经实地测量或人工确认的位置{radius}", "Surveyed or confirmed by a person{radius}"),
    "sentence.place": Text("标在{name}的参考点上{radius}", "At the reference point of {name}{radius}"),
    "sentence.line": Text("位于{name}沿线{radius}", "Along {name}{radius}"),
    "sentence.township": Text("位置仅知到乡镇：在{area}范围内{radius}", "Known only to the township: somewhere in {area}{radius}"),
    "sentence.county": Text("位置仅知到县：在{area}范围内{radius}", "Known only to the county: somewhere in {area}{radius}"),
    "sentence.city": Text("位置仅知到市：在{area}范围内{radius}", "Known only to the city: somewhere in {area}{radius}"),
    "sentence.province": Text("位置仅知到省：在{area}范围内{radius}", "Known only to the province: somewhere in {area}{radius}"),
    "sentence.unlocated": Text("无法定位：{reason}", "Not located: {reason}"),
    "sentence.radius": Text("（半径约 {distance}）", " (within about {distance})"),
    "sentence.source": Text("来源：{source}", "Source: {source}"),
    "sentence.no_reason": Text("资料中没有这个地点", "no source knows this place"),
    "unit.km": Text("{n} 公里", "{n} km"),
    "unit.m": Text("{n} 米", "{n} m"),
    # States of the page
    "state.loading": Text("正在读取数据…", "Loading…"),
    "state.failed": Text("数据读取失败，请检查服务是否在运行。", "The data could not be read. Is the service running?"),
    "state.empty": Text(
        "还没有数据。用 zhenggai ingest 读入整改文件后，问题会显示在这里。",
        "Nothing here yet. Read documents with “zhenggai ingest” and their findings appear.",
    ),
    "state.shown": Text("显示 {findings} 个问题，{sites} 处地点", "{findings} findings and {sites} sites shown"),
    "state.printed": Text("打印于 {date}", "Printed {date}"),
}  # fmt: skip


def wording(language: Language) -> dict[str, str]:
    """All words of the page in one language, by their key."""
    return {key: getattr(text, language) for key, text in WORDING.items()}
