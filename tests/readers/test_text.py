from textwrap import fill

import pytest

from cmp_search.documents.document import BlockKind, Flaw
from cmp_search.errors import FormatError
from cmp_search.readers import text
from tests.raising import raises_code

from .looking import check, kinds, texts, tree


@pytest.mark.parametrize(
    "data",
    [
        "Señal à l’été".encode(),
        b"\xef\xbb\xbf" + "Señal à l’été".encode(),
        "Señal à l’été".encode("utf-16"),
        "Señal à l’été".encode("utf-16-le"),
        "Señal à l’été".encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_decodes(data: bytes) -> None:
    assert text.decode(data) == ("Señal à l’été", False)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_another_encoding_is_a_guess_and_said(encoding: str) -> None:
    data = "Señal à la comisión".encode(encoding)
    assert text.decode(data) == ("Señal à la comisión", True)
    assert text.read(data).quality.warnings == (Flaw.GUESSED_ENCODING,)


def test_a_declared_encoding_comes_first() -> None:
    assert text.decode("Łódź".encode("iso8859-2"), "iso8859-2") == ("Łódź", False)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0", b"a\0b"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with raises_code(FormatError, "text_is_binary"):
        text.read(data)


def test_a_web_page_is_refused() -> None:
    with raises_code(FormatError, "text_is_html"):
        text.read(b"<!-- saved -->\n<!DOCTYPE html><html><body>x</body></html>")


def test_an_empty_file_has_no_blocks() -> None:
    assert text.read(b" \n\n").blocks == []


def test_lists_become_items_with_the_lines_that_continue_them() -> None:
    extract = text.read(b"We bring:\n\n- rope and\n  a lamp\n- bread\n\n* one more\n\nThat is all.")
    assert texts(extract, BlockKind.ITEM) == ["- rope and\n  a lamp", "- bread", "* one more"]


def test_boilerplate_and_contents_are_left_out() -> None:
    extract = text.read(
        b"Language selection\n\nMill Report\n\nTable of contents\n\nWater\n\nWater\n\nIt runs fast."
        b"\n\nDate modified: 2020-01-02"
    )
    assert kinds(extract) == ["title: Mill Report", "heading4: Water", "paragraph: It runs fast."]


def test_entries_of_contents_need_no_empty_lines_between_them() -> None:
    extract = text.read(
        b"Mill Report\n\nContents\n\n1. Water ...... 1\n2. Wheel ...... 4\nAnnex . . . . . 9\n\n"
        b"1. Water\n\nIt runs.\n\n2. Wheel\n\nIt turns.\n\nAnnex\n\nNone."
    )
    assert [path for path, _ in tree(extract)] == ["1. Water", "2. Wheel", "Annex"]
    assert ". . ." not in extract.text and "...." not in extract.text


def test_rules_of_tables_stay() -> None:
    extract = text.read(
        b"The mill:\n\nWheel     Weir\n--------------\noak       stone\nelm       clay\n"
    )
    assert texts(extract)[-1] == "Wheel     Weir\n--------------\noak       stone\nelm       clay"


def test_line_ends_of_every_system_are_one() -> None:
    extract = text.read(b"one line of it\r\nand another.\r\rA new one, too.")
    assert texts(extract) == ["one line of it\nand another.", "A new one, too."]


LINES = """The Mill Report
Rye and oats were ground at the old mill by the weir, day and night, until the frost came.
I. Grain
Rye comes by cart.
    • sacks of rye
    • sacks of oats
a) Oats
1.\tWeigh them
2.\tGrind them
Outlook
Next year it grinds barley, when the wheel has been mended.
Mill
Weir
Bridge
"""


def test_a_text_without_empty_lines_has_a_paragraph_a_line() -> None:
    extract = text.read(LINES.encode())
    check(extract)
    assert kinds(extract) == [
        "title: The Mill Report",
        "paragraph: Rye and oats were ground at the old mill by the weir, day and night, until the "
        "frost came.",
        "heading3: I. Grain",
        "paragraph: Rye comes by cart.",
        "item: • sacks of rye",
        "item: • sacks of oats",
        "item: a) Oats",
        "item: 1.\tWeigh them",
        "item: 2.\tGrind them",
        "heading4: Outlook",
        "paragraph: Next year it grinds barley, when the wheel has been mended.",
        "paragraph: Mill\nWeir\nBridge",
    ]


def test_lines_broken_at_one_width_are_a_paragraph() -> None:
    words = "The mill stands by the weir and grinds rye for the three villages of the vale. " * 9
    broken = fill(words, 60)
    assert texts(text.read(broken.encode())) == [broken]


def test_pages_are_joined_without_their_running_lines() -> None:
    pages = ["The mill was seen by the miller of the\n", "old weir at noon.\n\nIt stood.", "Rye."]
    heads = [f"Mill Report     {i}\n\n{page}\n\n- {i} -" for i, page in enumerate(pages, 1)]
    extract = text.read("\f".join(heads).encode())
    assert texts(extract) == [
        "The mill was seen by the miller of the\nold weir at noon.",
        "It stood.",
        "Rye.",
    ]
    assert extract.quality.left_out.running == 6


def test_running_heads_with_numbers_on_either_side_leave_the_title() -> None:
    pages = [
        "Mill Report\n\nThe miller of the old",
        "Mill Report    2\n\nweir sat by",
        "3    Mill Report\n\nit.",
    ]
    extract = text.read("\n\f".join(pages).encode())
    assert texts(extract) == ["Mill Report", "The miller of the old\nweir sat by\nit."]
    assert extract.title == "Mill Report"


def test_a_letter_that_is_the_same_on_every_page_keeps_its_text() -> None:
    letter = "Dear miller\n\nThe wheel is sold.\n\nThe weir is not.\n\nYours\n\nA. Weaver"
    extract = text.read("\f".join([letter] * 5).encode())
    assert extract.text.count("The wheel is sold.") == 5


def test_a_letter_to_several_people_keeps_its_text_below_their_names() -> None:
    letter = "Your boat is due.\n\nIt is dry.\n\nCome by noon and bring the oars with you.\n"
    letters = [f"To: {name}\n\n{letter}" for name in ("A. Reed", "B. Alder", "C. Birch")]
    extract = text.read("\f".join(letters).encode())
    assert extract.text.count("bring the oars") == 3
    assert "To: B. Alder" in extract.text


def test_a_running_head_with_columns_may_begin_on_the_second_page() -> None:
    pages = ["Mill Report\n\nRye comes by"]
    pages += [f"Note 9          Mills          2019\n\n{words}" for words in ("cart.", "And oats.")]
    extract = text.read("\f".join(pages).encode())
    assert kinds(extract)[1:] == ["paragraph: Rye comes by\ncart.", "paragraph: And oats."]


@pytest.mark.parametrize("mark", ["- {} -", "Page {} of 3", "[Page {}]", "Página {} de 3"])
def test_lines_that_count_pages_part_them_without_form_feeds(mark: str) -> None:
    pages = ["Mill Report\n\nRye comes by", "cart and boat.", "And oats."]
    paged = "\n".join(f"{page}\n\n{mark.format(i)}\n" for i, page in enumerate(pages, 1))
    extract = text.read(paged.encode())
    assert kinds(extract)[1:] == ["paragraph: Rye comes by\ncart and boat.", "paragraph: And oats."]


def test_lines_that_count_nothing_stay() -> None:
    extract = text.read(b"Mill Report\n\nSee\n\nPage 7\n\nand\n\nPage 3\n\nfor the mills.")
    assert "Page 7" in extract.text


@pytest.mark.parametrize("encoding", ["utf-32", "mac_roman"])
def test_rarer_encodings_are_read(encoding: str) -> None:
    words = "L’élève a été reçu près de la forêt."
    assert text.decode(words.encode(encoding))[0] == words


def test_stray_bytes_in_utf8_are_characters_of_windows() -> None:
    data = "Señal, comisión, acción, día. ".encode() + "Año".encode("cp1252")
    assert text.decode(data) == ("Señal, comisión, acción, día. Año", True)


def test_a_stray_zero_is_no_character_of_a_text() -> None:
    words = "The mill grinds rye by night and oats by day, for all who bring it. " * 3
    assert text.decode(words.encode() + b"\0") == (words, False)
    with raises_code(FormatError, "text_is_binary"):
        text.decode(words.encode() + b"\0\1")


def test_entries_with_leaders_or_page_numbers_are_contents() -> None:
    article = "Artículo {}.- El molino muele de noche y de día, para todos."
    extract = text.read(
        "Ley del molino\n\nÍndice\n\nCAPÍTULO I. Grano ...... 1\nCAPÍTULO II. Tarifas .... 2\n\n"
        f"CAPÍTULO I\nGrano\n\n{article.format(1)}\n\nCAPÍTULO II\nTarifas\n\n"
        f"{article.format(2)}".encode()
    )
    assert "...." not in extract.text
    chapters = [path.partition(" › ")[0] for path, _ in tree(extract)]
    assert list(dict.fromkeys(chapters)) == ["CAPÍTULO I Grano", "CAPÍTULO II Tarifas"]
    columns = text.read(
        b"Mill Report\n\nContents\n\nGrain      1\nFees       2\n\nGrain\n\nRye.\n\nFees\n\nNone."
    )
    assert columns.text.count("Fees") == 1
