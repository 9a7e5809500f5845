from cmp_search.documents.document import BlockKind, HeadingOrigin
from cmp_search.errors import FormatError
from cmp_search.readers import markdown
from tests.raising import raises_code

from .looking import check, kinds, texts, tree


def test_headings_keep_their_levels() -> None:
    extract = markdown.read(
        b"# Ferry Log\n\n## Crew\n\nTen hands.\n\n### Cook\n\nOne.\n\n## Cargo\n"
    )
    assert extract.title == "Ferry Log"
    assert extract.headings_from is HeadingOrigin.MARKUP
    assert [path for path, _ in tree(extract)] == ["Crew", "Crew › Cook", "Cargo"]
    check(extract)


def test_marks_of_emphasis_links_and_html_are_no_words() -> None:
    extract = markdown.read(
        b"The **old** *ferry* [runs](http://x.invalid) `daily`<sup>1</sup>.\n\n<div>Loose</div>\n"
    )
    assert texts(extract) == ["The old ferry runs daily1.", "Loose"]


def test_lists_keep_their_numbers_and_nest() -> None:
    extract = markdown.read(b"3. Cast off\n   - bow first\n4. Steer\n")
    assert kinds(extract) == ["item: 3. Cast off", "item: bow first", "item: 4. Steer"]


def test_rows_have_the_header_of_each_column() -> None:
    extract = markdown.read(b"| Quay | Depth: |\n|---|---|\n| North | 4 m |\n| South | |\n")
    assert texts(extract, BlockKind.ROW) == ["Quay: North | Depth: 4 m", "Quay: South"]


def test_a_table_without_rows_keeps_its_header() -> None:
    assert texts(markdown.read(b"| Quay | Depth |\n|---|---|\n")) == ["Quay | Depth"]


def test_a_bold_line_is_a_heading_that_lost_its_mark() -> None:
    extract = markdown.read(b"# Ferry Log\n\n**Weather**\n\nFog until ten.\n")
    assert [path for path, _ in tree(extract)] == ["Weather"]


def test_an_item_that_carries_on_the_lettering_is_a_heading() -> None:
    extract = markdown.read(
        b"# Log\n\n## a) Wind\n\nWest.\n\n- b) Tide\n\nLow.\n\n- c) ebb; flood\n"
    )
    assert [path for path, _ in tree(extract)] == ["a) Wind", "b) Tide", "c) ebb; flood"]


def test_levels_that_a_converter_guessed_are_replaced_by_ranks() -> None:
    extract = markdown.read(
        b"## FERRY LOG\n\n### 1) Fog\n\nThick.\n\n#### 2) Rain\n\nThin.\n\n# a) Hail\n\nNone.\n"
    )
    assert extract.headings_from is HeadingOrigin.SHAPE
    assert [path for path, _ in tree(extract)] == ["1) Fog", "2) Rain", "2) Rain › a) Hail"]


def test_code_is_kept_as_it_stands() -> None:
    assert texts(markdown.read(b"```\nx = 1\n  y\n```\n")) == ["x = 1\n  y"]


def test_an_empty_file_has_no_blocks() -> None:
    assert markdown.read(b"").blocks == []


def test_a_web_page_is_refused() -> None:
    with raises_code(FormatError, "text_is_html"):
        markdown.read(b"<html><body>x</body></html>")
