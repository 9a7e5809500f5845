"""What is on a page stays in its place when something above it comes or goes.

If it moved, it would be there twice until the page is drawn: Streamlit knows an element by its
place, and keeps what was drawn before until all is drawn again.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from cmp_search.audit import Action, Via
from cmp_search.errors import RateError
from cmp_search.library import Library
from cmp_search.locales import messages_for
from cmp_search.web.job_view import JOB_ERROR
from cmp_search.web.note_edits import PROBLEM
from cmp_search.web.queue_view import SEEN
from tests.web.conftest import Open, ask, shown
from tests.web.documents_page import add, done, other_visitor
from tests.web.jobs.working import NOTE, WaitingEncoder

WORDS = messages_for("en")
Place = tuple[int, ...]


def place_of(page: AppTest, words: str) -> Place:
    """Which child of which block the one element is that has certain words or such a label."""
    (found,) = places(page.main, words)
    return found


def places(block: Block, words: str, above: Place = ()) -> Iterator[Place]:
    for number, child in block.children.items():
        here = (*above, number)
        if isinstance(child, Block):
            yield from places(child, words, here)
        elif words in f"{getattr(child, 'value', '')} {getattr(child, 'label', '')}":
            yield here


@pytest.mark.usefixtures("allowed")
def test_a_result_when_the_jobs_above_it_end(open_page: Open, waiting: WaitingEncoder) -> None:
    waiting.go_on.set()
    anna = done(add(open_page("documents"), "zebra.txt", NOTE))
    result = WORDS("jobs.added", title="zebra")
    alone = place_of(anna, result)
    waiting.go_on.clear()
    add(other_visitor(anna), "gnu.txt", NOTE + b"!")
    assert anna.run().progress and place_of(anna, result) == alone
    waiting.go_on.set()
    assert not done(anna).progress and place_of(anna, result) == alone


@pytest.mark.usefixtures("allowed")
def test_the_forms_when_there_is_something_to_say(open_page: Open, corpus: Path) -> None:
    page = open_page("documents")
    forms, choice = (place_of(page, WORDS(one)) for one in ("documents.change", "jobs.adding"))
    (corpus / "new.txt").write_text("New.\n")
    page.session_state[JOB_ERROR] = RateError("queue_own", most=1)
    page.run()
    assert page.warning and page.error
    assert place_of(page, WORDS("documents.change")) == forms
    assert place_of(page, WORDS("jobs.adding")) == choice


@pytest.mark.usefixtures("allowed")
def test_a_page_when_a_sign_comes_above_it(open_page: Open) -> None:
    page = open_page("about")
    title = place_of(page, WORDS("about.title"))
    done(add(open_page("documents"), "zebra.txt", NOTE))
    page.session_state[SEEN] = set()
    assert WORDS.count("queue.results", 1) in shown(open_page("about"))
    assert place_of(page, WORDS("about.title")) == title


def test_an_answer_when_its_question_was_completed(page: AppTest) -> None:
    ask(page.run(), "Who is the Canadian co-chair of the Lens Working Group?")
    answer = place_of(page, '<ol class="hits">')
    ask(page, "and Mexico?")
    assert page.button(key="literally") and place_of(page, '<ol class="hits">') == answer


def test_a_text_when_its_passage_is_lost(open_page: Open) -> None:
    text = place_of(open_page("read", document="harbour-2021"), '<h3 id="section-3">')
    page = open_page("read", document="harbour-2021", passage="gone")
    assert page.warning and place_of(page, '<h3 id="section-3">') == text


def test_a_note_when_something_could_not_be_done(open_page: Open, key: str) -> None:
    page = open_page("note", note=key)
    title = place_of(page, WORDS("note.title"))
    page.session_state[PROBLEM] = "It could not be done."
    assert page.run().error and place_of(page, WORDS("note.title")) == title


def test_the_tracing_of_a_sentence_when_a_note_is_checked(open_page: Open) -> None:
    page = open_page("check")
    field = place_of(page, WORDS("check.sentence"))
    page.file_uploader[0].set_value(("note.md", b"Nothing is quoted here.\n", "text/plain")).run()
    assert place_of(page, WORDS("check.sentence")) == field


@pytest.mark.usefixtures("allowed")
def test_the_generations_when_nothing_is_in_the_log(
    open_page: Open, corpus: Path, index: Path
) -> None:
    audit = Library(str(corpus), str(index), "fake").audit
    audit.record("ana", Via.COMMAND, Action.ADD, "oars")
    audit.record("ben", Via.COMMAND, Action.REMOVE, "oars")
    page = open_page("administration")
    generations = place_of(page, WORDS("administration.rollback"))
    page.selectbox(key="log_who").set_value("ana").run()
    page.selectbox(key="log_action").set_value(Action.REMOVE).run()
    assert WORDS.count("administration.events", 0) in shown(page)
    assert place_of(page, WORDS("administration.rollback")) == generations
