"""Small files of every format, made with the tests' writers, from which fuzzing begins."""

from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from tests.readers import docx_making
from tests.readers.samples import FORMATS

PAGE = """<!DOCTYPE html><html lang="fr-CA"><head><meta charset="utf-8"><title>Quai</title></head>
<body><nav><a href="#m">Menu</a></nav><main id="m"><h1 id="wb-cont">Quai</h1>
<h2>On this page</h2><ul><li><a href="#a">Marée</a></li></ul><section id="a"><h2>Marée</h2>
<p>Haute à six heures.<sup id="fn1-rf"><a class="fn-lnk" href="#fn1">1</a></sup><br>
Basse à midi.</p>
<table><caption>Heures</caption><thead><tr><th rowspan=2>Port<th colspan=2>Marée</tr>
<tr><th>haute<th>basse</tr></thead><tr><td>Ayr<td>6<td>12</tr></table>
<ol start=3><li value=7>sept<ul><li>un</ul></ol><dl><dt>EBB<dd>Reflux</dl>
<pre> a\n  b</pre><blockquote>Cité</blockquote><p hidden>x</p></section>
<aside class="wb-fnote"><h2>Notes</h2><dl><dt>Note 1<dd id="fn1"><p>Neuf.</dl></aside></main>
<footer>Pied</footer></body></html>"""

NOTES = """# Ferry Log {#log}

Crew
====

> A quotation
> > and one in it

- one
  1. first
     - deep *and **bold***
- two [link](http://x.invalid "t") ![image](y.png) `code` &eacute; \\* <b>x</b>

**Weather**

| Quay | Depth |
|:--|--:|
| North | 4 m |

```
code
```

<div>Loose</div>

[a]: /b "c"
"""

LETTER = """Harbour Notes

28 November 2019

Table of contents

Tides 2
Piers 3

Tides

It runs fast.\r\n\r\n- rope and
  a lamp
- bread\v

Piers

\tNine señoras wait. Name\nTitle\nInstitute
"""


def seeds() -> dict[str, list[bytes]]:
    """The seeds of each format, by its suffix."""
    found = {suffix: [make()] for suffix, make in FORMATS.items()}
    found[".txt"] += [LETTER.encode(), LETTER.encode("utf-16"), LETTER.encode("cp1252")]
    found[".md"].append(NOTES.encode())
    found[".html"] += [PAGE.encode(), PAGE.encode("cp1252")]
    found[".docx"].append(_docx())
    # Without embedded fonts, so that most changes hit what is read.
    plain = _pdf()
    found[".pdf"] = [plain, plain, *_rewritten(plain), *found[".pdf"]]
    return found


def _docx() -> bytes:
    """Notes, lists, a merged table, a text box, a content control and tracked changes."""
    document = docx_making.new()
    docx_making.add_footnotes(document, "Since 1901.", "By hand.")
    document.add_paragraph("Vineyard Diary", "Title")
    document.add_heading("Spring", 1)
    docx_making.refer(document.add_paragraph("Grapes are pressed"), 2)
    name = docx_making.add_list(document, ("decimal", "%1."), ("lowerRoman", "%1.%2"), restart=3)
    for level in (0, 1, 1, 0):
        docx_making.number(document.add_paragraph("vat"), name, level)
    table = document.add_table(3, 3)
    docx_making.fill(table, ("Vat", "Red", "White"), ("A", "1", "2"), ("", "both", ""))
    docx_making.mark_header(table)
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 1).add_table(1, 2)
    run = "<w:r><w:t>{}</w:t></w:r>"
    paragraph = document.add_paragraph("Red ")
    docx_making.with_xml(paragraph, f"<w:ins>{run.format('wine')}</w:ins>")
    docx_making.with_xml(
        paragraph,
        f"<w:r><w:pict><w:txbxContent><w:p>{run.format('Box')}</w:p></w:txbxContent></w:pict></w:r>",
    )
    return docx_making.saved(document)


def _pdf() -> bytes:
    """Outline, labels, a form in a form, running numbers, a note and cells."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1, pageCompression=0, lang="en")
    canvas.setTitle("Coast Book")
    canvas.addPageLabel(0, "ROMAN_LOWER", 1)
    canvas.addPageLabel(1, "ARABIC", 1)
    for name, inner in (("inner", ""), ("outer", "inner")):
        canvas.beginForm(name)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(0, 0, f"A line of the form {name}.")
        if inner:
            canvas.translate(0, 40)
            canvas.doForm(inner)
        canvas.endForm()
    for page in range(3):
        canvas.bookmarkPage(f"entry{page}", fit="XYZ", left=0, top=720)
        canvas.addOutlineEntry(f"Chapter {page}", f"entry{page}", page % 2)
        for y, size, words in _lines(page):
            canvas.setFont("Helvetica-Bold" if size > 12 else "Helvetica", size)
            canvas.drawString(72, y, words)
        canvas.drawString(300, 500, "1840")
        canvas.translate(72, 300)
        canvas.doForm("outer")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _lines(page: int) -> list[tuple[int, int, str]]:
    return [
        (760, 8, f"Coast Book   {page + 5}"),
        (700, 16, f"Chapter {page}"),
        (660, 10, "The keeper of the light climbs the tower twice a night and trims the light-"),
        (646, 10, "house lamp by hand; \xe9t\xe9, se\xf1ora \x95 (all of it)."),
        (600, 10, "1) Lock the door."),
        (500, 10, "Ayr"),
        (60, 7, "1 Measured from the quay."),
    ]


def _rewritten(plain: bytes) -> Iterator[bytes]:
    """The same as pypdf writes it: locked under no password."""
    for algorithm in ("RC4-128", "AES-256"):
        writer = PdfWriter(clone_from=BytesIO(plain))
        writer.encrypt("", "owner", algorithm=algorithm)
        buffer = BytesIO()
        writer.write(buffer)
        yield buffer.getvalue()
