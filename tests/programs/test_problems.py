"""How errors are answered: status, code, and nothing of the server."""

import json
from typing import Any

import pytest

from cmp_search import errors
from cmp_search.errors import CmpSearchError
from cmp_search.gate.refusal import Refusal
from cmp_search.locales import interfaces
from cmp_search.programs.problems import OF_CODE, problem, problem_json, refusal_problem, status_of
from tests.errors_page import raised_errors
from tests.gate.asking import scope

ASKED = scope("GET", "/api/v1/documents")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.QuestionError("question_empty"), 422),
        (errors.QuestionError("filters_match_nothing"), 404),
        (errors.UnknownDocumentError("unknown_document", id="a", known=["b"], total=1), 404),
        (errors.UnknownSectionError("unknown_section", id="a", number=9, last=3), 404),
        (errors.LimitError("pdf_pages", found=6000, most=5000), 413),
        (errors.SlowError("reading_slow", seconds=10), 503),
        (errors.FormatError("suffix_missing", known=[".txt"]), 415),
        (errors.NoIndexError("no_index", folder="index"), 503),
        (errors.BusyError("being_changed"), 503),
        (errors.RateError("requested_too_often"), 429),
        (errors.RequestError("request_malformed"), 400),
        (errors.AccessKeyError("key_unknown"), 401),
        (errors.NoteError("note_no_passage", passage="a:b"), 404),
        (errors.AuditError("audit_unwritable", folder="a", reason="b"), 500),
    ],
)
def test_a_status_is_that_of_the_code_or_of_the_nearest_class(
    error: CmpSearchError, status: int
) -> None:
    assert status_of(error) == status


def test_codes_with_a_status_of_their_own_exist() -> None:
    assert {one.code for one in raised_errors()} >= OF_CODE.keys()


@pytest.mark.parametrize("language", interfaces())
def test_a_problem_is_told_in_the_language_that_is_accepted(language: str) -> None:
    error = errors.NoIndexError("no_index", folder="/srv/secret/index")
    answer = problem(error, scope("GET", "/api/ready", ("accept-language", language)))
    assert answer.headers["content-type"] == "application/problem+json"
    told = content(answer.body)
    assert told == problem_json(error, language)
    assert told["type"] == "urn:cmp-search:error:no_index"
    assert (told["status"], told["title"]) == (503, "Service Unavailable")
    assert told["parameters"] == {"folder": "index"}
    assert told["detail"] == errors.NoIndexError("no_index", folder="index").message(language)


def test_nothing_is_told_of_what_nobody_has_foreseen() -> None:
    error = errors.AuditError("audit_unwritable", folder="/srv/secret", reason="full")
    told = content(problem(error, ASKED).body)
    assert (told["code"], told["parameters"]) == ("unexpected", {})
    assert "secret" not in str(told)


def test_what_a_program_sent_is_told_without_signs_that_steer() -> None:
    error = errors.RequestError("request_invalid", field="\u202eq\ud800", reason="no")
    assert content(problem(error, ASKED).body)["parameters"]["field"] == "�q�"


@pytest.mark.parametrize(
    ("refusal", "status", "code"),
    [
        (Refusal.HOST, 421, "host_unknown"),
        (Refusal.FOREIGN, 403, "origin_foreign"),
        (Refusal.CLOSED, 404, "route_unknown"),
        (Refusal.METHOD, 405, "method_closed"),
    ],
)
def test_a_gate_refuses_programs_by_problems(refusal: Refusal, status: int, code: str) -> None:
    answer = refusal_problem(refusal, scope("PUT", "/mcp"))
    assert (answer.status_code, content(answer.body)["code"]) == (status, code)
    assert answer.headers.get("allow") == ("POST" if status == 405 else None)


def content(body: bytes | memoryview) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(body))
    return found
