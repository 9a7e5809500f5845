import pytest
from docx.document import Document as WordDocument

from cmp_search.readers.docx import reader

from .. import docx_making as making
from ..looking import kinds, texts


def marks(document: WordDocument, *steps: tuple[int, int]) -> list[str]:
    """The marks of paragraphs, each in a list and on a level of it."""
    for name, level in steps:
        making.number(document.add_paragraph("§"), name, level)
    return [text.partition("§")[0].strip() for text in texts(reader.read(making.saved(document)))]


DECIMAL = (("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))


def test_a_legal_level_has_all_counts_in_digits(document: WordDocument) -> None:
    name = making.add_list(document, ("upperRoman", "Article %1."), ("decimalZero", "%1.%2"))
    making.change_level(document, name, 1, "<w:isLgl/>")
    steps = [(name, level) for level in (0, 0, 1)]
    assert marks(document, *steps) == ["Article I.", "Article II.", "2.1"]


def test_levels_that_are_skipped_count_as_begun(document: WordDocument) -> None:
    name = making.add_list(document, *DECIMAL)
    steps = [(name, level) for level in (0, 2, 1, 0, 1)]
    assert marks(document, *steps) == ["1", "1.1.1", "1.2", "2", "2.1"]


@pytest.mark.parametrize(
    ("restart", "expected"), [(0, ["1", "2", "3"]), (1, ["1", "2", "1"]), (2, ["1", "1", "1"])]
)
def test_a_level_restarts_where_it_says(
    document: WordDocument, restart: int, expected: list[str]
) -> None:
    name = making.add_list(document, ("bullet", ""), ("bullet", ""), ("decimal", "%3"))
    making.change_level(document, name, 2, f'<w:lvlRestart w:val="{restart}"/>')
    steps = [(name, level) for level in (0, 1, 2, 1, 2, 0, 2)]
    assert [mark for mark in marks(document, *steps) if mark] == expected


def test_counts_may_start_at_zero(document: WordDocument) -> None:
    name = making.add_list(document, *DECIMAL, start=0)
    assert marks(document, *[(name, level) for level in (0, 1, 1, 0)]) == ["0", "0.0", "0.1", "1"]


def test_a_list_may_define_a_level_anew(document: WordDocument) -> None:
    name = making.add_list(document, ("decimal", "%1."))
    other = '<w:lvl w:ilvl="0"><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1)"/></w:lvl>'
    over = '<w:lvlOverride w:ilvl="0">{}</w:lvlOverride>'
    start = '<w:startOverride w:val="1"/>'
    making.add_override(document, name + 1, name, over.format(start + other))
    making.add_override(document, name + 2, name, over.format(other))
    steps = [(name + step, 0) for step in (0, 0, 1, 1, 2)]
    assert marks(document, *steps) == ["1.", "2.", "A)", "B)", "C)"]


def test_a_deeper_level_starts_where_its_list_says_each_time(document: WordDocument) -> None:
    name = making.add_list(document, *DECIMAL)
    over = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>'
    making.add_override(document, name + 1, name, over)
    steps = [(name, 0), (name, 1), (name + 1, 1), (name + 1, 0), (name + 1, 1)]
    assert marks(document, *steps) == ["1", "1.1", "1.5", "2", "2.5"]


def test_an_empty_paragraph_counts(document: WordDocument) -> None:
    name = making.add_list(document, ("decimal", "%1."))
    making.number(document.add_paragraph("one"), name)
    making.number(document.add_paragraph(""), name)
    making.number(document.add_paragraph("three"), name)
    assert texts(reader.read(making.saved(document))) == ["1. one", "3. three"]


@pytest.mark.parametrize(
    ("form", "pattern", "expected"),
    [
        ("none", "Annex", ["Annex", "Annex"]),
        ("none", "", ["", ""]),
        ("decimal", "Note:", ["Note:", "Note:"]),
        ("ordinal", "%1", ["1st", "2nd"]),
        ("cardinalText", "Part %1", ["Part One", "Part Two"]),
        ("ordinalText", "%1", ["First", "Second"]),
        ("decimalEnclosedCircle", "%1", ["①", "②"]),
        ("decimalEnclosedParen", "%1", ["(1)", "(2)"]),
        ("chicago", "%1", ["*", "†"]),
    ],
)
def test_formats(document: WordDocument, form: str, pattern: str, expected: list[str]) -> None:
    name = making.add_list(document, (form, pattern))
    assert marks(document, (name, 0), (name, 0)) == expected


def test_numbers_in_words_are_in_the_language_of_the_document(document: WordDocument) -> None:
    (language,) = document.styles.element.xpath("w:docDefaults//w:lang")
    language.set(f"{{{language.nsmap['w']}}}val", "es-MX")
    name = making.add_list(document, ("ordinalText", "%1"))
    assert marks(document, (name, 0)) == ["Primero"]


def test_digits_of_a_format_of_newer_programs(document: WordDocument) -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    name = making.add_list(document, ("decimal", "%1"))
    making.change_level(
        document,
        name,
        0,
        f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        "</mc:Fallback></mc:AlternateContent>",
        instead_of="w:numFmt",
    )
    assert marks(document, (name, 0)) == ["001"]


def test_a_style_is_numbered_on_the_level_that_names_it(document: WordDocument) -> None:
    name = making.add_list(document, ("decimal", "%1"), ("decimal", "%1.%2"))
    for level in (0, 1):
        making.change_level(document, name, level, f'<w:pStyle w:val="Heading{level + 1}"/>')
        making.number_style(document, f"Heading {level + 1}", name)
    for text, level in (("Vats", 1), ("Oak", 2), ("Iron", 2), ("Doors", 1), ("Locks", 2)):
        document.add_heading(text, level)
    taken = document.add_heading("Closing", 1)
    making.number(taken, 0)
    document.add_paragraph("All is told.")
    assert kinds(reader.read(making.saved(document)))[:6] == [
        "heading1: 1 Vats",
        "heading2: 1.1 Oak",
        "heading2: 1.2 Iron",
        "heading1: 2 Doors",
        "heading2: 2.1 Locks",
        "heading1: Closing",
    ]


def test_a_list_that_takes_its_levels_from_a_style(document: WordDocument) -> None:
    name = making.add_list(document, ("upperLetter", "%1."))
    making.change_definition(document, name, '<w:styleLink w:val="Cellar"/>')
    linked = making.add_list(document)
    making.change_definition(document, linked, '<w:numStyleLink w:val="Cellar"/>')
    assert marks(document, (linked, 0)) == ["A."]


def test_nothing_may_stand_between_number_and_words(document: WordDocument) -> None:
    name = making.add_list(document, ("decimal", "%1:"))
    making.change_level(document, name, 0, '<w:suff w:val="nothing"/>')
    making.number(document.add_paragraph("vats"), name)
    assert texts(reader.read(making.saved(document))) == ["1:vats"]
