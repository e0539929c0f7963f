"""Small files of each format, built from what a test puts on show. Every text is invented."""

import io
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

from findings.readers import read_bytes

DATA = Path(__file__).parent / "data"

_OFFICE = "http://schemas.openxmlformats.org"
_NAMESPACES = (
    f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/officeDocument/2006/relationships" '
    f'xmlns:mc="{_OFFICE}/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
    f'wordprocessingShape" xmlns:wp="{_OFFICE}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{_OFFICE}/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def text_of(name: str, data: bytes) -> str:
    """The text of a file that holds one document."""
    (extracted,) = read_bytes(name, data)
    return extracted.text


def zipped(members: Mapping[str, bytes | str], *, compressed: bool = True) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _relations(targets: Mapping[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/officeDocument/2006/relationships/{kind.rstrip("0123456789")}" '
        f'Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">{entries}</Relationships>'


def docx(body: str, **parts: str) -> bytes:
    """A Word file from the XML of its body; `numbering`, `styles`, `footnotes` and `endnotes` are further parts."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{word}.{kind}+xml"/>'
        for name, kind in {"document": "document.main", **dict(zip(parts, parts, strict=True))}.items()
    )
    members = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>'
        ),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in parts}),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    members |= {f"word/{name}.xml": f"<w:{name} {_NAMESPACES}>{inner}</w:{name}>" for name, inner in parts.items()}
    return zipped(members)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str = "", *, properties: str = "", inner: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{inner}</w:p>"


def numbered(text: str, level: int = 0, num_id: int = 1) -> str:
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'
    return paragraph(text, properties=numbering)


def level(at: int, number_format: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(*levels: str, identifier: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{identifier}">{"".join(levels)}</w:abstractNum>'


def use(num_id: int, definition: int = 0, override: str = "") -> str:
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>'


def cell(*lines: str, properties: str = "", inner: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}{''.join(map(paragraph, lines or ('',)))}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(rows) + "</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def xlsx(
    sheets: Mapping[str, str], *, strings: str = "", styles: str = "", hidden: frozenset[str] = frozenset()
) -> bytes:
    """A workbook from the XML of each sheet's inside (sheetData, mergeCells)."""
    space = f'xmlns="{_OFFICE}/spreadsheetml/2006/main" xmlns:r="{_OFFICE}/officeDocument/2006/relationships"'
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="worksheet{at}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""}/>'
        for at, name in enumerate(sheets, start=1)
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_OFFICE}/package/2006/content-types"/>',
        "_rels/.rels": _relations({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": f"<workbook {space}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            {f"worksheet{at}": f"worksheets/sheet{at}.xml" for at in range(1, len(sheets) + 1)}
            | {"sharedStrings": "sharedStrings.xml", "styles": "/xl/styles.xml"}
        ),
        "xl/sharedStrings.xml": f"<sst {space}>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet {space}>{styles}</styleSheet>",
    }
    for at, inner in enumerate(sheets.values(), start=1):
        members[f"xl/worksheets/sheet{at}.xml"] = f"<worksheet {space}>{inner}</worksheet>"
    return zipped(members)


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def number(reference: str, value: float, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def ofd(*pages: str) -> bytes:
    """An OFD from the XML of each page's content."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    members = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": (
            f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            f"</ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        ),
    }
    for at, inner in enumerate(pages):
        members[f"Doc_0/Pages/Page_{at}/Content.xml"] = (
            f"<ofd:Page {space}><ofd:Content><ofd:Layer>{inner}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return zipped(members)


def ofd_text(text: str, x_mm: float, y_mm: float, size_mm: float = 5) -> str:
    return (
        f'<ofd:TextObject Boundary="{x_mm} {y_mm} {size_mm * len(text)} {size_mm}" Size="{size_mm}">'
        f'<ofd:TextCode X="0" Y="{size_mm}" DeltaX="g {max(1, len(text) - 1)} {size_mm}">{escape(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def ofd_rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {x1 - x0} {y1 - y0}"><ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )
