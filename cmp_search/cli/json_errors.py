"""Errors of commands run with --json: one JSON object, besides the line on standard error.

A command that has changed something before it fails says in the same object what it has done.
That there is no index is not said where its reason is, that there is no text to build it from.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import typer

from cmp_search.errors import CmpSearchError, CorpusError, NoIndexError, system_error
from cmp_search.index.caveats import Caveat, noting_opened

Options = ParamSpec("Options")
FROM_STDIN = ["-"]
"""The question argument "-": questions come from standard input, and all output is JSON."""


class UnfinishedError(Exception):
    """An error, its `__cause__`, after something was done; `done` are fields of the JSON."""

    def __init__(self, done: dict[str, Any]) -> None:
        """State what had been done."""
        super().__init__()
        self.done = done


@contextmanager
def after(done: dict[str, Any], *, as_json: bool) -> Iterator[None]:
    """Whatever ends the command within, what had been done before is in its JSON."""
    from cmp_search.cli.terminal import print_json

    try:
        yield
    except typer.Exit:
        if as_json:
            print_json(done)
        raise
    except (CmpSearchError, OSError) as error:
        raise UnfinishedError(done) from error


@contextmanager
def telling_caveats() -> Iterator[None]:
    """When a command ends, print on standard error what to know of each index that it opened."""
    with noting_opened() as caveats:
        try:
            yield
        except typer.Exit:
            _print_caveats(caveats())
            raise
        _print_caveats(caveats())


def _print_caveats(caveats: Sequence[Caveat]) -> None:
    if caveats:
        from cmp_search.cli.output import print_caveats

        print_caveats(caveats)


def with_json_errors(command: Callable[Options, None]) -> Callable[Options, None]:
    """Make a command print its errors as JSON if JSON was asked for; `main` ends the process."""

    @wraps(command)
    def run(*args: Options.args, **options: Options.kwargs) -> None:
        done: dict[str, Any] = {}
        try:
            try:
                with telling_caveats():
                    command(*args, **options)
            except UnfinishedError as unfinished:
                done = unfinished.done
                raise unfinished.__cause__ or unfinished from None
        except BrokenPipeError:
            raise  # The reader of our output has gone.
        except (CmpSearchError, OSError) as raised:
            error = _cause(raised, options.get("corpus"))
            if options.get("json") or options.get("question") == FROM_STDIN:
                from cmp_search.api.schemas import error_json
                from cmp_search.cli.terminal import print_json

                own_error = system_error(error) if isinstance(error, OSError) else error
                print_json({**done, **error_json(own_error)})
            raise error from raised

    return run


def _cause(error: CmpSearchError | OSError, corpus: object) -> CmpSearchError | OSError:
    """Why there is no index, if that is because there is no corpus, or none with a text."""
    if not isinstance(error, NoIndexError):
        return error
    from cmp_search.documents.source import check_has_text
    from cmp_search.settings import Settings

    try:
        check_has_text(corpus if isinstance(corpus, Path) else Settings().corpus)
    except CorpusError as cause:
        return cause
    return error
