"""Make the digests that ship as PDF and DOCX from their Markdown sources.

Usage: python docs/maintainers/digests/make.py (writes both files into corpus/)

1. Parse: a Markdown source becomes a list of blocks (headings, paragraphs, list items).
2. PDF: a front page "i" with title, notice and table of contents, then body pages 1, 2, 3…
   with running header, page labels and an outline of every heading.
3. DOCX: one Word paragraph a block, each under its built-in style, in the source's language.
4. Same source, same bytes: dates are fixed in both files, and in the DOCX's zip entries.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt
from markdown_it import MarkdownIt
from markdown_it.token import Token
from reportlab.lib.colors import HexColor  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import LETTER  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfmetrics import (  # type: ignore[import-untyped]
    registerFont,
    registerFontFamily,
)
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
)
from reportlab.platypus.tableofcontents import TableOfContents  # type: ignore[import-untyped]

SOURCES = Path(__file__).resolve().parent
CORPUS = SOURCES.parents[2] / "corpus"
AUTHOR = "The cmp-search contributors"
DATE = datetime(2026, 11, 22, tzinfo=UTC)

WIDTH, HEIGHT = LETTER
MARGIN = 72
BLUE, GREY = HexColor("#1f3a5f"), HexColor("#6b7280")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words in one type."""

    text: str
    italic: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (h1-h4), a paragraph (p) or a list item (li1, li2), in reading order."""

    kind: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)

    @property
    def markup(self) -> str:
        """The words as reportlab's paragraph markup."""
        parts = (f"<i>{escape(r.text)}</i>" if r.italic else escape(r.text) for r in self.runs)
        return "".join(parts)


# 1. Parse


def parse(source: Path) -> list[Block]:
    """The blocks of a Markdown file."""
    return list(_blocks(MarkdownIt().parse(source.read_text("utf-8"))))


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    heading, depth = "", 0
    for token in tokens:
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "heading_close":
            heading = ""
        elif token.type.startswith("bullet_list"):
            depth += token.nesting
        elif token.type == "inline":
            kind = heading or (f"li{depth}" if depth else "p")
            yield Block(kind, tuple(_runs(token.children or [])))


def _runs(children: list[Token]) -> Iterator[Run]:
    italic = False
    for child in children:
        if child.type in ("em_open", "em_close"):
            italic = child.type == "em_open"
        elif child.content or child.type == "softbreak":
            yield Run(child.content or " ", italic)


# 2. PDF


def _style(font: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    options = {"allowWidows": 0, "allowOrphans": 0} | more
    return ParagraphStyle(font, fontName=font, fontSize=size, leading=leading, **options)


def _heading(size: float, before: float, after: float) -> ParagraphStyle:
    return _style(
        "VeraBd",
        size,
        size * 1.3,
        textColor=BLUE,
        keepWithNext=1,
        spaceBefore=before,
        spaceAfter=after,
    )


def _item(indent: float) -> ParagraphStyle:
    return _style("Vera", 9.5, 14, leftIndent=indent + 12, bulletIndent=indent, spaceAfter=5)


def _styles() -> dict[str, ParagraphStyle]:
    for name in ("Vera", "VeraBd", "VeraIt", "VeraBI"):
        registerFont(TTFont(name, f"{name}.ttf"))
    registerFontFamily("Vera", "Vera", "VeraBd", "VeraIt", "VeraBI")
    return {
        "h1": _heading(20, 60, 18),
        "contents": _heading(12, 30, 8),
        "h2": _heading(15, 20, 7),
        "h3": _heading(11.5, 14, 5),
        "h4": _heading(9.5, 9, 4),
        "p": _style("Vera", 9.5, 14, spaceAfter=7),
        "li1": _item(4),
        "li2": _item(20),
    }


class DigestPdf(BaseDocTemplate):  # type: ignore[misc]
    """A front page "i", then body pages; every heading goes to the outline and the contents."""

    def __init__(self, path: Path, title: str) -> None:
        super().__init__(
            str(path),
            pagesize=LETTER,
            title=title,
            author=AUTHOR,
            lang="en-CA",
            displayDocTitle=True,
            invariant=1,
        )
        frame = (MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN)
        self.addPageTemplates(
            [
                PageTemplate("front", [Frame(*frame)], onPage=self.front_page),
                PageTemplate("body", [Frame(*frame)], onPage=self.body_page),
            ]
        )

    def front_page(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        """Number the pages: the front page i, the pages after it from 1."""
        canvas.addPageLabel(0, "ROMAN_LOWER", 1)
        canvas.addPageLabel(1, "ARABIC", 1)
        self._foot(canvas, "i")

    def body_page(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        """Draw what every page after the first carries."""
        self._foot(canvas, str(self.page - 1))
        canvas.drawString(MARGIN + 6, HEIGHT - 50, self.title)
        canvas.setStrokeColor(GREY)
        canvas.setLineWidth(0.4)
        canvas.line(MARGIN + 6, HEIGHT - 56, WIDTH - MARGIN - 6, HEIGHT - 56)

    def _foot(self, canvas: Canvas, label: str) -> None:
        canvas.setFont("Vera", 8)
        canvas.setFillColor(GREY)
        canvas.drawCentredString(WIDTH / 2, 40, label)

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (reportlab's name)
        """Enter a heading that has just been set into the outline and the contents."""
        level = getattr(flowable, "outline_level", None)
        if level is None:
            return
        text, key = flowable.getPlainText(), flowable.outline_key
        self.canv.addOutlineEntry(text, key, level, closed=False)
        if level:
            self.notify("TOCEntry", (level - 1, text, self.page - 1, key))


def _pdf_block(block: Block, key: str, styles: dict[str, ParagraphStyle]) -> Paragraph:
    bullet = {"li1": "•", "li2": "–"}.get(block.kind)  # noqa: RUF001 (an en dash is meant)
    if not block.kind.startswith("h"):
        return Paragraph(block.markup, styles[block.kind], bulletText=bullet)
    heading = Paragraph(f'<a name="{key}"/>{block.markup}', styles[block.kind])
    heading.outline_level, heading.outline_key = int(block.kind[1]) - 1, key
    return heading


def write_pdf(blocks: list[Block], path: Path) -> None:
    """Write the PDF; the title and the first paragraph stand on the front page."""
    styles = _styles()
    body = [_pdf_block(block, f"b{i}", styles) for i, block in enumerate(blocks)]
    contents = TableOfContents(dotsMinLevel=0)
    contents.levelStyles = [
        _style("VeraBd", 9.5, 14, spaceBefore=7),
        _style("Vera", 9.5, 15, leftIndent=14),
        _style("Vera", 9, 14, leftIndent=28),
    ]
    front = [*body[:2], Paragraph("Contents", styles["contents"]), contents]
    story = [*front, NextPageTemplate("body"), PageBreak(), *body[2:]]
    DigestPdf(path, blocks[0].text).multiBuild(story)


# 3. DOCX

WORD_STYLES = {
    "h1": "Title",
    "h2": "Heading 1",
    "h3": "Heading 2",
    "h4": "Heading 3",
    "p": "Normal",
    "li1": "List Bullet",
    "li2": "List Bullet 2",
}


def _describe(document: DocxDocument, title: str, language: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, AUTHOR, language
    properties.last_modified_by, properties.comments = AUTHOR, ""
    properties.created = properties.modified = DATE
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)


def _furniture(document: DocxDocument, title: str) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = title
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    section.footer.paragraphs[0]._p.append(field)


def write_docx(blocks: list[Block], path: Path, language: str) -> None:
    """Write the DOCX with real heading and list styles."""
    document = Document()
    _describe(document, blocks[0].text, language)
    _furniture(document, blocks[0].text)
    document.styles["Normal"].paragraph_format.space_after = Pt(8)
    for block in blocks:
        paragraph = document.add_paragraph(style=WORD_STYLES[block.kind])
        for run in block.runs:
            paragraph.add_run(run.text).italic = run.italic or None
    buffer = BytesIO()
    document.save(buffer)
    path.write_bytes(_fixed_dates(buffer))


# 4. Same source, same bytes


def _fixed_dates(package: BytesIO) -> bytes:
    """The zip with every entry dated 1 January 1980."""
    out = BytesIO()
    with ZipFile(package) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = ZipInfo(name)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            new.writestr(entry, old.read(name))
    return out.getvalue()


def main() -> None:
    """Write both digests."""
    CORPUS.mkdir(exist_ok=True)
    write_pdf(parse(SOURCES / "jap-2010.en.md"), CORPUS / "jap-2010-digest.en.pdf")
    write_docx(parse(SOURCES / "jap-2010.fr.md"), CORPUS / "jap-2010-digest.fr.docx", "fr-CA")


if __name__ == "__main__":
    main()
