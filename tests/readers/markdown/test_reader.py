"""Blocks, front matter, HTML and notes of Markdown."""

import pytest

from cmp_search.documents.document import BlockKind, Omission
from cmp_search.errors import FormatError
from cmp_search.readers import markdown
from tests.raising import raises_code

from ..looking import kinds, texts, tree
from .reading import read


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


def test_code_is_kept_as_it_stands() -> None:
    assert texts(markdown.read(b"```\nx = 1\n  y\n```\n")) == ["x = 1\n  y"]


def test_an_empty_file_has_no_blocks() -> None:
    assert markdown.read(b"").blocks == []


def test_a_web_page_is_refused() -> None:
    with raises_code(FormatError, "text_is_html"):
        markdown.read(b"<html><body>x</body></html>")


def test_front_matter_gives_title_and_language_and_is_no_text() -> None:
    extract = markdown.read(
        "---\ntitle: 'Ley de faros'\nlang: es-MX # México\ntags:\n- mar\n"
        "---\n\n## Uno\n\nSí.\n".encode()
    )
    assert (extract.title, extract.language) == ("Ley de faros", "es")
    assert kinds(extract) == ["heading2: Uno", "paragraph: Sí."]


def test_front_matter_in_blocks_and_in_toml() -> None:
    extract = markdown.read(b"---\r\ntitle: >\r\n  Ferry\r\n  Log\r\n...\r\nx\r\n")
    assert (extract.title, extract.text) == ("Ferry Log", "x")
    extract = markdown.read(b'+++\ntitre = "Phares"\nlangue = "fr"\n+++\nx\n')
    assert (extract.title, extract.language, extract.text) == ("Phares", "fr", "x")


def test_front_matter_with_lists_quotes_and_tables() -> None:
    extract = markdown.read(
        b"---\ntitle: 'Tide''s Log'\n\"my key\": x\ntags:\n- a\nauthor:\n  name: B\n...\nx\n"
    )
    assert (extract.title, texts(extract)) == ("Tide's Log", ["x"])
    extract = markdown.read(b'+++\ntitle = "Log"\ntags = [\n  "a",\n]\n[extra]\nby = "B"\n+++\nx\n')
    assert (extract.title, texts(extract)) == ("Log", ["x"])


def test_the_title_block_of_pandoc_is_front_matter() -> None:
    extract = markdown.read(b"% The Log\n  of Tides\n% A. Maple; B. Cactus\n% May 2019\n\nx\n")
    assert (extract.title, texts(extract)) == ("The Log of Tides", ["x"])
    assert texts(markdown.read(b"% of boats that sail\ngoes on\n")) == [
        "% of boats that sail\ngoes on"
    ]


def test_rules_are_no_front_matter() -> None:
    assert texts(markdown.read(b"---\n\nHulls\n\n---\n\nOars: two\n")) == ["Hulls", "Oars: two"]
    assert texts(markdown.read(b"# A\n\n---\ntitle: x\n---\n"))[-1] == "title: x"


def test_line_breaks_part_words() -> None:
    extract = markdown.read(b"Sent<br>home.\n\n| Crew |\n|---|\n| Ann<br/>Bob |\n")
    assert texts(extract) == ["Sent\nhome.", "Crew: Ann Bob"]


def test_comments_are_no_words() -> None:
    extract = markdown.read(b"<!-- lint\n\noff -->\n\nOpen <!-- not --> water.\n")
    assert texts(extract) == ["Open  water."]


def test_blocks_of_html_are_read_as_a_page() -> None:
    extract = markdown.read(
        b"<h2 align=center>Hull</h2>\n\nWords.\n\n<ol type=a><li>keel</li></ol>\n\n"
        b"<p hidden>no</p>\n"
    )
    assert kinds(extract) == ["title: Hull", "paragraph: Words.", "item: a. keel"]


def test_an_html_table_with_empty_lines_is_one_table() -> None:
    extract = markdown.read(
        b"<table>\n<tr><th>Quay</th><th>Depth</th></tr>\n\n<tr><td>North</td>\n\n    <td>4 m</td>\n"
        b"</tr>\n</table>\n\nEnd.\n"
    )
    assert texts(extract) == ["Quay: North | Depth: 4 m", "End."]


def test_struck_words_are_left_out() -> None:
    extract = markdown.read(b"Two ~~old~~ new<del> and torn</del> sails.\n")
    assert texts(extract) == ["Two  new sails."]
    assert [(one.reason, one.words) for one in extract.quality.omitted] == [(Omission.STRUCK, 3)]


def test_notes_are_kept_though_they_are_addresses() -> None:
    extract = markdown.read(
        b"Fog[^1] and[^b] rain [2].\n\n[^1]: https://example.org/fog\n[^b]: Log, page 4.\n"
        b"    And 5.\n[2]: https://example.org/rain\n"
    )
    assert kinds(extract) == [
        "paragraph: Fog and rain [2].",
        "note: 1. https://example.org/fog",
        "note: Log, page 4.\nAnd 5.",
        "note: 2. https://example.org/rain",
    ]


def test_notes_follow_what_refers_to_them() -> None:
    extract = markdown.read(
        b"# Log\n\n## Fog[^f]\n\nDense.[^1]\n\n"
        b"| Day | Rain |\n|---|---|\n| May | 3[^2] |\n| June | 4 |\n\n"
        b"## Wind\n\nLight ^[So says\n[the log](#log).] and wet.^[So says [the log](#log).]\n\n"
        b"[^1]: Seen twice.\n\n    By the clerk.\n    And others.\n\n\tIn May.\n\nThe end.\n\n"
        b"[^2]:\n    In inches.\n    - or more\n[^f]: Or mist.\n[^9]: Nobody's.\n"
    )
    assert kinds(extract)[1:] == [
        "heading2: Fog",
        "note: Or mist.",
        "paragraph: Dense.",
        "note: 1. Seen twice.\nBy the clerk.\nAnd others.\nIn May.",
        "row: Day: May | Rain: 3",
        "note: 2. In inches.\n- or more",
        "row: Day: June | Rain: 4",
        "heading2: Wind",
        "paragraph: Light ^[So says\nthe log.] and wet.",
        "note: So says the log.",
        "paragraph: The end.",
        "note: 9. Nobody's.",
    ]


def test_targets_of_links_are_no_notes() -> None:
    extract = markdown.read(b"The [log][1].\n\n```\n[^1]: code\n```\n\n[1]: https://example.org\n")
    assert texts(extract) == ["The log.", "[^1]: code"]


def test_links_to_the_headings_are_contents() -> None:
    links = "- [Hull](#hull)\n- [Mast](#mast)\n- [Sail](#sail)\n"
    rest = "\n## Hull\n\na\n\n## Mast\n\nb\n\n## Sail\n\nc\n"
    extract = markdown.read(f"# Log\n\n{links}{rest}".encode())
    assert [path for path, _ in tree(extract)] == ["Hull", "Mast", "Sail"]
    assert extract.text.startswith("Log\n\nHull\n\na")


def test_a_summary_takes_no_text_after_its_details() -> None:
    extract = markdown.read(
        b"# Log\n\n## Fog\n\n<details>\n<summary>More</summary>\n\nInner.\n\n</details>\n\nAfter.\n"
    )
    assert tree(extract) == [("Fog", ["More", "Inner", "After"])]


@pytest.mark.parametrize(
    "stated",
    [
        '{\n  "title": "Oil rules",\n  "lang": "en"\n}',
        "Title: Oil rules\nLang: en",
        "<!-- made by hand -->\n---\ntitle: Oil rules\nlang: en\n---",
    ],
)
def test_front_matter_of_other_programs(stated: str) -> None:
    extract = read(f"{stated}\n\n## Lamps\n\nThey burn.")
    assert (extract.title, extract.language) == ("Oil rules", "en")
    assert kinds(extract) == ["heading2: Lamps", "paragraph: They burn."]


@pytest.mark.parametrize("opening", ["{oil}", "Note: oil\nTitle: none", "Title: Oil rules"])
def test_other_openings_are_text(opening: str) -> None:
    assert opening in read(f"{opening}\n\nThey burn.").text


def test_blocks_and_arrows_in_lines_of_html() -> None:
    extract = read("| Port |\n|---|\n| <ul><li>Ayr</li><li>Wick</li></ul> |\n\nLog. [↩](#a)")
    assert texts(extract) == ["Port: Ayr Wick", "Log."]


def test_several_sources_may_be_referred_to_at_once() -> None:
    sources = "[1]: https://a.example\n[2]: https://b.example\n[3]: https://c.example"
    extract = read(f"# Lamps\n\nThey burn [1–2] and shine [2, 3].\n\n{sources}")
    assert all(f"https://{letter}.example" in extract.text for letter in "abc")
