"""A small statute in three languages, in every format: what all readers must make the same of.

It has what statutes have: a sentence on the title page, a table of contents with page numbers, a
foreword, chapters, articles that run in with their text or have a name, a note at the foot of a
page, and an annex with dotted numbers. No paragraph holds a digit, so that the only one is that of
the note.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Final

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Inches
from reportlab.pdfbase.pdfmetrics import stringWidth

from cmp_search.readers.extract import Extract

from . import docx_making
from .looking import tree, words
from .pdf_making import BOLD, LEFT, PLAIN, TOP, Drawn, lines, pdf

Tree = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Part:
    """A heading with the text below it; an article's text may stand on the line of its heading."""

    level: int
    heading: str
    text: str = ""
    runs_in: bool = False


@dataclass(frozen=True)
class Statute:
    """The words of one language; the last part of the first chapter has the note."""

    language: str
    title: str
    front: str
    contents: str
    parts: tuple[Part, ...]
    note: str

    @property
    def noted(self) -> Part:
        """The part whose text refers to the note."""
        second = [i for i, part in enumerate(self.parts) if part.level == 1][2]
        return self.parts[second - 1]

    @property
    def entries(self) -> list[tuple[str, int]]:
        """The entries of the table of contents, each with its page."""
        outer = [part.heading for part in self.parts if part.level == 1]
        return [(heading, page) for page, heading in enumerate(outer, 2)]

    @property
    def tree(self) -> Tree:
        """Each section's path and words, without the note."""
        found: Tree = [("", words(self.front))]
        path: list[str] = []
        for part in self.parts:
            path = [*path[: part.level - 1], bare(part.heading)]
            found.append((" › ".join(path), words(part.text)))
        return found

    @property
    def noted_path(self) -> str:
        """The path of the section that refers to the note."""
        (path,) = [path for path, _ in self.tree if path.endswith(bare(self.noted.heading))]
        return path


def bare(heading: str) -> str:
    """A heading without the marks that set it off from what follows."""
    return heading.rstrip(" .-–—")


def tree_without_note(extract: Extract, statute: Statute) -> Tree:
    """The tree that was read, without the words and marks of the note."""
    note = " ".join(words(statute.note))
    return [
        (path, " ".join(body).replace(note, "").split()) for path, body in _without_digits(extract)
    ]


def section_of_note(extract: Extract, statute: Statute) -> str:
    """The path of the section that has the words of the note."""
    note = " ".join(words(statute.note))
    (path,) = [path for path, body in _without_digits(extract) if note in " ".join(body)]
    return path


def _without_digits(extract: Extract) -> Tree:
    return [
        (
            " › ".join(map(bare, path.split(" › "))),
            [word for word in body if not word.isdigit()],
        )
        for path, body in tree(extract)
    ]


ENGLISH: Final = Statute(
    "en",
    "Statute of the Harbour Lights",
    "It was adopted in May by the board of the northern coast, and is in force.",
    "Table of contents",
    (
        Part(1, "Foreword", "The towns of the coast wished for one rule for all of their lights."),
        Part(1, "Chapter I. Lamps"),
        Part(2, "Article 1.", "The keeper trims every lamp twice a night, never by day.", True),
        Part(2, "Article 2.", "Each lamp is lit at dusk and put out at dawn.", True),
        Part(1, "Chapter II. Oil"),
        Part(2, "Article 3. Storage of Oil", "Casks are kept in the cellar, away from the stove."),
        Part(1, "Annex A. Measures"),
        Part(2, "1. Weights", "All weights are those of the customs house."),
        Part(3, "1.1 Casks", "A cask is weighed when it is landed."),
        Part(4, "1.1.1 Small Casks", "A small cask is weighed by hand."),
        Part(3, "1.2 Cans", "A can is not weighed at all."),
        Part(2, "2. Prices", "The board makes the prices known each spring."),
    ),
    "Dusk is when the sun has set on the island, not on the mainland.",
)
FRENCH: Final = Statute(
    "fr",
    "Statut des phares du port",
    "Il a été adopté en mai par le conseil de la côte nord et demeure en vigueur.",
    "Table des matières",
    (
        Part(1, "Avant-propos", "Les villes de la côte voulaient une seule règle pour leurs feux."),
        Part(1, "Chapitre I. Les lampes"),
        Part(2, "Article 1.", "Le gardien mouche chaque lampe deux fois la nuit.", True),
        Part(2, "Article 2.", "Toute lampe est allumée au crépuscule et éteinte à l’aube.", True),
        Part(1, "Chapitre II. L’huile"),
        Part(2, "Article 3. Garde de l’huile", "Les fûts restent à la cave, loin du poêle."),
        Part(1, "Annexe A. Mesures"),
        Part(2, "1. Poids", "Tous les poids sont ceux de la douane."),
        Part(3, "1.1 Fûts", "Un fût est pesé à son débarquement."),
        Part(4, "1.1.1 Petits fûts", "Un petit fût est pesé à la main."),
        Part(3, "1.2 Bidons", "Un bidon n’est jamais pesé."),
        Part(2, "2. Prix", "Le conseil publie les prix chaque printemps."),
    ),
    "Le crépuscule est l’heure où le soleil se couche sur l’île.",
)
SPANISH: Final = Statute(
    "es",
    "Estatuto de los faros del puerto",
    "Fue aprobado en mayo por la junta de la costa norte y sigue vigente.",
    "Tabla de contenido",
    (
        Part(1, "Prólogo", "Las villas de la costa querían una sola regla para sus luces."),
        Part(1, "Capítulo I. Las lámparas"),
        Part(2, "Artículo 1.-", "El farero despabila cada lámpara dos veces por noche.", True),
        Part(2, "Artículo 2.-", "Toda lámpara se enciende al anochecer y se apaga al alba.", True),
        Part(1, "Capítulo II. El aceite"),
        Part(2, "Artículo 3. Guarda del aceite", "Los toneles quedan en la bodega, sin fuego."),
        Part(1, "Anexo A. Medidas"),
        Part(2, "1. Pesos", "Todos los pesos son los de la aduana."),
        Part(3, "1.1 Toneles", "Un tonel se pesa cuando se desembarca."),
        Part(4, "1.1.1 Toneles menores", "Un tonel menor se pesa a mano."),
        Part(3, "1.2 Latas", "Una lata nunca se pesa."),
        Part(2, "2. Precios", "La junta publica los precios cada primavera."),
    ),
    "Anochece cuando el sol se pone en la isla, no en tierra firme.",
)
STATUTES: Final = (ENGLISH, FRENCH, SPANISH)


def as_text(statute: Statute) -> bytes:
    found = [statute.title, statute.front, statute.contents]
    found += [f"{entry} {'.' * 20} {page}" for entry, page in statute.entries]
    for part in statute.parts:
        mark, note = (" [1]", [f"[1] {statute.note}"]) if part is statute.noted else ("", [])
        text = [f"{part.text}{mark}"] if part.text else []
        found += [f"{part.heading} {text[0]}"] if part.runs_in else [part.heading, *text]
        found += note
    return "\n\n".join(found).encode()


def as_markdown(statute: Statute) -> bytes:
    found = [f"# {statute.title}", statute.front, f"## {statute.contents}"]
    found.append("\n".join(f"- [{entry}](#part-{page})" for entry, page in statute.entries))
    for part in statute.parts:
        text = f"{part.text}{'[^1]' if part is statute.noted else ''}"
        head = f"{'#' * (part.level + 1)} {part.heading}"
        found += [f"**{part.heading}** {text}"] if part.runs_in else [head, text]
    return "\n\n".join([*filter(None, found), f"[^1]: {statute.note}"]).encode()


def as_html(statute: Statute) -> bytes:
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
