"""Asking from the command line: one question, or one a line with everything loaded once."""

from typing import TextIO

from cmp_search.cli.output import print_answer, print_json, waiting
from cmp_search.errors import CmpSearchError
from cmp_search.index.texts import Filters
from cmp_search.json_form import answer_json
from cmp_search.search.question import parse_question
from cmp_search.search.searcher import open_searcher
from cmp_search.settings import Settings


def ask_once(
    settings: Settings, question: str, filters: Filters, count: int, *, as_json: bool
) -> None:
    """Answer one question on standard output."""
    parse_question(question)  # A bad question is said before anything is loaded.
    with waiting("Loading the index and the model…"):
        searcher = open_searcher(settings.index, settings.model)
        answer = searcher.ask(question, filters, count)
    if as_json:
        print_json(answer_json(answer))
    else:
        print_answer(answer)


def ask_each_line(settings: Settings, lines: TextIO, filters: Filters, count: int) -> int:
    """Answer each line with one line of JSON; 1 when any line could not be asked, else 0.

    A line that cannot be asked gives an object with `question` and `error`, and the next is read.
    """
    searcher = open_searcher(settings.index, settings.model)
    failed = 0
    for line in lines:
        question = line.strip("\r\n")
        try:
            print_json(answer_json(searcher.ask(question, filters, count)))
        except CmpSearchError as error:
            failed = 1
            print_json({"question": question, "error": str(error)})
    return failed
