"""What an address asks to be added to the note: each way, once, and nothing of a hostile one."""

from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.documents.passage import Passage
from cmp_search.index.engines import open_index
from cmp_search.locales import interfaces, messages_for
from cmp_search.notes.drafts import Drafts
from cmp_search.notes.note import Note
from tests.web.conftest import Open, note_of, shown

WORDS = messages_for("en")
QUESTION = "Who polished the lenses?"


@pytest.fixture
def passage(index: Path) -> Passage:
    """A passage about forty lenses."""
    with closing(open_index(str(index))) as opened:
        return next(p for p in opened.passages_of("harbour-2021") if "forty lenses" in p.text)


def quoted(note: Note | None) -> list[str]:
    return [one.quote.text for one in note.quotations] if note else []


def test_a_whole_passage(open_page: Open, drafts: Drafts, passage: Passage) -> None:
    page = open_page("", q=QUESTION, add=passage.id, once="1")
    assert quoted(note_of(page, drafts)) == [passage.text]
    assert WORDS("note_added.new") in shown(page)
    assert WORDS("note.in_note") in shown(page)


def test_words_of_a_passage(open_page: Open, drafts: Drafts, passage: Passage) -> None:
    page = open_page("", q=QUESTION, add=passage.id, words=" polished\n forty  lenses ", once="1")
    assert quoted(note_of(page, drafts)) == ["polished forty lenses"]


def test_the_marked_sentence(open_page: Open, drafts: Drafts, passage: Passage) -> None:
    start = passage.start + passage.text.index("The group")
    words = "The group polished forty lenses."
    page = open_page("", q=QUESTION, add=passage.id, span=f"{start}-{start + len(words)}", once="1")
    assert quoted(note_of(page, drafts)) == [words]


def test_words_of_a_text_from_a_place_on(open_page: Open, drafts: Drafts, passage: Passage) -> None:
    asked = {"document": "harbour-2021", "at": str(passage.start), "words": "lenses"}
    page = open_page("read", **asked, once="1")
    (quotation,) = note_of(page, drafts).quotations
    assert quotation.quote.text == "lenses"
    assert quotation.quote.citation.start > passage.start


def test_a_quotation_brings_the_search_that_was_shown(
    open_page: Open, drafts: Drafts, passage: Passage
) -> None:
    open_page("", q=QUESTION)
    page = open_page("", q=QUESTION, add=passage.id, once="1")
    assert [search.question for search in note_of(page, drafts).searches] == [QUESTION]
    page = open_page("", q="bread", add=passage.id, once="2")
    assert len(note_of(page, drafts).searches) == 1


def test_a_search_alone_also_one_that_found_nothing(open_page: Open, drafts: Drafts) -> None:
    open_page("", q="zebras on Mars")
    page = open_page("", **{"q": "zebras on Mars", "add-search": "1", "once": "1"})
    note = note_of(page, drafts)
    assert [search.question for search in note.searches] == ["zebras on Mars"]
    assert not note.quotations
    assert WORDS("note.search_added") in shown(page)


def test_a_number_adds_once_as_going_back_asks_again(
    open_page: Open, drafts: Drafts, passage: Passage
) -> None:
    page = open_page("", q=QUESTION, add=passage.id, words="forty", once="1")
    page = open_page("", q=QUESTION, add=passage.id, words="group", once="1")
    assert quoted(note_of(page, drafts)) == ["forty"]
    assert WORDS("note_added.new") not in shown(page)
    page = open_page("", q=QUESTION, add=passage.id, words="group", once="2")
    assert quoted(note_of(page, drafts)) == ["forty", "group"]


def test_without_a_number_nothing_is_added(
    open_page: Open, drafts: Drafts, passage: Passage
) -> None:
    page = open_page("", q=QUESTION, add=passage.id)
    assert not page.session_state["note_key"]
    assert not drafts.folder.exists()


def test_the_same_said_again_is_another_occasion(open_page: Open, passage: Passage) -> None:
    signs = [
        shown(open_page("", q=QUESTION, add=passage.id, once=once)).split("note-sign")[1]
        for once in ("1", "2", "3")
    ]
    assert WORDS("note_added.kept") in signs[1] and WORDS("note_added.kept") in signs[2]
    assert signs[1] != signs[2]


@pytest.mark.parametrize("language", interfaces())
def test_an_unknown_passage_is_one_line(open_page: Open, drafts: Drafts, language: str) -> None:
    page = open_page("", q=QUESTION, lang=language, add="harbour-2021:gone", once="1")
    message = str(messages_for(language).messages["error.note_no_passage"])
    assert message.partition("{")[0][1:] in unescape(shown(page))
    assert not drafts.folder.exists()


EVIL = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    "query",
    [
        {"add": EVIL},
        {"add": "../../etc/passwd"},
        {"add": "harbour-2021:0", "words": EVIL},
        {"add": "harbour-2021:0", "span": "9-3"},
        {"add": "harbour-2021:0", "span": "0-999999999"},
        {"document": EVIL, "at": "1", "words": "lenses"},
        {"document": "harbour-2021", "at": "999999999", "words": "lenses"},
        {"document": "harbour-2021", "at": "0", "words": "(.*"},
        {"document": "harbour-2021", "at": "0"},
        {"at": "0", "words": "lenses"},
        {},
    ],
)
def test_a_hostile_wish_adds_nothing_and_is_only_words(
    open_page: Open, drafts: Drafts, query: dict[str, str]
) -> None:
    page = open_page("about", **query, once=EVIL)
    assert not drafts.folder.exists()
    assert EVIL not in shown(page)
    assert '<p data-occasion="1">' in shown(page)


@pytest.mark.parametrize("at", ["-1", "²", "x", "9" * 40, ""])
def test_a_place_that_is_no_number_is_the_beginning(
    open_page: Open, drafts: Drafts, at: str
) -> None:
    page = open_page("about", document="harbour-2021", at=at, words="lenses", once="1")
    (quotation,) = note_of(page, drafts).quotations
    assert quotation.quote.text == "lenses"


@pytest.mark.parametrize("span", ["x-y", "1", "1-2-3", "9999999999-9999999999", "²-³"])
def test_a_span_that_is_none_is_the_whole_passage(
    open_page: Open, drafts: Drafts, passage: Passage, span: str
) -> None:
    page = open_page("about", add=passage.id, span=span, once="1")
    assert quoted(note_of(page, drafts)) == [passage.text]


def test_without_an_index_it_is_said(
    open_page: Open, drafts: Drafts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "nothing"))
    page: AppTest = open_page("about", add="harbour-2021:0", once="1")
    assert "There is no index in" in shown(page)
    assert not drafts.folder.exists()
