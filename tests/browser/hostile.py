"""A document, its catalogue entry and questions that try to run as a script or as markup."""

from dataclasses import replace
from pathlib import Path

from cmp_search.citations.styles import Style
from cmp_search.notes.note import Item, Note, NoteSection, OwnWords, Quotation
from tests.notes.making import make_citation, make_quote, make_search

PIECES = (
    "<script>window.ran=1</script>",
    '<img src=x onerror="window.ran=1">',
    "<svg onload=window.ran=1></svg>",
    '"><iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
    "[a link](javascript:window.ran=1)",
    "![a picture](https://fog.example/x.png)",
    "$\\href{javascript:window.ran=1}{x}$",
    ":red[red] :material/home: {{7*7}}",
)
ID = "hostile"
WORD = "Zanzibarbarian"
"""A word that only this document holds."""
TITLE = f"Hostile {PIECES[0]} {PIECES[1]} {PIECES[4]}"
QUESTIONS = tuple(f"{WORD} {piece}" for piece in PIECES)


def write_hostile(corpus: Path) -> Path:
    """Put the document into a corpus."""
    lines = [f"{WORD} number {n} says {piece} here." for n, piece in enumerate(PIECES)]
    sections = [f"{PIECES[n % 4]} section {n}\n\n{line}" for n, line in enumerate(lines)]
    (corpus / f"{ID}.txt").write_text("\n\n".join([TITLE, *sections]) + "\n", "utf-8")
    entry = f"""
[[document]]
id = "{ID}"
title = '''{TITLE}'''
issuing_body = '''{PIECES[2]} {PIECES[5]}'''
kind = '''{PIECES[3]}'''
date = 2022-06-01
language = "en"
"""
    with (corpus / "catalogue.toml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(entry)
    return corpus


def hostile_note() -> Note:
    """A note whose every word tries to run, as a file from elsewhere may be."""
    items: list[Item] = []
    for n, piece in enumerate(PIECES):
        quote = make_quote(start=n * 100, end=n * 100 + len(piece))
        cited = replace(
            make_citation("fog", quote.citation.start, quote.citation.end),
            title=piece,
            issuing_body=piece,
            section=(piece,),
            document=piece,
        )
        items.append(Quotation(f"q{n + 10}", replace(quote, text=piece, citation=cited)))
        items.append(OwnWords(f"w{n + 30}", piece))
    section = NoteSection("s1", " ".join(PIECES[:4]), tuple(items))
    more = tuple(NoteSection(f"s{n}", piece) for n, piece in enumerate(PIECES, 2))
    searches = tuple(make_search(piece) for piece in PIECES)
    return Note(TITLE, "en", (section, *more), searches, Style.PLAIN, last_id=99)
