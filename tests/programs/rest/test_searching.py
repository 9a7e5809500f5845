"""POST /v1/search."""

import pytest
from starlette.testclient import TestClient

from tests.programs.rest.conftest import problem_of

QUESTION = "Who polished forty lenses?"


def test_the_answer_has_passages_with_their_citations(client: TestClient) -> None:
    answer = client.post("/api/v1/search", json={"question": QUESTION}).json()
    assert answer["question"] == QUESTION and len(answer["hits"]) > 1
    assert "forty lenses" in answer["hits"][0]["text"]
    assert answer["hits"][0]["citation"].startswith("Institute of Fog, Harbour Exchange")


def test_filters_count_and_language_are_heeded(client: TestClient) -> None:
    asked = {"question": QUESTION, "languages": ["fr"], "years": [2021], "count": 1}
    answer = client.post("/api/v1/search", json={**asked, "language": "fr"}).json()
    [hit] = answer["hits"]
    assert (hit["document"], answer["search_record"]["language"]) == ("ports-2021", "fr")
    assert answer["search_record"]["filters"] == {
        "documents": [],
        "languages": ["fr"],
        "years": [2021],
    }
    asked = {"question": QUESTION, "documents": ["puertos-2022"]}
    assert client.post("/api/v1/search", json=asked).json()["languages"] == ["es"]


@pytest.mark.parametrize(
    ("filters", "code"),
    [
        ({"documents": ["harbour-2O21"]}, "unknown_document"),
        ({"languages": ["de"]}, "language_without_texts"),
        ({"years": [1901]}, "filters_match_nothing"),
    ],
)
def test_filters_that_let_nothing_pass_are_not_found(
    client: TestClient, filters: dict[str, object], code: str
) -> None:
    answered = client.post("/api/v1/search", json={"question": QUESTION, **filters})
    assert problem_of(answered, 404)["code"] == code


@pytest.mark.parametrize(
    ("question", "code"),
    [("", "question_empty"), ("?!", "question_empty"), ("a" * 2_001, "question_long")],
)
def test_a_question_that_cannot_be_asked_has_the_librarys_error(
    client: TestClient, question: str, code: str
) -> None:
    answered = client.post("/api/v1/search", json={"question": question})
    assert problem_of(answered, 422)["code"] == code


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"count": 0}, "count"),
        ({"count": True}, "count"),
        ({"count": "3"}, "count"),
        ({"count": 1.5}, "count"),
        ({"years": [0]}, "years.0"),
        ({"language": "de"}, "language"),
        ({"langauges": ["fr"]}, "langauges"),
        ({"documents": "harbour-2021"}, "documents"),
    ],
)
def test_a_body_that_is_not_as_specified_says_which_field(
    client: TestClient, more: dict[str, object], field: str
) -> None:
    answered = client.post("/api/v1/search", json={"question": QUESTION, **more})
    told = problem_of(answered, 422)
    assert (told["code"], told["parameters"]["field"]) == ("request_invalid", field)


def test_a_number_without_a_fraction_is_a_whole_one(client: TestClient) -> None:
    asked = {"question": QUESTION, "years": [2021.0], "count": 1.0}
    assert len(client.post("/api/v1/search", json=asked).json()["hits"]) == 1


def test_answers_are_counted_by_their_level(client: TestClient) -> None:
    answer = client.post("/api/v1/search", json={"question": QUESTION}).json()
    line = f'cmp_search_answers_total{{level="{answer["confidence"]["level"]}"}}'
    assert line in client.get("/api/metrics").text


def test_a_question_waits_for_its_turn_and_no_longer_than_somebody_waits_for_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.programs.workers.MOST_WAITING", 0)
    answered = client.post("/api/v1/search", json={"question": QUESTION})
    assert problem_of(answered, 503)["code"] == "overloaded"
    assert int(answered.headers["retry-after"]) > 0
