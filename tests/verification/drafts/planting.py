"""Drafts with quotations planted in them, written in every format."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from hypothesis import strategies as st

from tests.readers import docx_making as word

MARKS = [
    ("“", "”"),
    ("«\u00a0", "\u00a0»"),
    ("« ", " »"),
    ("«", "»"),
    ("«\u202f", "\u202f»"),
    ("‹", "›"),
    ("‘", "’"),
    ('"', '"'),
    ("'", "'"),
    ("„", "“"),
]
_WORDS = st.sampled_from(
    "l’accord d'État Mexico's coopération desarrollo 5 2,5 p. vise Œuvre æther trabajadores' A&B"
    " (c) [la] the-more and y a — naïve ﬁn".split(" ")
)
_INNER = st.sampled_from(["", "", "", " “so called” plan", " « dit » là", " ‘so’ x", ' "plan" B'])


def _safe(marks: tuple[str, str], inner: str) -> str:
    """What a quotation of other marks quotes within itself."""
    families = ['“”"„', "«»", "‹›", "‘’'"]
    mine = next(family for family in families if marks[0][0] in family)
    return "" if any(sign in inner for sign in mine) else inner


@dataclass(frozen=True)
class Planted:
    """A paragraph around a quotation; `note` is the words of its footnote, none if empty."""

    before: str
    marks: tuple[str, str]
    quotation: str
    stop: str
    note: str
    style: str

    @property
    def opening(self) -> str:
        return "" if self.style == "set" else f"{self.before} {self.marks[0]}"

    @property
    def closing(self) -> str:
        return "" if self.style == "set" else self.marks[1]


@st.composite
def planted(draw: st.DrawFn) -> Planted:
    marks = draw(st.sampled_from(MARKS))
    words = draw(st.lists(_WORDS, min_size=3, max_size=9))
    quotation = f"aa {' '.join(words)}{_safe(marks, draw(_INNER))} zz"
    if marks[0][0] in "‘'":
        quotation = quotation.replace("trabajadores'", "trabajadores")
    return Planted(
        before=draw(st.sampled_from(["It says", "L’accord (2019) dit :", "Según el ’90 texto,"])),
        marks=marks,
        quotation=quotation,
        stop=draw(st.sampled_from(["", ".", ", it says.", " (sic)."])),
        note=draw(st.sampled_from(["", "Report 2019, p. 3.", "Rapport, à la p. 4."])),
        style=draw(st.sampled_from(["plain", "plain", "set", "table"])),
    )


drafts = st.lists(planted(), min_size=1, max_size=6)


def as_text(draft: list[Planted]) -> bytes:
    parts, notes = ["Note"], list[str]()
    for one in draft:
        mark = ""
        if one.note:
            notes.append(f"[{len(notes) + 1}] {one.note}")
            mark = f"[{len(notes)}]"
        beginning = "    " if one.style == "set" else ""
        stop = "" if one.style == "set" else one.stop
        parts.append(f"{beginning}{one.opening}{one.quotation}{one.closing}{stop}{mark}")
    return "\n\n".join([*parts, "Notes", *notes]).encode()


def as_markdown(draft: list[Planted]) -> bytes:
    parts, notes = ["# Note"], list[str]()
    for one in draft:
        mark = ""
        if one.note:
            notes.append(f"[^{len(notes) + 1}]: {one.note}")
            mark = f"[^{len(notes)}]"
        stop = "" if one.style == "set" else one.stop
        words = re.sub(r"([\[\]&])", r"\\\1", f"{one.opening}{one.quotation}{one.closing}{stop}")
        match one.style:
            case "set":
                parts.append(f"> {words}{mark}")
            case "table":
                parts.append(f"| What |\n|---|\n| {words}{mark} |")
            case _:
                parts.append(words + mark)
    return "\n\n".join([*parts, *notes]).encode()


def as_html(draft: list[Planted]) -> bytes:
    parts, notes = ["<h1>Note</h1>"], list[str]()
    for one in draft:
        mark = ""
        if one.note:
            n = len(notes) + 1
            notes.append(f'<p id="fn{n}"><a href="#r{n}">{n}</a> {escape(one.note)}</p>')
            mark = f'<sup><a id="r{n}" href="#fn{n}">{n}</a></sup>'
        stop = "" if one.style == "set" else one.stop
        words = escape(f"{one.opening}{one.quotation}{one.closing}{stop}") + mark
        match one.style:
            case "set":
                parts.append(f"<blockquote>{words}</blockquote>")
            case "table":
                parts.append(f"<table><tr><th>What</th></tr><tr><td>{words}</td></tr></table>")
            case _:
                parts.append(f"<p>{words}</p>")
    return "\n".join(["<!doctype html><meta charset=utf-8>", *parts, *notes]).encode()


def as_docx(draft: list[Planted]) -> bytes:
    document = word.new()
    document.add_heading("Note", 1)
    notes: list[str] = []
    for one in draft:
        match one.style:
            case "set":
                paragraph = document.add_paragraph(style="Quote")
            case "table":
                paragraph = document.add_table(1, 1).rows[0].cells[0].paragraphs[0]
            case _:
                paragraph = document.add_paragraph()
        stop = "" if one.style == "set" else one.stop
        words = f"{one.opening}{one.quotation}{one.closing}{stop}"
        for run in (words[: len(words) // 2], words[len(words) // 2 :]):
            paragraph.add_run(run)
        if one.note:
            notes.append(one.note)
            word.refer(paragraph, len(notes))
    if notes:
        word.add_footnotes(document, *map(escape, notes))
    return word.saved(document)


WRITERS: dict[str, Callable[[list[Planted]], bytes]] = {
    ".docx": as_docx,
    ".md": as_markdown,
    ".html": as_html,
    ".txt": as_text,
}
