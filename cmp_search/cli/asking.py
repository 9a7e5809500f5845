"""Asking from the command line: one question, or one per line with everything loaded once.

1. The form of a question is checked, and whether there is an index; this imports little.
2. The model is loaded in a thread.
3. Meanwhile the rest of the tool is imported, which is why imports are made where they are needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cmp_search.cli.options import COUNT, COUNT_IN_JSON
from cmp_search.cli.saying import say
from cmp_search.errors import CmpSearchError, QuestionError
from cmp_search.locales import DEFAULT

if TYPE_CHECKING:
    from pathlib import Path

    from cmp_search.index.filters import Filters
    from cmp_search.library import Library


def ask_once(
    library: Library,
    question: str,
    filters: Filters,
    count: int | None,
    record: Path | None,
    *,
    as_json: bool,
) -> None:
    """Answer one question on standard output, and record the search in a file if one is named."""
    from cmp_search.search.question import parse_question

    parse_question(question)  # A bad question is rejected before anything is loaded.
    _warm(library)
    from cmp_search.api.schemas import answer_json
    from cmp_search.cli.output import print_answer, waiting
    from cmp_search.cli.terminal import print_json

    with waiting("Loading the model…"):
        shown = count or (COUNT_IN_JSON if as_json else COUNT)
        searcher = library.searcher()
        answer = searcher.ask(question, filters, shown, DEFAULT)
    if record:
        from cmp_search.notes.file import keep_search

        keep_search(record, library.notes.record(answer))
        say(f"The search is recorded in {record}.")
    if as_json:
        print_json(answer_json(answer))
    else:
        print_answer(answer, searcher.index.entries())


def ask_each_line(library: Library, lines: Iterable[bytes], filters: Filters, count: int) -> int:
    """Answer each line with one line of JSON; return 1 if any line failed, else 0.

    A line that fails gives an object with `question`, `error`, `code` and `parameters`, and the
    next line is read.
    """
    _warm(library)
    from cmp_search.api.schemas import answer_json
    from cmp_search.cli.terminal import print_json

    searcher = library.searcher()
    status = 0
    for line in lines:
        question = line.decode(errors="backslashreplace").strip("\r\n")
        try:
            _check_encoding(line)
            print_json(answer_json(searcher.ask(question, filters, count, DEFAULT)))
        except CmpSearchError as error:
            status = 1
            print_json({"question": question, "error": str(error), **error.record})
    return status


def _check_encoding(line: bytes) -> None:
    try:
        line.decode()
    except UnicodeDecodeError as error:
        raise QuestionError("question_encoding") from error


def support_once(library: Library, sentence: str, filters: Filters, *, as_json: bool) -> None:
    """Say on standard output where a sentence may come from."""
    from cmp_search.search.question import parse_question

    parse_question(sentence)
    _warm(library)
    from cmp_search.api.support import support_json
    from cmp_search.cli.output import print_support, waiting
    from cmp_search.cli.terminal import print_json
    from cmp_search.verification.support import support

    with waiting("Loading the model…"):
        searcher = library.searcher()
        found = support(searcher, sentence, filters)
    if as_json:
        print_json(support_json(found))
    else:
        print_support(found, searcher.index.entries())


def _warm(library: Library) -> None:
    """Make sure that there is an index, and start loading the model (steps 1 and 2)."""
    library.generation()
    library.warm()
