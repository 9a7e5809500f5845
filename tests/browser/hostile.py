"""A document, its catalogue entry and questions that try to run as a script or as markup."""

from pathlib import Path

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
