"""Adding a text on the Documents page: what is proposed, corrected, refused and said."""

from pathlib import Path

import pytest

from cmp_search.documents.catalogue import load_catalogue
from cmp_search.errors import CorpusError, FormatError, IdError, TakenError
from cmp_search.locales import interfaces, messages_for
from cmp_search.web.error_view import error_sentence
from cmp_search.web.rendering import escape_markdown
from tests.index.building import ALL, indexed
from tests.sample import OFFICIAL
from tests.web.conftest import Open, shown
from tests.web.documents_page import add, choose, done, press
from tests.web.jobs.working import NOTE, kept

REPORT = "Harbour Exchange: report for 2020"
"""The title of the official text that is added."""


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
