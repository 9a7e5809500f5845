"""The operations that read texts."""

import pytest
from starlette.testclient import TestClient

from cmp_search.library import Library
from tests.programs.rest.conftest import problem_of

TEXT = "/api/v1/documents/harbour-2021"


def test_the_documents_are_listed_with_their_generation(
    client: TestClient, library: Library
) -> None:
    told = client.get("/api/v1/documents").json()
    assert told["generation"] == library.index().manifest.generation
    ids = [one["document"] for one in told["document_list"]]
    assert ids == ["harbour-2020-digest", "harbour-2021", "ports-2021", "puertos-2022"]


def test_the_outline_leads_to_each_section_and_these_to_the_text(client: TestClient) -> None:
    text = client.get(f"{TEXT}/text").json()["text"]
    outline = client.get(TEXT).json()["section_tree"]
    assert len(outline) > 3
    for one in outline:
        section = client.get(f"{TEXT}/sections/{one['number']}").json()
        assert section["path"] == one["path"]
        assert section["text"] == text[section["start"] : section["end"]]
        assert text[one["start"] : one["end"]].startswith(section["text"])
        for place in section["passages"]:
            passage = client.get(f"/api/v1/passages/{place['id']}").json()
            assert passage["text"] == text[place["start"] : place["end"]]


def test_a_section_has_a_counterpart_in_another_edition(client: TestClient) -> None:
    outline = client.get(TEXT).json()["section_tree"]
    number = outline[1]["number"]
    told = client.get(f"{TEXT}/sections/{number}/counterpart", params={"in": "fr"}).json()
    assert told["section"]["document"] == "ports-2021"
    assert told["match"] in ("same", "around", "top")


def test_a_passage_is_cited_in_a_style_and_a_language(client: TestClient) -> None:
    answer = client.post("/api/v1/search", json={"question": "Who polished forty lenses?"}).json()
    passage = answer["hits"][0]["passage"]
    plain = client.get(f"/api/v1/passages/{passage}/citation").json()
    assert plain["citation"] == answer["hits"][0]["citation"] and plain["style"] == "plain"
    assert plain["citation"][:40] in plain["cited"] and "accessed" in plain["cited"]
    asked = {"style": "mcgill", "language": "fr"}
    told = client.get(f"/api/v1/passages/{passage}/citation", params=asked).json()
    assert "en ligne" in told["cited"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/api/v1/documents/nowhere", "unknown_document"),
        ("/api/v1/documents/nowhere/text", "unknown_document"),
        ("/api/v1/documents/nowhere/sections/1", "unknown_document"),
        (f"{TEXT}/sections/99", "unknown_section"),
        (f"{TEXT}/sections/99/counterpart?in=fr", "unknown_section"),
        ("/api/v1/documents/puertos-2022/sections/1/counterpart?in=fr", "no_edition"),
        ("/api/v1/passages/harbour-2021:0123456789ab", "note_no_passage"),
        ("/api/v1/passages/harbour-2021:0123456789ab/citation", "note_no_passage"),
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str, code: str) -> None:
    assert problem_of(client.get(path), 404)["code"] == code


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (f"{TEXT}/sections/first", "number"),
        (f"{TEXT}/sections/-1", "number"),
        (f"{TEXT}/sections/1/counterpart", "in"),
        ("/api/v1/documents?language=de", "language"),
        ("/api/v1/documents?langauge=fr", "langauge"),
        ("/api/metrics?a=1", "a"),
        ("/api/v1/passages/a:b/citation?style=vancouver", "style"),
    ],
)
def test_a_parameter_that_is_not_as_specified_is_named(
    client: TestClient, path: str, field: str
) -> None:
    told = problem_of(client.get(path), 422)
    assert (told["code"], told["parameters"]["field"]) == ("request_invalid", field)


def test_without_an_index_nothing_can_be_read(empty: TestClient) -> None:
    told = problem_of(empty.get("/api/v1/documents"), 503)
    assert told["code"].startswith("index_") or told["code"] == "no_index"
