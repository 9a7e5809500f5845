"""The JSON says its sentences in the language that is asked for, and English otherwise."""

from dataclasses import replace

import pytest

from cmp_search.api.schemas import (
    answer_json,
    build_report_json,
    error_json,
    failure_json,
    fetch_report_json,
    hit_json,
)
from cmp_search.corpus.fetch.texts import FetchFailure, FetchReport
from cmp_search.errors import NoIndexError
from cmp_search.index.caveats import Caveat
from cmp_search.index.plan import RebuildCode, RebuildReason
from cmp_search.index.versions import Stage
from cmp_search.library import Library
from cmp_search.locales import interfaces, messages_for


@pytest.mark.parametrize("language", interfaces())
def test_citations_are_in_the_language(library: Library, language: str) -> None:
    library.build()
    answer = library.ask("Who polished forty lenses?")
    (first, *_) = answer.hits
    assert hit_json(first, language)["citation"] == first.citation.render(language)
    hits = answer_json(answer, language)["hits"]
    assert hits == [hit_json(hit, language) for hit in answer.hits]
    assert answer_json(answer) == answer_json(answer, "en")


def test_facts_are_told_with_their_place(library: Library) -> None:
    library.build()
    answer = library.ask("Who is the Canadian co-chair of the Lens Working Group?")
    (fact,) = answer_json(answer, "fr")["facts"]
    stated = answer.facts[0].statement
    assert (fact["kind"], fact["older"]) == ("head", [])
    assert (fact["subject"], fact["words"]) == (stated.subject, stated.words)
    text = library.document(fact["document"]).text
    sentence = fact["sentence"]
    assert sentence["text"] == text[sentence["start"] : sentence["end"]]
    assert fact["citation"] == stated.citation.render("fr")
    older = replace(answer, facts=(replace(answer.facts[0], older=(stated,)),))
    (told,) = answer_json(older, "fr")["facts"][0]["older"]
    assert {**told, "kind": "head", "older": []} == fact


def test_what_to_know_is_told_with_the_answer(library: Library) -> None:
    library.build()
    answer = library.ask("Who polished forty lenses?")
    assert answer_json(answer)["caveats"] == []
    told = answer_json(replace(answer, caveats=(Caveat("unchecked"),)), "es")["caveats"]
    assert told == [
        {"code": "unchecked", "parameters": {}, "message": messages_for("es")("caveat.unchecked")}
    ]


def test_what_failed_is_said_in_the_language(library: Library) -> None:
    report = library.build()
    (english,), (french,) = (build_report_json(report, one)["failed"] for one in ("en", "fr"))
    assert build_report_json(report) == build_report_json(report, "en")
    assert "it contains no text" in english["reason"]
    assert "ne contient pas de texte" in french["reason"]
    assert french == {**english, "reason": french["reason"]}


def test_why_it_was_rebuilt_is_said_in_the_language(library: Library) -> None:
    report = library.build()
    assert build_report_json(report)["anew"] == ""
    reason = RebuildReason(RebuildCode.STAGES, stages=(Stage.READING, Stage.PASSAGES))
    rebuilt = replace(report, rebuild_reason=reason, reused=1200, encoded=34)
    assert build_report_json(rebuilt)["anew"] == (
        "this version reads or cuts texts differently (reading, passages): all files were read "
        "again, 1,200 of 1,234 vectors were kept"
    )
    assert build_report_json(rebuilt, "es")["anew"] == (
        "esta versión lee o corta los textos de otra manera (lectura, pasajes): todos los archivos "
        "se leyeron de nuevo; vectores conservados: 1,200 de 1,234"
    )


def test_what_could_not_be_fetched_is_said_in_the_language(library: Library) -> None:
    failure = FetchFailure("fog", "https://fog.example/", "no_text", {})
    report = FetchReport(fetched=(), unchanged=(), failed=(failure,))
    said = fetch_report_json(report, library.build(), "es")
    assert said["failed"] == [failure_json(failure, "es")]
    assert "no contiene texto" in said["failed"][0]["reason"]
    assert "no contiene texto" in said["index"]["failed"][0]["reason"]


def test_an_error_is_said_in_the_language() -> None:
    error = NoIndexError("no_index", folder="fog")
    assert error_json(error) == {"error": {**error.record, "message": str(error)}}
    for language in interfaces():
        assert error_json(error, language)["error"]["message"] == error.message(language)
