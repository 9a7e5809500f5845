"""Over HTTP comes what the command line prints, byte for byte."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from cmp_search.library import Library
from tests.cli.printed import LENSES, NOTE, printed_by

MOMENT = re.compile(rb'(?<="date": ")\d{4}-\d\d-\d\dT[0-9:.]+\+00:00')
"""When a question was asked, the only thing in which two answers to it differ."""


@pytest.fixture(autouse=True)
def same_library(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands ask the library that is served."""
    monkeypatch.setenv("CMP_SEARCH_CORPUS", str(library.corpus))
    monkeypatch.setenv("CMP_SEARCH_INDEX", library.index_address)
    monkeypatch.setenv("CMP_SEARCH_MODEL", "fake")


@pytest.fixture
def passage(library: Library) -> str:
    """The id of a passage that is in no digest."""
    [*_, last] = library.section("harbour-2021", 4).passages
    return last.id


def line_of(*words: str) -> bytes:
    """What a command prints, without the line's end."""
    line = printed_by(*words, "--json").encode()
    assert line.count(b"\n") == 1 and line.endswith(b"\n")
    return MOMENT.sub(b"", line[:-1])


def body_of(response: Any) -> bytes:
    """The body of a response, which says that it is JSON."""
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    return MOMENT.sub(b"", response.content)


@pytest.mark.parametrize(
    ("options", "filters"),
    [
        ((), {}),
        (("--count", "2"), {"count": 2}),
        (
            ("--language", "fr", "--language", "es", "--year", "2021"),
            {"languages": ["fr", "es"], "years": [2021]},
        ),
        (("--document", "puertos-2022"), {"documents": ["puertos-2022"]}),
    ],
)
@pytest.mark.parametrize(
    "question",
    [LENSES, "Who is the Canadian co-chair of the Lens Working Group?", "¿ \u202e\x85 lentilles?"],
)
def test_an_answer(
    client: TestClient, question: str, options: tuple[str, ...], filters: dict[str, object]
) -> None:
    answered = client.post("/api/v1/search", json={"question": question, **filters})
    assert body_of(answered) == line_of("ask", *options, question)


@pytest.mark.parametrize("command", ["status", "text"])
def test_a_document(client: TestClient, library: Library, command: str) -> None:
    for entry in library.index().entries():
        place = f"/api/v1/documents/{entry.id}" + ("/text" if command == "text" else "")
        assert body_of(client.get(place)) == line_of(command, entry.id)


def test_the_list_of_documents(client: TestClient) -> None:
    whole, told = line_of("status"), body_of(client.get("/api/v1/documents"))
    for name in ("generation", "created", "fingerprint", "document_list"):
        field = f'"{name}": {json.dumps(json.loads(whole)[name], ensure_ascii=False)}'.encode()
        assert field in whole and field in told, name


def test_a_section_and_its_counterpart(client: TestClient) -> None:
    for number in range(5):
        place = f"/api/v1/documents/harbour-2021/sections/{number}"
        assert body_of(client.get(place)) == line_of("section", "harbour-2021", str(number))
        told = client.get(f"{place}/counterpart", params={"in": "fr"})
        command = ("counterpart", "harbour-2021", str(number), "--in", "fr")
        assert body_of(told) == line_of(*command)


def test_a_passage_and_its_citation(client: TestClient, passage: str) -> None:
    place = f"/api/v1/passages/{passage}"
    assert body_of(client.get(place)) == line_of("passage", passage)
    assert body_of(client.get(f"{place}/citation")) == line_of("cite", passage)
    for style, language in (("apa", "en"), ("mcgill", "fr"), ("mexican", "es")):
        asked = {"style": style, "language": language}
        told = client.get(f"{place}/citation", params=asked)
        command = ("cite", passage, "--style", style, "--language", language)
        assert body_of(told) == line_of(*command)


def test_a_verification(client: TestClient, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(NOTE, "utf-8")
    kind = {"content-type": "text/markdown"}
    told = body_of(client.post("/api/v1/verify", content=draft.read_bytes(), headers=kind))
    assert told == line_of("verify", str(draft))
    assert {one["standing"] for one in json.loads(told)["quotations"]} >= {"exact", "not_found"}


@pytest.mark.parametrize(
    ("place", "body", "words"),
    [
        ("documents/fog", {}, ("status", "fog")),
        ("documents/fog/text", {}, ("text", "fog")),
        ("documents/harbour-2021/sections/99", {}, ("section", "harbour-2021", "99")),
        ("passages/fog:0123456789ab", {}, ("passage", "fog:0123456789ab")),
        ("search", {"question": "?!"}, ("ask", "?!")),
        ("search", {"question": "fog", "documents": ["fog"]}, ("ask", "--document", "fog", "fog")),
        ("search", {"question": "fog", "years": [1901]}, ("ask", "--year", "1901", "fog")),
    ],
)
def test_an_error_has_the_code_and_the_words(
    client: TestClient, place: str, body: dict[str, Any], words: tuple[str, ...]
) -> None:
    place = f"/api/v1/{place}"
    told = client.post(place, json=body) if body else client.get(place)
    problem, error = told.json(), json.loads(line_of(*words))["error"]
    assert told.status_code in (404, 422)
    assert {name: problem[name] for name in ("code", "parameters")} == {
        name: error[name] for name in ("code", "parameters")
    }
    assert problem["detail"] == error["message"]
