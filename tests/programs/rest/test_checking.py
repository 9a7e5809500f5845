"""The operations that hold quotations against the texts."""

import io

import docx
import pytest
from starlette.testclient import TestClient

from tests.programs.rest.conftest import problem_of

WORDS = "The group polished forty lenses."
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_docx(text: str) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", f"It says: “{WORDS}”".encode()),
        ("text/markdown; charset=utf-8", f"# A note\n\nIt says: “{WORDS}”".encode()),
        ("text/html", f"<p>It says: “{WORDS}”</p>".encode()),
        (DOCX, as_docx(f"It says: “{WORDS}”")),
    ],
)
def test_the_quotations_of_a_draft_are_checked(client: TestClient, kind: str, body: bytes) -> None:
    told = client.post("/api/v1/verify", content=body, headers={"content-type": kind}).json()
    [one] = told["quotations"]
    assert (one["text"], one["found"]["document"]) == (WORDS, "harbour-2021")


def test_the_reasons_are_in_the_language_that_is_asked_for(client: TestClient) -> None:
    body, kind = f"It says: “{WORDS}”".encode(), {"content-type": "text/plain"}
    english, french = (
        client.post("/api/v1/verify", params={"language": code}, content=body, headers=kind).json()
        for code in ("en", "fr")
    )
    [one], [other] = english["quotations"], french["quotations"]
    assert one["standing"] == other["standing"]
    assert one["found"]["citation"] != other["found"]["citation"]


def test_a_single_quotation_is_checked_as_it_is_cited(client: TestClient) -> None:
    asked = {"quotation": WORDS, "citation": "Institute of Fog, Harbour Exchange: report for 2021"}
    told = client.post("/api/v1/verify/quotation", json=asked).json()
    [one] = told["quotations"]
    assert one["found"]["document"] == "harbour-2021"
    asked = {"quotation": "The group polished fifty lenses."}
    told = client.post("/api/v1/verify/quotation", json=asked).json()
    assert [one["standing"] for one in told["quotations"]] == ["differs"] and not told["holds"]


def test_a_quotation_without_a_word_is_refused(client: TestClient) -> None:
    for words in ("", "“…”"):
        answered = client.post("/api/v1/verify/quotation", json={"quotation": words})
        assert problem_of(answered, 422)["parameters"]["field"] == "quotation"


def test_a_draft_of_another_type_is_refused(client: TestClient) -> None:
    for kind in ("application/pdf", "multipart/form-data", ""):
        answered = client.post("/api/v1/verify", content=b"x", headers={"content-type": kind})
        told = problem_of(answered, 415)
        assert (told["code"], told["parameters"]["type"]) == ("request_type", kind)
        assert DOCX in told["parameters"]["known"]


@pytest.mark.parametrize(("kind", "body"), [(DOCX, b"no archive"), ("text/plain", b"")])
def test_a_draft_that_cannot_be_read_is_said_to_be(
    client: TestClient, kind: str, body: bytes
) -> None:
    answered = client.post("/api/v1/verify", content=body, headers={"content-type": kind})
    assert answered.status_code in (415, 422)
    assert problem_of(answered, answered.status_code)["parameters"]["file"].startswith("draft.")
