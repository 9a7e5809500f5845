"""Page labels from printed numbers: found where the pages agree, and never guessed otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cmp_search.documents.document import LabelOrigin
from cmp_search.readers.common.roman import as_roman
from cmp_search.readers.pdf import read
from cmp_search.readers.pdf.labels import LEAST_PAGES, printed_labels
from cmp_search.readers.pdf.lines import Line

from ..pdf_making import Drawn, lines, pdf

FRAMES = st.sampled_from(["{}", "- {} -", "Page {}", "{} of 912", "Coast Book {}", "{} | Coast"])
OTHERS = st.sampled_from(["", "Annual Report 2019", "Coast Book, 2nd edition", "Part 3"])


@dataclass(frozen=True)
class Book:
    """The number printed on each page, in roman or arabic figures, and what stands around it."""

    labels: tuple[str, ...]
    frame: str
    other: str

    def lines(self, printed: Sequence[str | None]) -> list[list[Line]]:
        """The running lines of the pages, where some numbers are printed."""
        return [
            [
                Line(words, page, 72, 760, 300, 8, False)
                for words in (self.other, self.frame.format(label) if label else "")
                if words
            ]
            for page, label in enumerate(printed)
        ]


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Roman front matter, arabic pages, or both, from any number on."""
    front = draw(st.one_of(st.just(0), st.integers(LEAST_PAGES, 30)))
    main = draw(st.integers(0 if front else LEAST_PAGES, 60))
    assume(main == 0 or main >= LEAST_PAGES)
    first = draw(st.integers(1, 9))
    capital = draw(st.booleans())
    start = draw(st.integers(1, 700))
    numbers = [as_roman(first + i) for i in range(front)]
    labels = [number.upper() if capital else number for number in numbers]
    # "of 912" is on every page, so pages that bear that number themselves say nothing clear.
    assume(not start <= 912 < start + main)
    return Book((*labels, *(str(start + i) for i in range(main))), draw(FRAMES), draw(OTHERS))


@given(books())
def test_numbers_printed_consistently_are_found(book: Book) -> None:
    assert printed_labels(book.lines(book.labels)) == list(book.labels)


@given(books(), st.data())
def test_pages_in_between_that_show_no_number_are_counted_on(
    book: Book, data: st.DataObject
) -> None:
    runs = (
        [i for i, label in enumerate(book.labels) if label.isdigit() == arabic]
        for arabic in (False, True)
    )
    bare: set[int] = set()
    for run in runs:
        inner = run[1:-1]
        bare |= set(
            data.draw(st.sets(st.sampled_from(inner), max_size=len(run) - 3)) if inner else ()
        )
    printed = [None if i in bare else label for i, label in enumerate(book.labels)]
    assert printed_labels(book.lines(printed)) == list(book.labels)


@given(st.integers(9, 60), st.integers(1, 500), st.integers(0, 2))
def test_pages_that_are_a_third_inconsistent_have_no_labels(
    count: int, first: int, shift: int
) -> None:
    odd = range(shift, count - count % 3, 3)
    printed = [str(9_000 - 37 * i if i in odd else first + i) for i in range(count)]
    assert printed_labels(Book((), "{}", "").lines(printed)) == [None] * count


@given(st.lists(st.one_of(st.none(), st.integers(1, 3_000)), max_size=40), FRAMES, OTHERS)
def test_a_label_is_a_number_that_its_page_shows_or_that_is_counted_on(
    numbers: list[int | None], frame: str, other: str
) -> None:
    printed = [None if number is None else str(number) for number in numbers]
    book = Book((), frame, other)
    shown = book.lines(printed)
    found = printed_labels(shown)
    assert len(found) == len(numbers)
    labelled = [(i, int(label)) for i, label in enumerate(found) if label]
    for i, label in labelled:
        assert not printed[i] or str(label) in " ".join(line.text for line in shown[i])


@pytest.mark.parametrize(
    "words",
    ["Annual Report 2019", "Chapter 3", "v", "1,000 lamps", "12 May 1931", "mild civic mix"],
)
def test_what_is_the_same_on_every_page_numbers_none(words: str) -> None:
    assert printed_labels(Book((), "{}", "").lines([words] * 9)) == [None] * 9


@pytest.mark.parametrize("count", range(LEAST_PAGES))
def test_too_few_pages_agree_on_nothing(count: int) -> None:
    assert printed_labels(Book((), "{}", "").lines([str(i) for i in range(1, count + 1)])) == (
        [None] * count
    )


@pytest.mark.parametrize("words", ["iiii 1 ", "vx", "ic", "lc"])
def test_letters_that_write_no_number_number_none(words: str) -> None:
    printed = [f"{words.strip()} {'abc'[i % 3]}" for i in range(6)]
    found = printed_labels(Book((), "{}", "").lines(printed))
    assert found == [None] * 6


# In whole files


def book(labels: Sequence[str], stated: int | None = None) -> bytes:
    return pdf(
        *(
            [
                Drawn(f"Coast Book   {label}", 760, size=8),
                *lines(
                    " ".join(f"Lamp {n}{i} was lit at dusk by keeper {i}{n}." for i in range(9)),
                    700,
                ),
            ]
            for n, label in enumerate(labels)
        ),
        roman=stated,
    )


def test_a_file_that_states_no_labels_gets_the_printed_ones() -> None:
    printed = ("i", "ii", "iii", "5", "6", "7", "8")
    extract = read(book(printed))
    assert tuple(page.label for page in extract.pages) == printed
    assert extract.quality.labels is LabelOrigin.RUNNING
    assert "Coast" not in extract.text


def test_labels_that_the_file_states_count_first() -> None:
    extract = read(book(("7", "8", "9", "10"), stated=2))
    assert [page.label for page in extract.pages] == ["i", "ii", "1", "2"]
    assert extract.quality.labels is LabelOrigin.FILE


@pytest.mark.parametrize(
    ("printed", "labels", "origin"),
    [
        (("31", "32", "33", "34"), ["31", "32", "33", "34"], LabelOrigin.RUNNING),
        (("", "2", "3", "4"), ["1", "2", "3", "4"], LabelOrigin.FILE),
        (("", "", "", ""), ["1", "2", "3", "4"], LabelOrigin.FILE),
    ],
)
def test_printed_numbers_correct_labels_that_only_count_the_pages(
    printed: tuple[str, ...], labels: list[str], origin: LabelOrigin
) -> None:
    extract = read(book(printed, stated=0))
    assert [page.label for page in extract.pages] == labels
    assert extract.quality.labels is origin


def test_without_numbers_there_are_none() -> None:
    extract = read(book(("", "", "", "")))
    assert [page.label for page in extract.pages] == [None] * 4
    assert extract.quality.labels is LabelOrigin.NONE


def numbered(*parts: Sequence[str]) -> list[str | None]:
    """The labels found where each part's numbers are printed page by page."""
    printed = [number for part in parts for number in part]
    return printed_labels(Book((), "{}", "").lines(printed))


@pytest.mark.parametrize(
    "parts",
    [
        (["i", "ii", "iii"], [str(i) for i in range(1, 9)], ["1", "2", "3", "4"]),
        ([str(i) for i in range(1, 26)], [str(i) for i in range(1, 8)], ["1", "2"]),
        (["1", "2", "3", "4"], ["A-1", "A-2", "A-3"], ["B-1", "B-2", "B-3"]),
        (["1-1", "1-2", "1-3"], ["2-1", "2-2", "2-3", "2-4"]),
        (["31872", "31873", "31874"], ["IV", "V", "VI"]),
    ],
)
def test_each_part_of_a_file_may_have_a_series_of_its_own(parts: tuple[list[str], ...]) -> None:
    assert numbered(*parts) == [number for part in parts for number in part]


def test_annexes_that_begin_anew_in_a_whole_file() -> None:
    printed = [str(i) for length in (8, 7, 5) for i in range(1, length + 1)]
    assert [page.label for page in read(book(printed)).pages] == printed
