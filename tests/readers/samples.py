"""One small document in every format: the same sections with the same words."""

from collections.abc import Callable
from typing import Final

from cmp_search.readers import formats

from . import docx_making, pdf_making
from .looking import words

TITLE = "Lagoon Treaty Handbook"
INTRO = "The œuvre of the señora was read in été ☕."
FOUNDERS = "Two harbour towns signed first; a third one followed."
ITEMS = ("herons are counted at dawn", "nets are mended at noon")
NAMES = "Doña Begoña wrote for the south, Zoë for the north."
STEPS = ("Ring the bell", "Open the gate")
PLACE, DATE = "Veracruz", "3 May"
WORKS = "Dredging began in the naïve hope of a dry spring."

TREE: Final = [
    ("", words(INTRO)),
    ("Part I: Beginnings", []),
    ("Part I: Beginnings › I. Founders", words(" ".join((FOUNDERS, *ITEMS)))),
    ("Part I: Beginnings › I. Founders › a) Names", words(NAMES)),
    ("Part I: Beginnings › II. Duties", words(f"1. {STEPS[0]} 2. {STEPS[1]}")),
    ("Part II: Works", words(f"{WORKS} Place: {PLACE} Date: {DATE}")),
]


def as_text() -> bytes:
    return f"""{TITLE}

{INTRO}

Part I: Beginnings

I. Founders

{FOUNDERS}

- {ITEMS[0]}
- {ITEMS[1]}

a) Names

{NAMES}

II. Duties

1. {STEPS[0]}
2. {STEPS[1]}

Part II: Works

{WORKS}

Place: {PLACE} | Date: {DATE}.
""".encode()


def as_markdown() -> bytes:
    return f"""# {TITLE}

{INTRO}

## Part I: Beginnings

### I. Founders

{FOUNDERS}

- {ITEMS[0]}
- {ITEMS[1]}

#### a) Names

{NAMES}

### II. Duties

1. {STEPS[0]}
2. {STEPS[1]}

## Part II: Works

{WORKS}

| Place | Date |
|---|---|
| {PLACE} | {DATE} |
""".encode()


def as_html() -> bytes:
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>x</title></head>
<body><header><p>Site</p></header><main><h1>{TITLE}</h1><p>{INTRO}</p>
<h2>Part I: Beginnings</h2><h3>I. Founders</h3><p>{FOUNDERS}</p>
<ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li></ul><h4>a) Names</h4><p>{NAMES}</p>
<h3>II. Duties</h3><ol><li>{STEPS[0]}</li><li>{STEPS[1]}</li></ol>
<h2>Part II: Works</h2><p>{WORKS}</p>
<table><tr><th>Place</th><th>Date</th></tr><tr><td>{PLACE}</td><td>{DATE}</td></tr></table>
</main></body></html>""".encode()


def as_docx() -> bytes:
    document = docx_making.new()
    document.core_properties.language = "en-CA"
    steps = docx_making.add_list(document, ("decimal", "%1."))
    document.add_paragraph(TITLE, "Title")
    document.add_paragraph(INTRO)
    document.add_heading("Part I: Beginnings", 1)
    document.add_heading("I. Founders", 2)
    document.add_paragraph(FOUNDERS)
    for item in ITEMS:
        document.add_paragraph(item, "List Bullet")
    document.add_heading("a) Names", 3)
    document.add_paragraph(NAMES)
    document.add_heading("II. Duties", 2)
    for step in STEPS:
        docx_making.number(document.add_paragraph(step), steps)
    document.add_heading("Part II: Works", 1)
    document.add_paragraph(WORKS)
    table = document.add_table(2, 2)
    docx_making.fill(table, ("Place", "Date"), (PLACE, DATE))
    docx_making.mark_header(table)
    return docx_making.saved(document)


def as_pdf() -> bytes:
    head = pdf_making.heading
    first = pdf_making.stacked(
        head(TITLE, 24),
        INTRO,
        head("Part I: Beginnings", 18),
        head("I. Founders", 15),
        FOUNDERS,
        *(f"• {item}" for item in ITEMS),
        head("a) Names", 12),
        NAMES,
    )
    second = pdf_making.stacked(
        head("II. Duties", 15),
        *(f"{i}. {step}" for i, step in enumerate(STEPS, 1)),
        head("Part II: Works", 18),
        WORKS,
    )
    below = second[-1].y - 26
    row = [
        pdf_making.Drawn(f"Place: {PLACE}", below),
        pdf_making.Drawn(f"Date: {DATE}", below, x=300),
    ]
    return pdf_making.pdf(first, [*second, *row])


FORMATS: Final[dict[str, Callable[[], bytes]]] = {
    ".txt": as_text,
    ".md": as_markdown,
    ".html": as_html,
    ".docx": as_docx,
    ".pdf": as_pdf,
}
TEXTUAL: Final = tuple(one.suffixes[0] for one in formats.FORMATS if not one.signature)
"""Formats that are text, so that any bytes may be tried on them."""
