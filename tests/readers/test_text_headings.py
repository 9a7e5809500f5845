"""Headings and articles of plain text."""

from cmp_search.documents.document import BlockKind, HeadingOrigin
from cmp_search.readers import text

from .looking import check, kinds, texts, tree


def test_headings_are_lines_that_stand_alone() -> None:
    extract = text.read(
        b"The Mill Report\n\nGrain\n\nThe mill stands by the weir.\nIt grinds rye.\n\n"
        b"Outlook\n\nNext year it grinds oats."
    )
    assert extract.title == "The Mill Report"
    assert extract.headings_from is HeadingOrigin.SHAPE
    assert [path for path, _ in tree(extract)] == ["Grain", "Outlook"]
    assert texts(extract, BlockKind.PARAGRAPH)[0] == "The mill stands by the weir.\nIt grinds rye."
    check(extract)


def test_the_title_is_not_repeated() -> None:
    extract = text.read(b"Mill Report\n\nMill Report\n\nIt grinds rye by night.")
    assert kinds(extract) == ["title: Mill Report", "paragraph: It grinds rye by night."]


def test_rules_set_off_headings_and_parts() -> None:
    extract = text.read(
        b"Mill Report\n===========\n\nWater\n-----\nIt runs fast.\n**********\nWHEEL\n**********\n"
        b"It turns.\n\n__________\n\nSigned at noon."
    )
    assert extract.title == "Mill Report"
    assert [path.split(" \u203a ")[-1] for path, _ in tree(extract)] == ["Water", "WHEEL"]
    assert texts(extract, BlockKind.PARAGRAPH) == ["It runs fast.", "It turns.", "Signed at noon."]


def test_an_indented_line_after_a_sentence_begins_a_paragraph() -> None:
    extract = text.read(
        b"    The wheel turns\nall day long.\n    The weir is\nlow, by now.\n  It leaks.\n  Much.\n"
    )
    assert texts(extract) == [
        "The wheel turns\nall day long.",
        "The weir is\nlow, by now.\n  It leaks.\n  Much.",
    ]


TREATY = """CONVENTION ON FOG

The Parties, wishing to see, have agreed as follows:

ARTICLE I
Horns

Each Party keeps two horns on every coast and blows them by day and by
night, as is provided in
Article II of this Convention.

ARTICLE II
Lamps
Each Party keeps lamps. The lamps are lit at dusk and put out at dawn,
in winter and summer alike.
1. The oil is rape oil.
2. The wicks are of cotton.
ARTICLE III
The fog is measured by the month. No lamp is lit while it is measured,
for the lamps would warm it.

ANNEX

LIST OF HORNS

Two horns stand in the south.
"""


def test_articles_of_a_treaty_are_sections_with_their_names() -> None:
    extract = text.read(TREATY.encode())
    check(extract)
    assert extract.title == "CONVENTION ON FOG"
    assert [path for path, _ in tree(extract)][1:] == [
        "ARTICLE I Horns",
        "ARTICLE II Lamps",
        "ARTICLE III",
        "ANNEX",
        "ANNEX › LIST OF HORNS",
    ]
    assert texts(extract, BlockKind.ITEM) == [
        "1. The oil is rape oil.",
        "2. The wicks are of cotton.",
    ]


STATUTE = """LEY DE LA NIEBLA

TÍTULO PRIMERO

DISPOSICIONES GENERALES

CAPÍTULO I
Del objeto

Artículo 1o.- La presente ley rige la niebla de las dos costas y
de las islas.

Artículo 2o.- Son faros:
I. Los que tienen lámpara;
II. Los demás.

CAPÍTULO II

Artículo 3o.- Nadie sopla.

TRANSITORIOS

PRIMERO.- Esta ley entra en vigor mañana.
"""


def test_articles_that_run_in_with_their_text_are_sections() -> None:
    extract = text.read(STATUTE.encode())
    check(extract)
    paths = [path for path, _ in tree(extract)]
    outer = "TÍTULO PRIMERO DISPOSICIONES GENERALES"
    assert f"{outer} › CAPÍTULO I Del objeto › Artículo 1o.-" in paths
    assert paths[-4:] == [
        f"{outer} › CAPÍTULO II",
        f"{outer} › CAPÍTULO II › Artículo 3o.-",
        "TRANSITORIOS",
        "TRANSITORIOS › PRIMERO.-",
    ]
    assert texts(extract, BlockKind.PARAGRAPH)[:2] == [
        "La presente ley rige la niebla de las dos costas y\nde las islas.",
        "Son faros:",
    ]


def test_a_heading_may_stand_directly_above_its_text() -> None:
    extract = text.read(
        b"The Mill Report\n\nThe wheel\nThe wheel turns by day and by night, and stops for the\n"
        b"miller's dinner.\n\n1.1 Oil\nIt is oiled.\n\nAnn Miller\nMill Lane\nMilltown"
    )
    assert [path for path, _ in tree(extract)] == ["The wheel", "The wheel › 1.1 Oil"]
    assert texts(extract, BlockKind.PARAGRAPH)[-1] == "Ann Miller\nMill Lane\nMilltown"


def test_numbered_titles_stand_directly_above_their_text() -> None:
    extract = text.read(
        b"Mill Rules\n\n1. Grain\nThe mill grinds rye by night and oats by day, for all.\n\n"
        b"2. Fees\nNo fee is due, whatever the grain and whoever brings it to us.\n"
    )
    assert [path for path, _ in tree(extract)] == ["1. Grain", "2. Fees"]


def test_lines_that_are_marked_as_headings_are_headings_of_their_level() -> None:
    markdown = (
        "# Mill Report\n\n## Grain\nRye and oats.\n\n### Rye\n\nBy night.\n\n## Fees\n\nNone."
    )
    wiki = "== Grain ==\nRye and oats.\n\n=== Rye ===\n\nBy night.\n\n== Fees ==\n\nNone."
    for source in (markdown, wiki):
        extract = text.read(source.encode())
        assert extract.headings_from is HeadingOrigin.MARKUP
        assert [path for path, _ in tree(extract)] == ["Grain", "Grain › Rye", "Fees"]
    for other in (b"Mills\n\n## grind\n\nRye.", b"# Oats\nnone\n\n# Rye\n# by night\nsome"):
        assert text.read(other).headings_from is HeadingOrigin.SHAPE


def test_questions_above_their_answers_are_headings() -> None:
    extract = text.read(
        b"Mill Report\n\nWho grinds?\n\nThe miller does.\n\nWho pays?\n\nNobody. Why?\n\nA gift."
    )
    assert [path for path, _ in tree(extract)] == ["Who grinds?", "Who pays?"]
    assert "heading" not in "".join(kinds(text.read(b"Mills\n\nWho grinds?\n\nNobody.")))


def test_what_follows_a_signature_is_no_heading() -> None:
    extract = text.read(
        "Pacte du moulin\n\nArticle 1 – Grain\n\nLe seigle est moulu.\n\n"
        "Fait à Rive, le 3 mai 1920.\n\nPour le moulin\n\nA. Aune\n\n"
        "Annexe\n\nLes tarifs suivent.".encode()
    )
    assert [path for path, _ in tree(extract)] == ["Article 1 – Grain", "Annexe"]


def test_numbers_without_marks_that_count_from_one_are_headings() -> None:
    words = "It is ground by night and by day, for all."
    extract = text.read(f"Mill Report\n\n1   Grain\n\n{words}\n\n2   Fees\n\n{words}".encode())
    assert [path for path, _ in tree(extract)] == ["1 Grain", "2 Fees"]
    other = text.read(f"Mill Report\n\n1 Grain\n\n{words}\n\n7 Fees\n\n{words}".encode())
    assert "heading" not in "".join(kinds(other))
