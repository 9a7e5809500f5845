"""Adding and removing texts on the Documents page, if allowed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from cmp_search.corpus.files import remove_document
from cmp_search.documents.catalogue import load_catalogue
from cmp_search.errors import CorpusError, FormatError, IdError, RateError, TakenError
from cmp_search.gate.limits import Backlog
from cmp_search.locales import interfaces, messages_for
from cmp_search.settings import Settings
from cmp_search.web.engine import jobs
from cmp_search.web.error_view import error_sentence
from cmp_search.web.rendering import escape_markdown
from cmp_search.web.visitor import KEY
from tests.index.building import ALL, build, indexed
from tests.sample import OFFICIAL
from tests.web.conftest import Open, shown
from tests.web.jobs.working import NOTE, InProcess, WaitingEncoder, kept, settled

REPORT = "Harbour Exchange: report for 2020"
"""The title of the official text that is added."""
PORTS = "Échange des ports : bilan 2021"
"""The title of the text that is removed."""


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", "yes")
    monkeypatch.setattr("cmp_search.web.engine.Builder", InProcess)


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[WaitingEncoder]:
    encoder = WaitingEncoder()
    monkeypatch.setattr("cmp_search.search.opened.open_encoder", lambda _: encoder)
    yield encoder
    encoder.go_on.set()


def press(page: AppTest, label: str) -> AppTest:
    """Press a button."""
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


def done(page: AppTest) -> AppTest:
    """The page after all jobs have ended."""
    settled(jobs(Settings()))
    page.run()
    assert not page.exception
    return page


def choose(page: AppTest, name: str, data: bytes) -> AppTest:
    """Choose a file, and wait for what is proposed."""
    page.file_uploader[0].set_value((name, data, "text/plain")).run()
    assert not page.exception
    return page


def add(page: AppTest, name: str, data: bytes, language: str = "en", id: str = "") -> AppTest:
    """Add a file."""
    choose(page, name, data)
    if id:
        page.text_input(key="id_to_add").set_value(id)
    return press(page, messages_for(language)("jobs.add"))


@pytest.mark.parametrize("language", interfaces())
def test_nothing_can_be_changed_unless_it_is_allowed(open_page: Open, language: str) -> None:
    page = open_page("documents", lang=language)
    assert not page.file_uploader and not page.button
    assert messages_for(language)("documents.how") in [one.value for one in page.markdown]
    folded = [one for one in page.expander if one.code]
    assert [one.label for one in folded] == [messages_for(language)("documents.commands")]
    assert len(folded[0].code) == len(page.code)
    assert page.code[0].value.startswith("cmp-search add")


@pytest.mark.parametrize("language", interfaces())
def test_a_reader_who_signed_in_is_told_of_editors_not_of_commands(
    open_page: Open, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.web.corpus_forms.people_sign_in", lambda: True)
    page = open_page("documents", lang=language)
    assert messages_for(language)("documents.editors") in [one.value for one in page.markdown]
    assert not page.file_uploader and not page.code


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_a_text_is_added_and_found(open_page: Open, index: Path, language: str) -> None:
    words = messages_for(language)
    page = done(add(open_page("documents", lang=language), "zebra.txt", NOTE, language))
    assert page.success[0].value == words("jobs.added", title="zebra")
    assert indexed(index) == tuple(sorted([*ALL, "zebra"]))
    assert ">zebra</a>" in shown(page), "the page has taken up the new generation"


@pytest.mark.usefixtures("allowed")
def test_a_duplicate_is_said(open_page: Open, corpus: Path) -> None:
    text = (corpus / "harbour-2021.md").read_bytes()
    page = done(add(open_page("documents", lang="fr"), "copy.md", text, "fr", "copy"))
    assert "(copy) et «" in shown(page) and "(harbour-2021) sont le même fichier" in shown(page)


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_what_cannot_be_added_is_said(open_page: Open, index: Path, language: str) -> None:
    words = messages_for(language)
    page = open_page("documents", lang=language)
    wrong = escape_markdown(error_sentence(IdError("id_invalid", id="../a"), words))
    taken = escape_markdown(error_sentence(TakenError("id_taken", id="ports-2021"), words))
    not_pdf = FormatError("format_not", format="PDF", file="a.pdf")
    no_pdf = escape_markdown(error_sentence(not_pdf, words))
    add(page, "a.txt", NOTE, language, "../a")
    assert page.error[0].value.startswith(wrong)
    done(add(page, "a.txt", NOTE, language, "ports-2021"))
    assert page.error[0].value.startswith(taken)
    choose(page, "a.pdf", NOTE)
    assert page.error[-1].value.startswith(no_pdf)
    assert words("jobs.add") not in [button.label for button in page.button]
    assert indexed(index) == ALL


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_a_text_is_removed_when_it_is_meant(
    open_page: Open, corpus: Path, index: Path, language: str
) -> None:
    words = messages_for(language)
    page = open_page("documents", lang=language)
    page.selectbox[0].set_value("ports-2021").run()
    assert "ports-2021" in page.warning[0].value
    press(page, words("jobs.keep"))
    assert page.selectbox[0].value is None and not page.warning
    assert indexed(index) == ALL
    page.selectbox[0].set_value("ports-2021").run()
    page = done(press(page, words("jobs.remove")))
    assert page.success[0].value == escape_markdown(words("jobs.removed", title=PORTS))
    assert "ports-2021" not in indexed(index)
    assert (corpus / "removed" / "ports-2021.html").is_file()


@pytest.mark.usefixtures("allowed")
def test_a_file_that_could_not_be_read_can_be_removed(open_page: Open, corpus: Path) -> None:
    (corpus / "liar.pdf").write_bytes(b"This is no PDF at all.")
    page = open_page("documents")
    page = done(add(page, "zebra.txt", NOTE))
    page.selectbox[0].set_value("liar").run()
    page = done(press(page, messages_for("en")("jobs.remove")))
    assert not (corpus / "liar.pdf").exists()
    assert messages_for("en")("documents.failures") not in [one.value for one in page.header]


def other_visitor(page: AppTest, address: str = "documents", **query: str) -> AppTest:
    """A page of somebody else, or of the same visitor after a reload without a cookie."""
    other = AppTest.from_file(page._script_path, default_timeout=30)
    other._page_hash = calc_hash(address)
    other.query_params.update(query)
    other.run()
    assert not other.exception
    return other


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_all_see_one_queue_and_none_of_their_uploads_is_lost(
    open_page: Open, index: Path, waiting: WaitingEncoder, language: str
) -> None:
    words = messages_for(language)
    anna = add(open_page("documents", lang=language), "zebra.txt", NOTE, language)
    assert waiting.reached.wait(30)
    anna.run()
    (bar,) = anna.progress
    step = words("jobs.step", number="1", of="1")
    assert bar.proto.text == escape_markdown(f"{words('jobs.is_added', title='zebra')} {step}")
    assert anna.file_uploader and not anna.warning, "there is room for the next one at once"
    bruno = add(other_visitor(anna, lang=language), "gnu.txt", NOTE + b"!", language)
    places = [words("jobs.is_added", title="zebra"), words("queue.add", title="gnu")]
    for page, own in ((anna.run(), 0), (bruno, 1)):
        lines = [
            words("queue.yours", line=line) if n == own else line for n, line in enumerate(places)
        ]
        found = shown(page)
        assert all(f"{n}. {line}</p>" in found for n, line in enumerate(lines, 1)), found
    withdraw = escape_markdown(words("queue.withdraw", title="gnu"))
    assert withdraw in [button.label for button in bruno.button]
    assert withdraw not in [button.label for button in anna.button]
    searching = other_visitor(anna, "ask", q="trees")
    assert '<ol class="hits">' in shown(searching), "questions are answered meanwhile"
    waiting.go_on.set()
    assert [one.value for one in done(anna).success] == [words("jobs.added", title="zebra")]
    assert [one.value for one in done(bruno).success] == [words("jobs.added", title="gnu")]
    assert {"zebra", "gnu"} <= set(indexed(index))


@pytest.mark.usefixtures("allowed")
def test_what_waits_can_be_withdrawn(open_page: Open, index: Path, waiting: WaitingEncoder) -> None:
    words = messages_for("en")
    page = add(open_page("documents"), "zebra.txt", NOTE)
    assert waiting.reached.wait(30)
    add(page, "gnu.txt", NOTE + b"!")
    press(page, escape_markdown(words("queue.withdraw", title="gnu")))
    assert "gnu" not in shown(page)
    waiting.go_on.set()
    assert len(done(page).success) == 1
    assert "zebra" in indexed(index) and "gnu" not in indexed(index)


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_a_result_is_seen_from_another_page_until_it_is_put_away(
    open_page: Open, language: str
) -> None:
    words = messages_for(language)
    page = add(open_page("documents", lang=language), "zebra.txt", NOTE, language)
    key = page.session_state[KEY]
    settled(jobs(Settings()))
    page._page_hash = calc_hash("about")
    sign = words.count("queue.results", 1)
    assert sign in shown(page.run()) and f'data-visitor="{key}"' in shown(page)
    assert sign not in shown(other_visitor(page, "about", lang=language))
    page._page_hash = calc_hash("documents")
    assert page.run().success[0].value == words("jobs.added", title="zebra")
    page._page_hash = calc_hash("about")
    assert sign not in shown(page.run()), "it was seen"
    again = AppTest.from_file(page._script_path, default_timeout=30)
    again._page_hash = calc_hash("documents")
    again.query_params["lang"] = language
    again.session_state[KEY] = key
    assert again.run().success[0].value == words("jobs.added", title="zebra")
    assert not press(again, words("queue.put_away")).success


@pytest.mark.usefixtures("allowed")
def test_a_full_queue_is_said_and_keeps_the_file(
    open_page: Open, waiting: WaitingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = messages_for("en")
    page = add(open_page("documents"), "zebra.txt", NOTE)
    assert waiting.reached.wait(30)
    monkeypatch.setattr(jobs(Settings())._spool, "_limits", Backlog(1, 1, 1_000, 1))
    add(page, "gnu.txt", NOTE)
    full = escape_markdown(error_sentence(RateError("queue_own", most=1), words))
    assert [one.value for one in page.error] == [full]
    assert page.text_input(key="title_to_add").value == "gnu"


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_what_is_proposed_can_be_corrected_before_it_is_added(
    open_page: Open, corpus: Path, index: Path, language: str
) -> None:
    words = messages_for(language)
    report = (
        "# The fog policy 2017\n\nInstitute of Fog\n\nKeepers counted foghorns all year long.\n"
    )
    page = choose(open_page("documents", lang=language), "ledger.md", report.encode())
    fields = {
        key: page.text_input(key=f"{key}_to_add") for key in ("title", "date", "issuing_body")
    }
    assert [field.value for field in fields.values()] == [
        "The fog policy 2017",
        "2017",
        "Institute of Fog",
    ]
    assert fields["date"].label == f"{words('adding.date')} ({words('origin.title_page')})"
    assert page.selectbox(key="language_to_add").value == "en"
    assert page.text_input(key="kind_to_add").value == words("kind.policy")
    assert indexed(index) == ALL and not (corpus / "ledger.md").exists(), "nothing is added yet"
    fields["date"].set_value("last year")
    press(page, words("jobs.add"))
    assert page.error[0].value.startswith(
        escape_markdown(error_sentence(CorpusError("date_invalid", text="last year"), words))
    )
    page.text_input(key="date_to_add").set_value("2017-03-02")
    page.text_input(key="title_to_add").set_value("The fog ledger")
    page.text_input(key="kind_to_add").set_value(words("kind.annual_report").title())
    done(press(page, words("jobs.add")))
    (entry,) = [entry for entry in load_catalogue(corpus) if entry.id == "ledger"]
    assert (entry.title, entry.kind, str(entry.date), entry.issuing_body) == (
        "The fog ledger",
        "annual report",
        "2017-03-02",
        "Institute of Fog",
    )
    assert "The fog ledger</a>" in shown(page)


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_an_official_text_is_recognised_and_its_digest_comes_back(
    open_page: Open, corpus: Path, index: Path, language: str
) -> None:
    words = messages_for(language)
    before = kept(corpus)
    page = choose(open_page("documents", lang=language), "download.md", OFFICIAL.encode())
    assert page.text_input(key="id_to_add").value == "harbour-2020"
    assert "harbour-2020-digest" in page.info[0].value
    page = done(press(page, words("jobs.add")))
    said = [
        words("jobs.added", title=REPORT),
        words("jobs.aside", title=f"{REPORT} (digest)"),
    ]
    assert page.success[0].value == escape_markdown(" ".join(said))
    assert "harbour-2020" in indexed(index) and "harbour-2020-digest" not in indexed(index)
    page = done(press(page, words("jobs.undo")))
    assert page.success[0].value == escape_markdown(words("jobs.undone", title=REPORT))
    assert indexed(index) == ALL
    now = kept(corpus)
    assert now.pop(str(corpus / "removed" / "harbour-2020.md")).decode() == OFFICIAL
    assert now == before
    assert words("jobs.undo") not in [button.label for button in page.button]


@pytest.mark.usefixtures("allowed")
def test_the_last_text_can_be_removed(open_page: Open, corpus: Path, index: Path) -> None:
    words = messages_for("en")
    for id in ALL[1:]:
        remove_document(corpus, id)
        build(corpus, index)
    page = open_page("documents")
    page.selectbox[0].set_value(ALL[0]).run()
    page = done(press(page, words("jobs.remove")))
    assert words("jobs.emptied") in page.success[0].value
    page = done(add(page, "zebra.txt", NOTE))
    assert indexed(index) == ("zebra",)


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_a_removal_can_be_undone(open_page: Open, corpus: Path, index: Path, language: str) -> None:
    words, before = messages_for(language), kept(corpus)
    page = open_page("documents", lang=language)
    page.selectbox[0].set_value("ports-2021").run()
    page = done(press(page, words("jobs.remove")))
    assert "ports-2021" not in indexed(index)
    page = done(press(page, words("jobs.undo_removal")))
    assert page.success[0].value == escape_markdown(words("jobs.put_back", title=PORTS))
    assert indexed(index) == ALL and kept(corpus) == before
    assert words("jobs.undo_removal") not in [button.label for button in page.button]


@pytest.mark.usefixtures("allowed")
def test_the_last_removal_stays_offered_after_a_reload(
    page: AppTest, open_page: Open, index: Path
) -> None:
    words = messages_for("en")
    opened = open_page("documents")
    opened.selectbox[0].set_value("ports-2021").run()
    done(press(opened, words("jobs.remove")))
    other = AppTest.from_file(page._script_path, default_timeout=30)
    other._page_hash = calc_hash("documents")
    other.run()
    other = done(press(other, words("jobs.undo_removal")))
    assert other.success[0].value == escape_markdown(words("jobs.put_back", title=PORTS))
    assert indexed(index) == ALL


@pytest.mark.usefixtures("allowed")
def test_a_removal_is_not_undone_where_another_took_the_place(
    open_page: Open, corpus: Path
) -> None:
    words = messages_for("en")
    page = open_page("documents")
    page.selectbox[0].set_value("ports-2021").run()
    page = done(press(page, words("jobs.remove")))
    (corpus / "ports-2021.html").write_bytes(b"<p>Others</p>")
    page = done(press(page, words("jobs.undo_removal")))
    error = CorpusError("put_back_changed", id="ports-2021")
    assert page.error[0].value == escape_markdown(error_sentence(error, words))
    assert (corpus / "ports-2021.html").read_bytes() == b"<p>Others</p>"


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_an_empty_corpus_offers_adding(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    words = messages_for(language)
    monkeypatch.setenv("CMP_SEARCH_CORPUS", str(tmp_path / "none"))
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "no-index"))
    page = open_page("documents", lang=language)
    assert [one.value for one in page.info] == [words("jobs.first")]
    assert not page.error and page.file_uploader
    page = done(add(page, "zebra.txt", NOTE, language))
    assert page.success[0].value == words("jobs.added", title="zebra") and not page.info


@pytest.mark.usefixtures("allowed")
def test_what_the_file_does_not_say_is_asked_first(open_page: Open) -> None:
    words = messages_for("en")
    page = choose(open_page("documents"), "zebra.txt", NOTE)
    labels = [field.label for field in page.text_input if str(field.key).endswith("_to_add")]
    none = f"({words('origin.none')})"
    missing = [label for label in labels if label.endswith(none)]
    title = page.text_input(key="title_to_add").label
    assert title == f"{words('adding.title')} ({words('origin.file_name')})"
    assert set(labels[: len(missing) + 1]) == {title, *missing}
    (found,) = [one for one in page.expander if one.label == words("jobs.found")]
    assert page.text_input(key="id_to_add").label in [one.label for one in found.text_input]


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_the_words_of_a_library_are_not_shown(open_page: Open, language: str) -> None:
    page = choose(open_page("documents", lang=language), "torn.pdf", b"%PDF-1.7\n1 0 obj <<")
    broken = FormatError("format_broken", reason="x", format="PDF", file="torn.pdf")
    said = error_sentence(broken, messages_for(language))
    assert "(" not in said and page.error[0].value == escape_markdown(said)


@pytest.mark.usefixtures("allowed")
def test_a_failure_is_said_once(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    words = messages_for("en")
    page = choose(open_page("documents"), "zebra.txt", NOTE)
    monkeypatch.setattr(
        "cmp_search.index.encoding.read_document",
        lambda *_: (_ for _ in ()).throw(FormatError("format_not", format="TXT", file="z")),
    )
    page = done(press(page, words("jobs.add")))
    assert len(page.error) == 1
    assert words("documents.failures") not in [one.value for one in page.header]
