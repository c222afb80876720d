"""Word files written part by part, as Word writes them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
SPACED = '<w:spacing w:after="160"/>'


def p(*runs: str, properties: str = "") -> str:
    """A paragraph; what is no markup yet becomes a run."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def note(key: int, kind: str = "footnote") -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{key}"/></w:r>'


def field(code: str, *result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{''.join(result)}{mark('end')}"
    )


def table(*rows: tuple[str, ...], ruled: bool = False) -> str:
    borders = '<w:tblBorders><w:insideH w:val="single"/></w:tblBorders>' if ruled else ""
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{''.join(map(p, cell.split('|')))}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr>{cells}</w:tbl>"


def docx(
    *body: str,
    footnotes: dict[int, str] | None = None,
    endnotes: dict[int, str] | None = None,
    links: dict[str, str] | None = None,
    heads: dict[str, str] | None = None,
    feet: dict[str, str] | None = None,
    is_first_other: bool = False,
    styles: str = "",
    numbering: str = "",
    parts: dict[str, bytes] | None = None,
) -> bytes:
    """The file. `heads` and `feet` by kind (default, first): paragraphs."""
    relations = [(key, "hyperlink", target, ' TargetMode="External"') for key, target in (links or {}).items()]
    files: dict[str, str] = {}
    section = ""
    for what, stories in (("header", heads or {}), ("footer", feet or {})):
        for kind, inner in stories.items():
            name = f"{what}-{kind}.xml"
            files[f"word/{name}"] = f"<w:hdr {NAMES}>{inner}</w:hdr>"
            relations.append((f"{what}{kind}", what, name, ""))
            section += f'<w:{what}Reference w:type="{kind}" r:id="{what}{kind}"/>'
    if is_first_other:
        section += "<w:titlePg/>"
    for kind, notes in (("footnote", footnotes or {}), ("endnote", endnotes or {})):
        if notes:
            inner = "".join(f'<w:{kind} w:id="{key}">{text}</w:{kind}>' for key, text in notes.items())
            separator = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
            files[f"word/{kind}s.xml"] = f"<w:{kind}s {NAMES}>{separator}{inner}</w:{kind}s>"
            relations.append((f"{kind}s", f"{kind}s", f"{kind}s.xml", ""))
    for name, inner in (("styles", styles), ("numbering", numbering)):
        if inner:
            files[f"word/{name}.xml"] = f"<w:{name} {NAMES}>{inner}</w:{name}>"
            relations.append((name, name, f"{name}.xml", ""))
    files["word/document.xml"] = (
        f"<w:document {NAMES}><w:body>{''.join(body)}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
    )
    files["[Content_Types].xml"] = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    files["_rels/.rels"] = _relations([("d", "officeDocument", "word/document.xml", "")])
    files["word/_rels/document.xml.rels"] = _relations(relations)
    if links and (footnotes or endnotes):
        for kind in ("footnotes", "endnotes"):
            files[f"word/_rels/{kind}.xml.rels"] = _relations([one for one in relations if one[1] == "hyperlink"])
    return zipped({name: text.encode() for name, text in files.items()} | (parts or {}))


def _relations(relations: list[tuple[str, str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"{more}/>' for key, kind, target, more in relations
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def zipped(files: dict[str, bytes]) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()
