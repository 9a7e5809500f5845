"""The JSON of what is looked up: fields as an answer, a quote and the status have them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmp_search.api.documents import document_json, status_json
from cmp_search.api.notes import quote_json
from cmp_search.api.reading import counterpart_json, documents_json, passage_json, section_json
from cmp_search.api.schemas import hit_json
from cmp_search.library import Library


@pytest.fixture
def built(library: Library) -> Iterator[Library]:
    library.build()
    with library:
        yield library


def test_a_passage_is_told_as_a_quote_and_as_a_hit(built: Library) -> None:
    (hit,) = built.ask("Who polished forty lenses?", count=1).hits
    told = passage_json(built.passage(hit.passage.id), "fr")
    assert quote_json(built.notes.quote(hit.passage.id), "fr").items() <= told.items()
    shared = ("title", "section", "paragraph", "text", "citation", "passage", "start", "end")
    of_hit = hit_json(hit, "fr")
    assert [told[name] for name in shared] == [of_hit[name] for name in shared]  # type: ignore[literal-required]
    assert of_hit["best_sentence"] in told["sentences"]
    whole = document_json(built.document(told["document"]))["text"]
    assert all(whole[one["start"] : one["end"]] == one["text"] for one in told["sentences"])


def test_a_section_is_told_with_its_place(built: Library) -> None:
    told = section_json(built.section("harbour-2021", 3), "es")
    whole = document_json(built.document("harbour-2021"))
    assert told["text"] == whole["text"][told["start"] : told["end"]]
    assert told["edition"] == whole["edition"]
    assert told["path"] == ["Part II: Groups", "Lens Working Group"]
    (passage, *_) = told["passages"]
    place = built.passage(passage["id"])
    assert (place.section, place.passage.start) == (told["number"], passage["start"])
    assert (
        not told["is_digest"] and section_json(built.section("harbour-2020-digest", 1))["is_digest"]
    )


def test_a_counterpart_is_a_section_with_how_sure_it_is(built: Library) -> None:
    told = counterpart_json(built.counterpart("ports-2021", 0, "en"), "fr")
    assert told == {
        "match": "same",
        "section": section_json(built.section("harbour-2021", 0), "fr"),
    }


def test_texts_are_told_as_in_the_status(built: Library) -> None:
    status = status_json(built.status())
    told = documents_json(built.documents())
    shared = ("generation", "created", "fingerprint", "document_list")
    assert {name: told[name] for name in shared} == {name: status[name] for name in shared}  # type: ignore[literal-required]


def test_that_the_texts_have_changed_is_said_in_the_language(
    built: Library, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "oars.txt").write_text("The oars are of ash.", "utf-8")
    monkeypatch.setattr("cmp_search.index.changes.GOOD_FOR", -1)
    passage = built.section("harbour-2021", 3).passages[0].id
    for told in (
        passage_json(built.passage(passage), "fr"),
        section_json(built.section("harbour-2021", 3), "fr"),
        counterpart_json(built.counterpart("harbour-2021", 3, "fr"), "fr")["section"],
        documents_json(built.documents(), "fr"),
    ):
        assert [one["code"] for one in told["caveats"]] == ["corpus_changed"]
        assert "index" in told["caveats"][0]["message"]
