"""The statute as a file of each format."""

from collections.abc import Callable
from html import escape
from typing import Final

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Inches
from reportlab.pdfbase.pdfmetrics import stringWidth

from . import docx_making
from .pdf_making import BOLD, LEFT, PLAIN, TOP, Drawn, lines, pdf
from .statutes import Part, Statute


def as_text(statute: Statute) -> bytes:
    """Plain text."""
    found = [statute.title, statute.front, statute.contents]
    found += [f"{entry} {'.' * 20} {page}" for entry, page in statute.entries]
    for part in statute.parts:
        mark, note = (" [1]", [f"[1] {statute.note}"]) if part is statute.noted else ("", [])
        text = [f"{part.text}{mark}"] if part.text else []
        found += [f"{part.heading} {text[0]}"] if part.runs_in else [part.heading, *text]
        found += note
    return "\n\n".join(found).encode()


def as_markdown(statute: Statute) -> bytes:
    """Markdown."""
    found = [f"# {statute.title}", statute.front, f"## {statute.contents}"]
    found.append("\n".join(f"- [{entry}](#part-{page})" for entry, page in statute.entries))
    for part in statute.parts:
        text = f"{part.text}{'[^1]' if part is statute.noted else ''}"
        head = f"{'#' * (part.level + 1)} {part.heading}"
        found += [f"**{part.heading}** {text}"] if part.runs_in else [head, text]
    return "\n\n".join([*filter(None, found), f"[^1]: {statute.note}"]).encode()


def as_html(statute: Statute) -> bytes:
    """A web page."""
    entries = "".join(
        f'<li><a href="#part-{page}">{escape(entry)}</a></li>' for entry, page in statute.entries
    )
    found = [f"<h2>{statute.contents}</h2><ul>{entries}</ul>"]
    pages = dict(statute.entries)
    reference = '<sup><a href="#note" id="back">1</a></sup>'
    for part in statute.parts:
        text = f"{escape(part.text)}{reference if part is statute.noted else ''}"
        anchor = f' id="part-{pages[part.heading]}"' if part.level == 1 else ""
        head = f"<h{part.level + 1}{anchor}>{escape(part.heading)}</h{part.level + 1}>"
        paragraph = f"<p>{text}</p>" if text else ""
        run_in = f"<p><b>{part.heading}</b> {text}</p>"
        found.append(run_in if part.runs_in else f"{head}{paragraph}")
        if part is statute.noted:
            found.append(f'<p id="note"><a href="#back">1</a> {escape(statute.note)}</p>')
    return (
        f'<!DOCTYPE html><html lang="{statute.language}"><head><meta charset="utf-8">'
        f"<title>x</title></head><body><main><h1>{statute.title}</h1><p>{statute.front}</p>"
        f"{''.join(found)}</main></body></html>"
    ).encode()


def as_docx(statute: Statute) -> bytes:
    """A Word document."""
    document = docx_making.new()
    document.core_properties.language = statute.language
    docx_making.add_style(document, "toc 1")
    docx_making.add_footnotes(document, f" {statute.note}")
    document.add_paragraph(statute.title, "Title")
    document.add_paragraph(statute.front)
    document.add_paragraph().add_run(statute.contents).bold = True
    for entry, page in statute.entries:
        listed = document.add_paragraph(f"{entry}\t{page}", "toc 1")
        stops = listed.paragraph_format.tab_stops
        stops.add_tab_stop(Inches(6), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    for part in statute.parts:
        if not part.runs_in:
            heading = document.add_heading(part.heading, part.level)
            heading.paragraph_format.page_break_before = part.level == 1
        if part.text:
            paragraph = document.add_paragraph()
            if part.runs_in:
                paragraph.add_run(f"{part.heading} ").bold = True
            paragraph.add_run(part.text)
            if part is statute.noted:
                docx_making.refer(paragraph, 1)
    return docx_making.saved(document)


SIZES = (17.0, 14.5, 12.5, 11.0)
"""The type of the headings of each level in the PDF."""


def as_pdf(statute: Statute) -> bytes:
    """A PDF, each chapter on pages of its own."""
    pages = [_title_page(statute)]
    y = 0.0
    for part in statute.parts:
        if part.level == 1:
            pages.append([])
            y = TOP
        drawn = _drawn(part, y)
        pages[-1] += drawn
        y = drawn[-1].y - 28
        if part is statute.noted:
            end = drawn[-1].x + stringWidth(drawn[-1].text, PLAIN, 10)
            pages[-1].append(Drawn("1", drawn[-1].y + 4, x=end, size=6))
            pages[-1].append(Drawn("1", 83, size=5))
            pages[-1].append(Drawn(statute.note, 80, x=LEFT + 6, size=8))
    return pdf(*pages, language=statute.language)


def _title_page(statute: Statute) -> list[Drawn]:
    drawn = [Drawn(statute.title, TOP, size=24, font=BOLD), *lines(statute.front, TOP - 40)]
    drawn.append(Drawn(statute.contents, TOP - 90, size=SIZES[0], font=BOLD))
    for i, (entry, page) in enumerate(statute.entries):
        drawn.append(Drawn(f"{entry} {'.' * 40} {page}", TOP - 120 - 16 * i))
    return drawn


def _drawn(part: Part, y: float) -> list[Drawn]:
    """A heading and its text, or both on one line."""
    if part.runs_in:
        head = Drawn(part.heading, y, font=BOLD)
        return [head, Drawn(part.text, y, x=LEFT + 4 + stringWidth(part.heading, BOLD, 10))]
    head = Drawn(part.heading, y, size=SIZES[part.level - 1], font=BOLD)
    return [head, *(lines(part.text, y - 24) if part.text else [])]


WRITERS: Final[dict[str, Callable[[Statute], bytes]]] = {
    ".txt": as_text,
    ".md": as_markdown,
    ".html": as_html,
    ".docx": as_docx,
    ".pdf": as_pdf,
}
