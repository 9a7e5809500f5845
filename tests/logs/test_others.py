"""What others write to standard error where the log is JSON."""

import io
import json
import logging
import sys
import traceback
from contextlib import redirect_stderr

from cmp_search.logs.others import OthersAsJson


def messages(written: str) -> list[str]:
    lines = [json.loads(line) for line in written.splitlines()]
    assert {(one["event"], one["level"], one["logger"]) for one in lines} == {
        ("message", "warning", "stderr")
    }
    return [one["message"] for one in lines]


def test_a_line_is_one_of_json_once_it_is_complete() -> None:
    written = io.StringIO()
    with redirect_stderr(OthersAsJson(written)):
        assert sys.stderr.write("Invalid ") == 8
        assert written.getvalue() == ""
        sys.stderr.write("“request”\n\nreceived\x1b\n")
    assert messages(written.getvalue()) == ["Invalid “request”", "received\x1b"]
    assert "\x1b" not in written.getvalue()


def test_what_others_log_and_a_traceback_come_as_json() -> None:
    written = io.StringIO()
    with redirect_stderr(OthersAsJson(written)):
        logging.StreamHandler().emit(logging.makeLogRecord({"msg": "100 % full"}))
        try:
            raise KeyError("place")
        except KeyError:
            traceback.print_exc()
    first, second, *_, last = messages(written.getvalue())
    assert (first, last) == ("100 % full", "KeyError: 'place'")
    assert second.startswith("Traceback")
