from dataclasses import asdict, replace
from pathlib import Path

import pytest

from cmp_search.api.notes import (
    added_json,
    note_json,
    quote_json,
    record_json,
    rerun_json,
    reruns_json,
)
from cmp_search.api.records import search_record_json
from cmp_search.library import Library
from cmp_search.notes.editing import add_search, add_words, new_note, set_language
from cmp_search.notes.joining import Added, Outcome, add_quote
from tests.conftest import CHECKOUT
from tests.notes.making import make_quote, make_search

DOCUMENTED = (CHECKOUT / "docs/json.md").read_text("utf-8")


@pytest.fixture
def added() -> Added:
    note = add_words(new_note("Fog", "en"), "s1", "Mine.")
    french = make_quote("brume", 9, 20, "fr")
    joined = add_quote(add_quote(note, make_quote()).note, french, counterparts=[make_quote()])
    return add_quote(joined.note, make_quote("mist"), "s2")


def test_a_note_has_its_footnotes_in_order(added: Added) -> None:
    told = added_json(added)
    assert (told["id"], told["outcome"]) == (added.id, Outcome.NEW)
    items = [item for section in told["note"]["sections"] for item in section["items"]]
    assert [(item["kind"], item.get("number")) for item in items] == [
        ("own_words", None),
        ("quotation", 1),
        ("quotation", 2),
    ]
    assert [item["document"] for item in items[1:]] == ["mist", "fog"]
    assert [one["document"] for one in items[2]["editions"]] == ["brume"]


def test_citations_are_in_the_language_of_the_note(added: Added) -> None:
    for language in ("fr", "es"):
        told = note_json(set_language(added.note, language))
        (item,) = told["sections"][1]["items"]
        assert item["citation"] == make_quote("mist").citation.render(language)


def test_every_field_is_documented(added: Added) -> None:
    note = note_json(add_search(added.note, make_search()))
    (search,) = note["searches"]
    fields = {*note, *note["sections"][0], *search, *search["hits"][0], *added_json(added)}
    fields |= {*note["sections"][0]["items"][0], *note["sections"][1]["items"][0]}
    assert {field for field in fields if f"`{field}`" not in DOCUMENTED} == set()


def test_a_record_has_what_was_searched() -> None:
    search = make_search(hits=2)
    told = record_json(search, "fr")
    assert told["search_record"] == search_record_json(search.record)
    assert (told["level"], told["left_out"]) == ("related", ["mist"])
    assert [hit["citation"] for hit in told["hits"]] == [
        hit.citation.render("fr") for hit in search.hits
    ]


def test_a_quote_has_its_place() -> None:
    quote = make_quote(start=5, end=15)
    told = quote_json(quote)
    assert (told["text"], told["start"], told["end"]) == (quote.text, 5, 15)
    assert told["pinpoint"] == [asdict(step) for step in quote.citation.pinpoint]
    assert told["edition"] == quote.citation.edition


def test_what_has_changed_is_told(corpus: Path, tmp_path: Path) -> None:
    library = Library(corpus, tmp_path / "index", "fake")
    library.build()
    search = library.notes.record(library.ask("Who polished forty lenses?", count=2))
    same = library.notes.rerun(search)
    (corpus / "oars.md").write_text("# Oars\n\nWho polished forty lenses? Rowers.\n", "utf-8")
    library.build()
    changed = library.notes.rerun(search)
    told = rerun_json(changed)
    assert (told["unchanged"], told["index_changed"], told["texts_added"]) == (
        False,
        True,
        ["oars"],
    )
    assert [
        (one["change"], one["before"] and one["before"]["rank"], one["now"]["rank"])
        for one in told["changed_hits"]
    ] == [("new", None, 1), ("moved", 1, 2), ("moved", 2, 3)]
    search = replace(search, hits=(replace(search.hits[0], passage="fog:1"),))
    gone = rerun_json(library.notes.rerun(search))["changed_hits"][-1]
    assert (gone["change"], gone["before"]["passage"], gone["now"]) == ("gone", "fog:1", None)
    both = reruns_json([same, changed])
    assert (both["unchanged"], [one["unchanged"] for one in both["searches"]]) == (
        False,
        [True, False],
    )
    assert reruns_json([same])["unchanged"]
    assert {field for field in (*told, "change") if f"`{field}`" not in DOCUMENTED} == set()
