"""What an exported note has besides the words of its writer."""

import pytest

from cmp_search.export import ExportFormat, export
from cmp_search.notes.note import OwnWords
from cmp_search.search.answer import Level
from cmp_search.verification.drafts import draft_of
from cmp_search.verification.finding import find_quotations
from tests.export import making

from .made import found

ASKED = "Who sold “oil for the four lamps”?"


@pytest.mark.parametrize("format", ExportFormat)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_paraphrase_is_checked_as_a_whole(format: ExportFormat, language: str) -> None:
    words = "The exchange “rested” for a year."
    note = making.note(making.quote(words, is_digest=True), language=language)
    quotations = find_quotations(draft_of(f".{format.value}", export(note, format)))
    assert [(one.text, one.labels) for one in quotations] == [(words, ("1",))] * 2


@pytest.mark.parametrize("format", ExportFormat)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_record_without_quotations_has_none(format: ExportFormat, language: str) -> None:
    searches = [making.search(ASKED, Level.NOT_FOUND), making.search(ASKED, hits=[making.quote()])]
    note = making.note(OwnWords("w1", "He says “a b c d”."), searches=searches, language=language)
    quotations = find_quotations(draft_of(f".{format.value}", export(note, format)))
    assert [one.text for one in quotations] == ["a b c d"]


@pytest.mark.parametrize("searches", [(), (making.search(ASKED),)])
def test_what_is_added_below_the_annexes_is_found(searches: tuple[object, ...]) -> None:
    note = making.note(making.quote(), searches=searches)  # type: ignore[arg-type]
    text = (
        export(note, ExportFormat.TEXT)
        .decode()
        .replace("Footnotes\n---", "Added: “all of it was a lie”.\n\nFootnotes\n---")
    )
    quotations = find_quotations(draft_of(".txt", text.encode()))
    assert [one.text for one in quotations][-1] == "all of it was a lie"
    assert len(quotations) == 3


def test_a_warning_alone_makes_no_quotation() -> None:
    assert found("Paraphrase, not to be quoted: the exchange “rested” for a year.1") == [
        ("rested", ())
    ]
