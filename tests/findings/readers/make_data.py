"""Make the binary fixtures in `data` with LibreOffice; run by hand when one has to change.

    .venv/bin/python -m tests.findings.readers.make_data

Every text is invented. `everything` is one document in the legacy formats, to be read as the docx it was made from;
`letter.pdf` has page headers, page numbers and a ruled table over a page break; `locked.pdf` needs a password.
"""

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from tests.findings.readers.make import (
    DATA,
    cell,
    definition,
    docx,
    level,
    numbered,
    paragraph,
    row,
    run,
    table,
    use,
)

INVENTED = "示例文件，内容虚构"
PROBLEM = (
    "示例县示例镇某加工点未建设污水处理设施，生产废水经渗坑排放，群众多次反映，当地部门虽有检查，但整改措施落实不到位，"
    "问题长期没有解决。督察组现场检查时，渗坑内积水发黑发臭，周边土壤受到影响，2021年以来先后接到举报12起。"
)


def everything() -> bytes:
    official = definition(
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCountingThousand", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "decimal", "（%4）"),
        level(4, "decimalEnclosedCircle", "%5"),
    )
    restart = '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = "".join(
        numbered(text, at)
        for text, at in [("大气", 0), ("工业", 1), ("甲厂。", 2), ("措施", 3), ("措施", 3), ("2019年来，乙厂。", 2), ("措施", 3),
                         ("其一", 4), ("其二", 4), ("水", 0), ("丙厂。", 2)]
    )  # fmt: skip
    tracked = (
        run("修订：")
        + '<w:ins w:id="1" w:author="a" w:date="2020-01-01T00:00:00Z">' + run("新增") + "</w:ins>"
        + '<w:del w:id="2" w:author="a" w:date="2020-01-01T00:00:00Z"><w:r><w:delText>删除</w:delText></w:r></w:del>'
        + run("隐藏", "<w:vanish/>") + "<w:r><w:t>尾</w:t><w:br/><w:t>换行</w:t><w:tab/><w:t>制表</w:t></w:r>"
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    )  # fmt: skip
    rows = table(
        row(cell("序号"), cell("问题"), cell("措施")),
        row(cell("1", properties='<w:vMerge w:val="restart"/>'), cell("问题甲"), cell("（1）甲", "（2）乙")),
        row(cell(properties="<w:vMerge/>"), cell("横并", properties='<w:gridSpan w:val="2"/>')),
    ).replace("<w:tblGrid/>", "<w:tblGrid>" + '<w:gridCol w:w="2000"/>' * 3 + "</w:tblGrid>")
    notes = (
        '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2">'
        "<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>脚注文字</w:t></w:r></w:p></w:footnote>"
    )
    body = paragraph(INVENTED) + paragraph() + numbers + numbered("重新编号", 2, 2)
    body += paragraph(inner=tracked) + rows + paragraph("表后")
    return docx(body, numbering=official + use(1) + use(2, override=restart), footnotes=notes)


def ledger(target: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "整改台账"
    lines: list[list[str | float | None]] = [
        [INVENTED],
        ["序号", "问题", "措施", "时限", "完成率"],
        [1, "问题|甲", "（1）甲\n（2）乙", 44834, 0.85],
        [None, None, "（3）丙", 44896, 1],
        [],
        [2, "问题乙", None, "2023年底", 12.5],
    ]
    for line in lines:
        sheet.append(line)
    for merged in ("A1:E1", "A3:A4", "B3:B4"):
        sheet.merge_cells(merged)
    for place, code in {"D3": 'yyyy"年"m"月"d"日"', "D4": 'yyyy"年"m"月"', "E3": "0%", "E6": '0.00"亩"'}.items():
        sheet[place].number_format = code
    book.create_sheet("第二张")["C2"] = "甲、乙"
    hidden = book.create_sheet("字典")
    hidden["A1"] = "隐藏的表"
    hidden.sheet_state = "hidden"
    book.save(target)


def letter() -> str:
    """A flat OpenDocument text of several pages."""
    space = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in {"office": "office", "style": "style", "text": "text", "table": "table"}.items()
    )
    fo = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    paragraphs = "".join(
        f'<text:p text:style-name="B">{number}.{PROBLEM * (1 + number % 3)}</text:p>'
        '<text:p text:style-name="B">责任单位：示例县生态环境局</text:p>'
        f'<text:p text:style-name="B">整改时限：2022年{number}月底前</text:p>'
        for number in range(1, 10)
    )

    def cells(*texts: str) -> str:
        return "".join(
            f'<table:table-cell table:style-name="C"><text:p>{text}</text:p></table:table-cell>' for text in texts
        )

    body_rows = "".join(
        f"<table:table-row>{cells(str(number), PROBLEM, f'示例单位{number}')}</table:table-row>"
        for number in range(1, 12)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {space} {fo} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name-asian="Noto Sans CJK SC"
 style:font-size-asian="14pt" fo:font-size="14pt"/></style:default-style></office:styles>
<office:automatic-styles>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin="2.5cm"/><style:header-style/><style:footer-style/></style:page-layout>
<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-indent="28pt"
 fo:text-align="justify"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"
 fo:padding="0.1cm"/></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P">
<style:header><text:p>示例县整改方案（虚构）</text:p></style:header>
<style:footer><text:p>— <text:page-number/> —</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text><text:p>{INVENTED}</text:p>{paragraphs}
<table:table><table:table-column table:number-columns-repeated="3"/>
<table:table-header-rows><table:table-row>{cells("序号", "问题", "责任单位")}</table:table-row>
</table:table-header-rows>{body_rows}</table:table><text:p>表后</text:p></office:text></office:body></office:document>"""


def convert(source: Path, target_format: str, folder: Path) -> Path:
    (converted,) = convert_all([source], target_format, folder)
    return converted


def convert_all(sources: Sequence[Path], target_format: str, folder: Path, source_filter: str = "") -> list[Path]:
    """The files in another format, by one LibreOffice; a profile of its own lets several run at once."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    if source_filter:
        command.append(f"--infilter={source_filter}")
    command += ["--convert-to", target_format, "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True)
    suffix = target_format.partition(":")[0]
    return [folder / f"{source.stem}.{suffix}" for source in sources]


def main() -> None:
    DATA.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "everything.docx"
        source.write_bytes(everything())
        for kind in ("doc", "rtf"):
            convert(source, kind, folder).replace(DATA / f"everything.{kind}")
        book = folder / "ledger.xlsx"
        ledger(book)
        convert(book, "xls", folder).replace(DATA / "ledger.xls")
        book.replace(DATA / "ledger.xlsx")
        page = folder / "letter.fodt"
        page.write_text(letter(), encoding="utf-8")
        convert(page, "pdf", folder).replace(DATA / "letter.pdf")
        locked = folder / "locked.fodt"
        locked.write_text(letter().replace(PROBLEM, ""), encoding="utf-8")
        password = '"DocumentOpenPassword":{"type":"string","value":"x"}'
        options = f'{{"EncryptFile":{{"type":"boolean","value":"true"}},{password}}}'
        convert(locked, f"pdf:writer_pdf_Export:{options}", folder).replace(DATA / "locked.pdf")


if __name__ == "__main__":
    main()
