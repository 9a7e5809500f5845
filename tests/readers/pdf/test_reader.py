from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.constants import UserAccessPermissions
from pypdf.errors import DependencyError, LimitReachedError

from cmp_search.documents.document import BlockKind, HeadingOrigin
from cmp_search.errors import DamagedError, FormatError, LimitError, NoTextError, ReadError
from cmp_search.readers.extract import Extract
from cmp_search.readers.pdf import reader
from cmp_search.readers.pdf.letters import normalise
from tests.raising import raises_code

from ..looking import check, kinds, page_texts, texts, tree
from ..pdf_making import BOLD, LEADING, LEFT, TOP, Drawn, heading, lines, pdf, stacked

SENTENCE = "The keeper of the light climbs the tower twice a night and trims the lamp by hand. "
LONG = SENTENCE * 3


def read(data: bytes) -> Extract:
    extract = reader.read(data)
    check(extract)
    return extract


# Pages


def test_pages_carry_the_labels_printed_on_them() -> None:
    pages = [stacked(f"Page of the number {i}.") for i in "abcd"]
    extract = read(pdf(*pages, roman=2))
    assert [(page.number, page.label) for page in extract.pages] == [
        (1, "i"),
        (2, "ii"),
        (3, "1"),
        (4, "2"),
    ]


def test_a_file_without_labels_gives_none() -> None:
    assert [page.label for page in read(pdf(stacked(LONG))).pages] == [None]


def test_empty_pages_count() -> None:
    extract = read(
        pdf([], stacked("A lamp is lit at dusk."), [], stacked("It burns till dawn."), [])
    )
    assert page_texts(extract) == ["", "A lamp is lit at dusk.", "", "It burns till dawn.", ""]


def test_language_and_title_that_the_file_states() -> None:
    extract = read(pdf(stacked(LONG), title="Lights of the Coast", language="fr-CA"))
    assert (extract.language, extract.title) == ("fr", "Lights of the Coast")
    assert read(pdf(stacked(LONG), language="de")).language == ""


# Headings and title


def outlined(*titles: str) -> bytes:
    """Four lines in plain type; the outline points to each of them."""
    words = ("2.1 Lamps", LONG, "2.1.1 Wicks and Oil", LONG)
    page = stacked(*words)
    tops = {line.text: line.y + line.size for line in page}
    entries = [("Lamps", 1, 0, tops["2.1 Lamps"]), ("WICKS & OIL", 2, 0, 500.0)]
    renamed = [(new, *entry[1:]) for new, entry in zip(titles, entries, strict=False)]
    return pdf(page, outline=[("Keeper’s Book", 0, 0, TOP), *(renamed or entries)])


def test_the_outline_gives_headings_whatever_their_numbering_and_case() -> None:
    data = outlined("Lamps", "wicks and — oil")
    extract = read(data)
    assert extract.headings_from is HeadingOrigin.OUTLINE
    assert [path for path, _ in tree(extract)] == ["2.1 Lamps", "2.1 Lamps › 2.1.1 Wicks and Oil"]


def test_an_outline_that_names_other_things_is_not_used() -> None:
    extract = read(outlined("First", "Second"))
    assert extract.headings_from is not HeadingOrigin.OUTLINE


def test_an_entry_whose_words_stand_twice_means_the_place_it_points_to() -> None:
    page = stacked("Lamps", LONG, "Lamps", LONG)
    lower = page[-5].y + 12
    extract = read(pdf(page, outline=[("Lamps", 0, 0, lower)]))
    assert kinds(extract)[0] == "paragraph: Lamps"
    assert [path for path, _ in tree(extract)] == ["", "Lamps"]


def test_a_heading_over_two_lines_is_one() -> None:
    page = [Drawn("How the lamps", 700), Drawn("are trimmed", 686), *lines(LONG, 650)]
    extract = read(pdf(page, outline=[("How the lamps are trimmed", 0, 0, 710)]))
    assert kinds(extract)[0] == "heading1: How the lamps are trimmed"


def test_size_and_weight_rank_headings_without_an_outline() -> None:
    page = stacked(
        heading("Coast Book", 24),
        heading("Lamps", 16),
        LONG,
        heading("Wicks", 12),
        LONG,
        heading("Oil", 10),
        LONG,
        heading("Towers", 16),
        LONG,
    )
    extract = read(pdf(page))
    assert extract.headings_from is HeadingOrigin.STYLE
    assert extract.title == "Coast Book"
    assert [path for path, _ in tree(extract)] == [
        "Lamps",
        "Lamps › Wicks",
        "Lamps › Wicks › Oil",
        "Towers",
    ]


def test_headings_of_one_type_are_ranked_by_their_numbering() -> None:
    page = stacked(
        *(part for t in ("I. Lamps", "a) Wicks", "II. Oil") for part in (heading(t), LONG))
    )
    assert [path for path, _ in tree(read(pdf(page)))] == [
        "I. Lamps",
        "I. Lamps › a) Wicks",
        "II. Oil",
    ]


def test_lines_that_stand_alone_are_headings_where_all_type_is_the_same() -> None:
    extract = read(pdf(stacked("Coast Book", "I. Lamps", LONG, "II. Oil", LONG)))
    assert extract.headings_from is HeadingOrigin.SHAPE
    assert extract.title == "Coast Book"
    assert [path for path, _ in tree(extract)] == ["I. Lamps", "II. Oil"]


def test_text_without_headings_says_so() -> None:
    assert read(pdf(stacked(LONG))).headings_from is HeadingOrigin.NONE


def test_the_line_that_repeats_the_stated_title_is_no_heading() -> None:
    page = stacked(heading("Coast", 14), heading("COAST BOOK, 3rd edition", 14), LONG)
    extract = read(pdf(page, title="Coast Book"))
    assert extract.title == "Coast Book"
    assert texts(extract, BlockKind.TITLE) == ["COAST BOOK, 3rd edition"]


@pytest.mark.parametrize(
    "title", ["Microsoft Word - final.doc", "report_v3.pdf", "untitled", "1234"]
)
def test_a_file_name_is_no_title(title: str) -> None:
    page = stacked(heading("Coast Book", 24), LONG)
    assert read(pdf(page, title=title)).title == "Coast Book"


def test_author_and_date_under_the_title_are_no_headings() -> None:
    by_lines = [Drawn("Ada Mast", 0, size=13), Drawn("12 May 1931", 0, size=13)]
    page = stacked(heading("Coast Book", 24), *by_lines, heading("Lamps"), LONG)
    extract = read(pdf(page))
    assert [path for path, _ in tree(extract)] == ["", "Lamps"]
    assert texts(extract)[1:3] == ["Ada Mast", "12 May 1931"]


def test_a_line_under_the_title_is_a_heading_where_the_outline_says_so() -> None:
    page = stacked(heading("Coast Book", 24), Drawn("Lamps", 0, size=13), LONG)
    extract = read(pdf(page, outline=[("Lamps", 0, 0, 700)]))
    assert kinds(extract)[:2] == ["title: Coast Book", "heading1: Lamps"]


# Running lines, contents


def book(count: int, *running: str, height: float = 760) -> list[list[Drawn]]:
    """Pages with running lines, in which "#" stands for the page's number."""
    return [
        [
            *(
                Drawn(line.replace("#", str(n)), height - 12 * i, size=8)
                for i, line in enumerate(running)
            ),
            *lines(
                " ".join(f"Lamp {n}{i} was lit at dusk by keeper {i}{n}." for i in range(9)), 700
            ),
        ]
        for n in range(count)
    ]


@pytest.mark.parametrize("count", [2, 3, 7])
@pytest.mark.parametrize("height", [760, 30])
def test_running_lines_are_left_out(count: int, height: float) -> None:
    extract = read(pdf(*book(count, "Keeper’s Book, page # of 9", height=height)))
    assert "Keeper" not in extract.text
    assert len(extract.blocks) == count


def test_running_lines_whose_words_change_go_with_their_page_number() -> None:
    pages = book(8)
    heads = ["Lamps 1", "Lamps 2", "Wicks 3", "Oil 4", "Oil 5", "Glass 6", "Stairs 7", "Doors 8"]
    for page, head in zip(pages, heads, strict=True):
        page.insert(0, Drawn(head, 760, size=8))
    assert len(read(pdf(*pages)).blocks) == 8


@pytest.mark.parametrize("number", ["7", "– vii –", "Page 7 of 9", "7/9"])
def test_a_lone_page_number_is_left_out(number: str) -> None:
    extract = read(pdf([*stacked(LONG), Drawn(number, 40, x=300)]))
    assert number not in extract.text


def test_words_of_the_text_that_come_again_far_away_stay() -> None:
    pages = [[Drawn("Mexico:", 740), *page] for page in book(20)]
    for n, page in enumerate(pages):
        if n not in (0, 8, 16):
            del page[0]
    assert read(pdf(*pages)).text.count("Mexico:") == 3


def test_contents_are_left_out() -> None:
    leaders = " . . . . . . . . "
    contents = stacked("Contents", f"Lamps{leaders}2", f"Wicks and oil{leaders}2", "Towers 2")
    chapters = stacked("Lamps", LONG, "Wicks and oil", LONG, "Towers", LONG)
    extract = read(pdf(contents, chapters))
    assert page_texts(extract)[0] == ""
    assert [path for path, _ in tree(extract)][-1] == "Towers"


def test_a_list_of_figures_in_the_text_stays() -> None:
    rows = ["Lamps lit 12", "Lamps out 7", "Wicks cut 40", "Oil used 9"]
    assert set(rows) <= set(texts(read(pdf(stacked(LONG, *rows)))))


# Paragraphs


def test_lines_are_put_together_to_paragraphs() -> None:
    extract = read(pdf(stacked(LONG, SENTENCE, LONG)))
    assert texts(extract) == [LONG.strip(), SENTENCE.strip(), LONG.strip()]


def test_an_indent_begins_a_paragraph() -> None:
    first, second = lines(LONG, 700), lines(LONG, 658)
    first[-1] = replace(first[-1], text=SENTENCE.strip())
    second[0] = replace(second[0], x=LEFT + 14, text=second[0].text.removesuffix(" twice"))
    page = [
        *first,
        *(replace(line, y=first[-1].y - (i + 1) * LEADING) for i, line in enumerate(second)),
    ]
    assert len(texts(read(pdf(page)))) == 2


def test_a_paragraph_that_runs_over_a_page_is_one_block_on_both() -> None:
    whole = lines(LONG, 720)
    cut, rest = whole[:-1], replace(whole[-1], y=720)
    extract = read(pdf(cut, [rest, *lines("A new one stands here, and it ends at once.", 680)]))
    assert texts(extract) == [LONG.strip(), "A new one stands here, and it ends at once."]
    assert page_texts(extract)[0] == " ".join(line.text for line in cut)


def test_a_new_sentence_on_the_next_page_is_a_new_block() -> None:
    assert len(read(pdf(stacked(LONG), stacked("Then " + LONG))).blocks) == 2


def joined(*drawn: str) -> str:
    """What two lines become, in a document whose other words are given first."""
    others, upper, lower = drawn
    page = [*lines(others, 720), Drawn(upper, 600), Drawn(lower, 586)]
    return texts(read(pdf(page)))[-1]


FILL = "and the keeper trims the wick of the lamp in the tall white tower of "


@pytest.mark.parametrize(
    ("others", "upper", "lower", "word"),
    [
        ("Nothing of the kind.", "light-", "house keeping", "lighthouse keeping"),
        ("A light-house stands.", "light-", "house keeping", "light-house keeping"),
        ("A light-house or lighthouse.", "light-", "house keeping", "lighthouse keeping"),
        ("Nothing of the kind.", "Canada-", "Mexico talks", "Canada-Mexico talks"),
        ("Nothing of the kind.", "ship-to-", "shore radio", "ship-to-shore radio"),
        ("Nothing of the kind.", "1998-", "1999 gales", "1998-1999 gales"),
        ("Nothing of the kind.", "light\xad", "house keeping", "lighthouse keeping"),
        ("Nothing of the kind.", "and/", "or neither", "and/or neither"),
        ("Nothing of the kind.", "towers –", "of stone", "towers – of stone"),
    ],
)
def test_words_broken_at_the_end_of_a_line(others: str, upper: str, lower: str, word: str) -> None:
    assert joined(others, FILL + upper, lower) == FILL + word


def test_a_word_broken_at_the_end_of_a_page() -> None:
    extract = read(pdf([Drawn(FILL + "light-", 720)], [Drawn("house keeping.", 720)]))
    assert texts(extract) == [FILL + "lighthouse keeping."]
    assert page_texts(extract)[1] == "house keeping."


def test_ligatures_odd_spaces_and_soft_hyphens_are_mended() -> None:
    assert (
        normalise("Oﬃcial\xa0ﬂares  \u2003for\xadever \uf0b7\ue001\x02")
        == "Official flares forever •"
    )
    assert texts(read(pdf([Drawn("Official\xa0ﬂares", 700)]))) == ["Official flares"]


def test_items_with_bullets_and_numbers() -> None:
    item = (
        "the lamp is trimmed at dusk and at midnight by the keeper or, on leave days, by the mate;"
    )
    page = [
        Drawn("Each night:", 700),
        Drawn("•", 680),
        *lines(item, 680, LEFT + 12, 300),
        Drawn("– the log", 640),
        Drawn("1) Lock the door.", 620),
        Drawn("2) Go to bed, when nobody calls any more", 606),
        Drawn("and the wind has dropped.", 592, x=LEFT + 14),
    ]
    assert kinds(read(pdf(page))) == [
        "paragraph: Each night:",
        f"item: {item}",
        "item: the log",
        "item: 1) Lock the door.",
        "item: 2) Go to bed, when nobody calls any more and the wind has dropped.",
    ]


def test_cells_side_by_side_are_a_row() -> None:
    row = [Drawn("Ayr", 500), Drawn("1840", 500, x=200), Drawn("White tower", 500, x=320)]
    extract = read(pdf([*lines(LONG, 700), *row, *lines(LONG, 460)]))
    assert texts(extract, BlockKind.ROW) == ["Ayr | 1840 | White tower"]


def test_small_type_with_a_number_is_a_note() -> None:
    note = Drawn("1 Measured from the quay.", 80, size=7)
    page = [*lines(LONG, 700), note, replace(note, text="2 Twice.", y=70)]
    assert texts(read(pdf(page)), BlockKind.NOTE) == ["1 Measured from the quay.", "2 Twice."]


@pytest.mark.parametrize("count", [1, 2])
def test_notes_that_split_a_paragraph_stand_before_it_on_their_page(count: int) -> None:
    whole = lines(LONG, 160)
    cut, rest = whole[:-1], replace(whole[-1], y=720)
    notes = [Drawn(f"{n} Measured from the quay.", 80 - 10 * n, size=7) for n in (1, 2)][:count]
    page = [*stacked(heading("Lamps"), SENTENCE), *cut, *notes]
    extract = read(pdf(page, [rest, *lines("A new one stands here, and it ends at once.", 680)]))
    assert kinds(extract)[1:] == [
        f"paragraph: {SENTENCE.strip()}",
        *(f"note: {note.text}" for note in notes),
        f"paragraph: {LONG.strip()}",
        "paragraph: A new one stands here, and it ends at once.",
    ]
    block = extract.blocks[-2]
    first, second = extract.pages
    assert first.start <= block.start < first.end < block.end <= second.end
    assert all(note.text in page_texts(extract)[0] for note in notes)


def test_notes_after_a_paragraph_that_ends_stay_behind_it() -> None:
    note = Drawn("1 Measured from the quay.", 70, size=7)
    extract = read(pdf([*lines(LONG, 160), note], stacked("Then " + LONG)))
    assert [kind.partition(":")[0] for kind in kinds(extract)] == ["paragraph", "note", "paragraph"]
    assert len(texts(extract)) == 3


def test_a_raised_number_stays_on_its_line() -> None:
    page = [Drawn("Nine fathoms", 700), Drawn("3", 704, x=137, size=6), *lines(LONG, 650)]
    assert texts(read(pdf(page)))[0] == "Nine fathoms 3"


def test_columns_are_read_one_after_the_other() -> None:
    left = lines("The left column speaks of the sea and of its many moods. " * 3, 700, 72, 200)
    right = lines("The right column speaks of the land and of its roads. " * 3, 700, 320, 200)
    extract = read(pdf([*left, *right]))
    assert extract.text.index("moods. The left") < extract.text.index("The right column")
    assert "sea and of its many moods. The left column speaks" in extract.text


def test_what_is_drawn_last_and_stands_above_is_read_first() -> None:
    upper, lower = (
        lines("First comes the dusk over the bay.", 700),
        lines("Then the night falls.", 500),
    )
    assert texts(read(pdf([*lower, *upper])))[0] == "First comes the dusk over the bay."


def test_words_drawn_twice_for_boldness_are_one() -> None:
    page = [Drawn("Lamp oil", 700), Drawn("Lamp oil", 700, x=LEFT + 0.3), *lines(LONG, 650)]
    assert texts(read(pdf(page)))[0] == "Lamp oil"


def test_a_page_set_sideways_is_read_upright() -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf(stacked(LONG, SENTENCE))))
    writer.pages[0].rotate(90)
    writer.pages[0].transfer_rotation_to_content()
    assert texts(read(_saved(writer))) == [LONG.strip(), SENTENCE.strip()]


# What cannot be read


def _saved(writer: PdfWriter) -> bytes:
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def locked(user: str, owner: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf(stacked(LONG))))
    allowed = UserAccessPermissions.PRINT
    writer.encrypt(user, owner, permissions_flag=allowed, algorithm=algorithm)
    return _saved(writer)


LOCKS = pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])


@LOCKS
def test_a_password_locks_it(algorithm: str) -> None:
    with pytest.raises(DamagedError) as refused:
        reader.read(locked("secret", "secret", algorithm))
    assert refused.value.code == "file_locked"


@LOCKS
def test_a_lock_that_the_empty_password_opens(algorithm: str) -> None:
    assert texts(read(locked("", "owner", algorithm))) == [LONG.strip()]


@pytest.mark.parametrize("data", [b"", b"Just text.", b"PK\x03\x04"])
def test_other_files_are_refused(data: bytes) -> None:
    with raises_code(FormatError, "format_not", format="PDF"):
        reader.read(data)


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_truncated_file_is_damaged(share: float) -> None:
    data = pdf(*book(5))
    with raises_code(DamagedError, "format_broken", format="PDF"):
        reader.read(data[: int(len(data) * share)])


def test_a_broken_outline_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: PdfReader) -> list[object]:
        raise ValueError("no such destination")

    monkeypatch.setattr(reader, "outline_entries", broken)
    assert read(outlined()).blocks


@pytest.mark.parametrize(
    ("error", "expected", "code"),
    [
        (DependencyError("cryptography is needed"), DamagedError, "pdf_lock"),
        (LimitReachedError("too long"), LimitError, "pdf_too_large"),
        (ZeroDivisionError("float division by zero"), DamagedError, "format_broken"),
    ],
)
def test_what_pypdf_raises_gets_a_code_where_pdfium_fails_too(
    monkeypatch: pytest.MonkeyPatch, error: Exception, expected: type[ReadError], code: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(reader, "PdfReader", fail)
    assert texts(read(pdf(stacked(LONG)))) == [LONG.strip()]
    monkeypatch.setattr(reader, "opened", lambda _: None)
    with raises_code(expected, code, reason=str(error)):
        reader.read(pdf(stacked(LONG)))


def test_a_scan_has_no_text() -> None:
    with raises_code(NoTextError, "pdf_without_text"):
        reader.read(pdf([], []))


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PAGES", 2)
    with raises_code(LimitError, "pdf_pages", found=3, most=2):
        reader.read(pdf([], [], []))


def test_bold_words_in_a_paragraph_make_no_heading() -> None:
    line = Drawn("The lamp", 700, font=BOLD)
    rest = Drawn("burns oil of the best kind, and a great deal of it all night.", 700, x=135)
    extract = read(pdf([line, rest, *lines(LONG, 660)]))
    assert not texts(extract, BlockKind.HEADING)
