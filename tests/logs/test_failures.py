"""Errors as events: as much as may be told."""

from cmp_search.errors import CorpusError, QuestionError
from cmp_search.logs.events.failing import ErrorTold, Failed
from cmp_search.logs.failures import tell_failure, tell_own
from tests.logs.listening import listening


def broken(words: str) -> None:
    raise KeyError(words)


def test_an_error_of_whoever_asks_is_its_code() -> None:
    with listening() as log:
        tell_own(QuestionError("question_empty"), "rest")
    assert log.events == [ErrorTold("rest", "question_empty")]


def test_an_error_of_the_server_has_its_message() -> None:
    error = CorpusError("corpus_link", file="/texts/a")
    with listening() as log:
        tell_failure(error, "app")
    assert log.events == [Failed("app", "corpus_link", "CorpusError", str(error), "")]


def test_an_error_of_the_system_is_told_as_one_of_ours() -> None:
    with listening() as log:
        tell_failure(FileNotFoundError(2, "No such file", "/texts/a"), "app")
    (event,) = log.events
    assert isinstance(event, Failed) and event.code == "system_file" and "/texts/a" in event.message


def test_what_nobody_foresaw_is_told_by_its_place_and_not_by_its_words() -> None:
    try:
        broken("CANARY")
    except KeyError as error:
        with listening() as log:
            tell_failure(error, "app")
    (event,) = log.events
    assert isinstance(event, Failed) and (event.code, event.kind) == ("unexpected", "KeyError")
    assert event.place.endswith(" broken") and "test_failures.py:" in event.place
    assert "CANARY" not in log.records[0].getMessage()
