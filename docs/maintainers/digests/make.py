"""Make the digests that ship as PDF and DOCX from their Markdown sources.

Usage: python docs/maintainers/digests/make.py (writes both files into corpus/)

1. Parse: a Markdown source becomes blocks (headings, paragraphs, list items).
2. PDF: a front page "i" with title, notice and table of contents, then body pages 1, 2, 3…
   with a running header, page labels and an outline of every heading.
3. DOCX: one Word paragraph a block, under its built-in style, in the language of the source.
4. Same source, same bytes: dates are fixed in both files and in the zip entries of the DOCX.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt
from docx.styles.style import ParagraphStyle as WordStyle
from markdown_it import MarkdownIt
from markdown_it.token import Token
from reportlab import platypus
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.tableofcontents import TableOfContents

SOURCES = Path(__file__).resolve().parent
CORPUS = SOURCES.parents[2] / "corpus"
AUTHOR = "The cmp-search contributors"
DATE = datetime(2026, 11, 22, tzinfo=UTC)
WIDTH, HEIGHT = LETTER
MARGIN = 72
BLUE, GREY = HexColor("#1f3a5f"), HexColor("#6b7280")
WORD_STYLES = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}
WORD_STYLES |= {"p": "Normal", "li1": "List Bullet", "li2": "List Bullet 2"}


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (h1-h4), a paragraph (p) or a list item (li1, li2): runs of (text, italic)."""

    kind: str
    runs: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(text for text, _ in self.runs)


# 1. Parse


def parse(source: Path) -> Iterator[Block]:
    """The blocks of a Markdown file, in reading order."""
    heading, depth = "", 0
    for token in MarkdownIt().parse(source.read_text("utf-8")):
        if token.type.startswith("heading"):
            heading = token.tag if token.nesting > 0 else ""
        elif token.type.startswith("bullet_list"):
            depth += token.nesting
        elif token.type == "inline":
            kind = heading or (f"li{depth}" if depth else "p")
            yield Block(kind, tuple(_runs(token.children or [])))


def _runs(children: list[Token]) -> Iterator[tuple[str, bool]]:
    italic = False
    for child in children:
        if child.type in ("em_open", "em_close"):
            italic = child.nesting > 0
        elif child.content:
            yield child.content, italic


# 2. PDF


def _style(size: float, leading: float, font: str = "Vera", **more: object) -> ParagraphStyle:
    options = {"allowWidows": 0, "allowOrphans": 0} | more
    return ParagraphStyle(font, fontName=font, fontSize=size, leading=leading, **options)


def _heading(size: float, before: float, after: float) -> ParagraphStyle:
    space = {"spaceBefore": before, "spaceAfter": after}
    return _style(size, size * 1.3, "VeraBd", textColor=BLUE, keepWithNext=1, **space)


def _item(indent: float) -> ParagraphStyle:
    return _style(9.5, 14, leftIndent=indent + 12, bulletIndent=indent, spaceAfter=4)


def _styles() -> dict[str, ParagraphStyle]:
    fonts = ("Vera", "VeraBd", "VeraIt", "VeraBI")
    for name in fonts:
        pdfmetrics.registerFont(ttfonts.TTFont(name, f"{name}.ttf"))
    pdfmetrics.registerFontFamily("Vera", *fonts)
    headings = {"h2": _heading(15, 18, 7), "h3": _heading(11.5, 13, 5), "h4": _heading(9.5, 8, 4)}
    front = {"h1": _heading(20, 0, 18), "contents": _heading(12, 30, 8)}
    return (
        front | headings | {"p": _style(9.5, 14, spaceAfter=7), "li1": _item(4), "li2": _item(20)}
    )


class DigestPdf(platypus.BaseDocTemplate):  # type: ignore[misc]
    """A front page "i", then body pages; every heading goes to the outline and the contents."""

    def __init__(self, path: Path, title: str) -> None:
        info = {"title": title, "author": AUTHOR, "subject": "Digest", "creator": "make.py"}
        show = {"pagesize": LETTER, "lang": "en-CA", "displayDocTitle": True}
        super().__init__(str(path), invariant=1, **info, **show)
        box = (MARGIN - 6, MARGIN - 8, WIDTH - 2 * MARGIN + 12, HEIGHT - 2 * MARGIN + 12)
        for name, draw in (("front", self.draw_front), ("body", self.draw_body)):
            self.addPageTemplates(platypus.PageTemplate(name, [platypus.Frame(*box)], onPage=draw))

    def draw_front(self, canvas: Canvas, _: platypus.BaseDocTemplate) -> None:
        """Number the pages: the front page i, the pages after it from 1."""
        canvas.addPageLabel(0, "ROMAN_LOWER", 1)
        canvas.addPageLabel(1, "ARABIC", 1)
        self._draw_foot(canvas, "i")

    def draw_body(self, canvas: Canvas, _: platypus.BaseDocTemplate) -> None:
        """Draw the header and the number of a page after the first."""
        self._draw_foot(canvas, str(self.page - 1))
        canvas.drawString(MARGIN, HEIGHT - 48, self.title)
        canvas.setStrokeColor(GREY)
        canvas.setLineWidth(0.4)
        canvas.line(MARGIN, HEIGHT - 54, WIDTH - MARGIN, HEIGHT - 54)

    def _draw_foot(self, canvas: Canvas, label: str) -> None:
        canvas.setFont("Vera", 8)
        canvas.setFillColor(GREY)
        canvas.drawCentredString(WIDTH / 2, 40, label)

    def afterFlowable(self, flowable: platypus.Flowable) -> None:
        """Enter a heading that has just been set into the outline and the contents."""
        if not hasattr(flowable, "outline"):
            return
        level, key = flowable.outline
        self.canv.addOutlineEntry(flowable.getPlainText(), key, level, closed=False)
        if level:
            self.notify("TOCEntry", (level - 1, flowable.getPlainText(), self.page - 1, key))


def _flowable(block: Block, key: str, style: ParagraphStyle) -> platypus.Paragraph:
    markup = "".join(f"<i>{escape(t)}</i>" if italic else escape(t) for t, italic in block.runs)
    if not block.kind.startswith("h"):
        bullet = {"li1": "\N{BULLET}", "li2": "\N{EN DASH}"}.get(block.kind)
        return platypus.Paragraph(markup, style, bulletText=bullet)
    heading = platypus.Paragraph(f'<a name="{key}"/>{markup}', style)
    heading.outline = (int(block.kind[1]) - 1, key)
    return heading


def write_pdf(blocks: list[Block], path: Path) -> None:
    """Write the PDF; the title and the first paragraph stand on the front page."""
    styles = _styles()
    body = [_flowable(block, f"b{i}", styles[block.kind]) for i, block in enumerate(blocks)]
    table = TableOfContents(dotsMinLevel=0)
    lines = (_style(9.5, 15, leftIndent=14), _style(9.5, 15, leftIndent=28))
    table.levelStyles = [_style(9.5, 15, "VeraBd", spaceBefore=7), *lines]
    contents = [platypus.Paragraph("Contents", styles["contents"]), table]
    turn = [platypus.NextPageTemplate("body"), platypus.PageBreak()]
    DigestPdf(path, blocks[0].text).multiBuild([*body[:2], *contents, *turn, *body[2:]])


# 3. DOCX


def _describe(document: Document, title: str, language: str) -> None:
    about = document.core_properties
    about.title, about.language, about.comments = title, language, ""
    about.author = about.last_modified_by = AUTHOR
    about.created = about.modified = DATE
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)


def _lay_out(document: Document, title: str) -> None:
    for tight in list(document.styles.element.iter(qn("w:contextualSpacing"))):
        tight.getparent().remove(tight)
    heads = (("Title", 24, 14), ("Heading 1", 15, 6), ("Heading 2", 13, 4), ("Heading 3", 11, 3))
    for name, size, after in (*heads, ("List Bullet", 11, 5), ("List Bullet 2", 11, 5)):
        style = document.styles[name]
        assert isinstance(style, WordStyle)
        style.font.size, style.paragraph_format.space_after = Pt(size), Pt(after)
    section, number = document.sections[0], OxmlElement("w:fldSimple")
    section.header.paragraphs[0].text = title
    number.set(qn("w:instr"), "PAGE")
    section.footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    section.footer.paragraphs[0]._p.append(number)


def write_docx(blocks: list[Block], path: Path, language: str) -> None:
    """Write the DOCX with real heading and list styles."""
    document, package = docx.Document(), BytesIO()
    _describe(document, blocks[0].text, language)
    _lay_out(document, blocks[0].text)
    for block in blocks:
        paragraph = document.add_paragraph(style=WORD_STYLES[block.kind])
        for text, italic in block.runs:
            paragraph.add_run(text).italic = italic or None
    document.save(package)
    path.write_bytes(_fixed(package))


# 4. Same source, same bytes


def _fixed(package: BytesIO) -> bytes:
    fixed = BytesIO()
    with ZipFile(package) as old, ZipFile(fixed, "w") as new:
        for name in old.namelist():
            entry = ZipInfo(name)  # dated 1 January 1980
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            new.writestr(entry, old.read(name))
    return fixed.getvalue()


if __name__ == "__main__":
    write_pdf(list(parse(SOURCES / "jap-2010.en.md")), CORPUS / "jap-2010-digest.en.pdf")
    write_docx(list(parse(SOURCES / "jap-2010.fr.md")), CORPUS / "jap-2010-digest.fr.docx", "fr-CA")
