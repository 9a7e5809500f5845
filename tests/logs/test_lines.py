"""Lines: whatever an event has in it, one line that steers nothing and can be read back."""

import json
import logging
import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from cmp_search.language.unseen import harmless_line
from cmp_search.logs.events import Event
from cmp_search.logs.events.asking import QuestionSlow
from cmp_search.logs.events.building import ReaderCrashed
from cmp_search.logs.events.changing import Changed
from cmp_search.logs.events.serving import EngineBack
from cmp_search.logs.lines import LONGEST, JsonLines, TextLines

WORDS = st.text(st.characters(exclude_categories=()), max_size=50)
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"


def record(event: Event | None, message: str = "", level: int = logging.INFO) -> logging.LogRecord:
    made = logging.LogRecord("cmp_search.part", level, "", 0, message, None, None)
    if event:
        made.event = event
    return made


def test_text_has_the_moment_the_level_the_name_and_the_fields() -> None:
    line = TextLines().format(record(Changed("add", "anna@example.org", "app", "two words")))
    shown = 'changed action=add who=anna@example.org via=app subject="two words"'
    assert re.fullmatch(f"{MOMENT} INFO {re.escape(shown)}", line)


def test_json_has_the_same_under_their_names() -> None:
    event = QuestionSlow(1200, {"waiting": 3, "encoding": 1100}, "found", 10)
    line = json.loads(JsonLines().format(record(event, level=logging.WARNING)))
    assert re.fullmatch(MOMENT, line.pop("at"))
    assert line == {
        "level": "warning",
        "event": "question_slow",
        "milliseconds": 1200,
        "stages": {"waiting": 3, "encoding": 1100},
        "verdict": "found",
        "hits": 10,
    }


def test_a_time_is_told_to_the_millisecond() -> None:
    line = JsonLines().format(record(EngineBack("milvus://host/a", 1.23456)))
    assert json.loads(line)["seconds"] == 1.235


def test_what_others_log_is_a_message() -> None:
    other = record(None, "two\nlines \x1b[31m")
    assert json.loads(JsonLines().format(other))["message"] == "two\nlines \x1b[31m"
    text = TextLines().format(other)
    assert text.endswith(" INFO two\\nlines \\u001b[31m")


def test_a_traceback_of_others_is_on_the_same_line() -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        broken = record(None, "it failed")
        broken.exc_info = sys.exc_info()
    line = JsonLines().format(broken)
    assert "ZeroDivisionError" in json.loads(line)["message"] and "\n" not in line
    assert "\n" not in TextLines().format(broken)


@given(WORDS)
def test_nothing_steers_a_line_and_json_is_to_the_character(words: str) -> None:
    crashed = record(ReaderCrashed("read", False, -9, words))
    for line in (TextLines().format(crashed), JsonLines().format(crashed)):
        assert line == harmless_line(line)
    assert json.loads(JsonLines().format(crashed))["output"] == words


def test_a_value_is_cut() -> None:
    line = JsonLines().format(record(ReaderCrashed("read", False, 1, "x" * 10 * LONGEST)))
    assert len(json.loads(line)["output"]) == LONGEST
