"""Headings of Markdown, and their levels."""

import pytest

from cmp_search.documents.document import BlockKind, HeadingOrigin
from cmp_search.readers import markdown

from ..looking import check, kinds, texts, tree
from .reading import read


def test_headings_keep_their_levels() -> None:
    extract = markdown.read(
        b"# Ferry Log\n\n## Crew\n\nTen hands.\n\n### Cook\n\nOne.\n\n## Cargo\n"
    )
    assert extract.title == "Ferry Log"
    assert extract.headings_from is HeadingOrigin.MARKUP
    assert [path for path, _ in tree(extract)] == ["Crew", "Crew › Cook", "Cargo"]
    check(extract)


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


def test_dotted_numbers_nest_though_a_converter_lost_their_levels() -> None:
    extract = markdown.read(
        b"## 1. Hull\n\na\n\n## 1.1 Keel\n\nb\n\n## 1.1.1 Bolts\n\nc\n\n## 2. Mast\n\nd\n"
    )
    assert [path for path, _ in tree(extract)] == [
        "1. Hull",
        "1. Hull › 1.1 Keel",
        "1. Hull › 1.1 Keel › 1.1.1 Bolts",
        "2. Mast",
    ]


def test_dotted_numbers_with_levels_of_their_own_are_trusted() -> None:
    extract = markdown.read(
        b"# Log\n\n## 1 Hull\n\na\n\n### 1.1 Keel\n\nb\n\n#### 1.1.1 Bolts\n\nc\n"
    )
    assert extract.headings_from is HeadingOrigin.MARKUP
    assert [block.level for block in extract.blocks if block.level] == [2, 3, 4]


def test_legal_divisions_nest_and_articles_part_from_their_text() -> None:
    extract = markdown.read(
        "# Ley\n\n## TÍTULO I\n\n## CAPÍTULO I\n\n**Artículo 1.-** La presente rige.\n".encode()
    )
    path, body = tree(extract)[-1]
    assert path == "TÍTULO I › CAPÍTULO I › Artículo 1.-"
    assert body == ["La", "presente", "rige"]


def test_attributes_of_headings_are_no_words() -> None:
    extract = markdown.read(
        b"# Log\n\n## Fog {#fog .x}\n\nA.\n\n## Rain {-}\n\nB.\n\n## Sun {a}\n\nC.\n"
    )
    assert texts(extract, BlockKind.HEADING) == ["Fog", "Rain", "Sun {a}"]


def test_headings_may_lack_the_blank_after_their_signs() -> None:
    extract = markdown.read(b"#Log\n\n##Fog\n\nDense.\n\n##Rain\n\n#1 and #2.\n")
    assert extract.title == "Log"
    assert tree(extract) == [("Fog", ["Dense"]), ("Rain", ["1", "and", "2"])]


def test_levels_lost_below_a_title_come_from_the_words() -> None:
    extract = markdown.read(
        "# Ley de Faros\n\n## TÍTULO I\n\n## CAPÍTULO I\n\n## Artículo 1.\n\n"
        "Rige los faros.\n".encode()
    )
    assert extract.title == "Ley de Faros"
    (path, _) = tree(extract)[-1]
    assert path == "TÍTULO I › CAPÍTULO I › Artículo 1."


def test_anchors_of_headings() -> None:
    extract = markdown.read(b"# Log\n\n## Hull {#h .x}\n\na\n\n## <a name='m'></a>Mast\n\nb\n")
    assert [block.anchor for block in extract.blocks if block.level] == ["h", "m"]


def test_headings_of_quotations_are_none_of_the_text_below() -> None:
    extract = read("# Lamps\n\n## Oil\n\n> ### Tip\n>\n> Trim it.\n\nMore.\n")
    assert [path for path, _ in tree(extract)] == ["Oil"]
    assert texts(extract)[2:] == ["Tip", "Trim it.", "More."]


@pytest.mark.parametrize("line_break", ["\n", "<br>", "  \n"])
def test_a_bold_line_heads_the_text_below_it_in_its_paragraph(line_break: str) -> None:
    words = "They write down each evening what the wind has done[^1]."
    extract = read(f"# Lamps\n\n**Oil**{line_break}{words}\n\n[^1]: Log.")
    assert kinds(extract)[2:] == [
        "paragraph: They write down each evening what the wind has done.",
        "note: 1. Log.",
    ]
    assert [path for path, _ in tree(extract)] == ["Oil"]


@pytest.mark.parametrize(
    "source",
    [
        "1. **Oil**\n   They burn it by night, and trim it.",
        "**They burn oil.**\nBy night, too.",
    ],
)
def test_bold_first_lines_of_items_and_bold_sentences_are_no_headings(source: str) -> None:
    assert "heading" not in "".join(kinds(read(f"# Lamps\n\n{source}")))


def test_a_bare_designation_takes_its_name_from_the_heading_below_it() -> None:
    extract = read("# Act\n\n## Part I\n\n## Oil\n\nx\n\n## Part II\n\n## Wicks\n\ny")
    assert [path for path, _ in tree(extract)] == ["Part I Oil", "Part II Wicks"]


def test_the_title_may_stand_below_a_remark() -> None:
    extract = read("> For comment\n\n# Oil rules\n\n## Lamps\n\nThey burn.")
    assert kinds(extract)[:2] == ["paragraph: For comment", "title: Oil rules"]
    below = read(f"{'And so on. ' * 20}\n\n# Oil rules\n\n## Lamps\n\nThey burn.")
    assert below.title == ""
