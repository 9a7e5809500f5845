"""Errors of a command that was asked for JSON: one object, beside the line on standard error."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from cmp_search.errors import CmpSearchError, system_error

Options = ParamSpec("Options")
EACH_LINE = ["-"]
"""The question that has questions read from standard input, which are answered as JSON."""


def tells_errors(command: Callable[Options, None]) -> Callable[Options, None]:
    """Have a command print an error as JSON where JSON was asked for; `main` ends the process."""

    @wraps(command)
    def run(*args: Options.args, **options: Options.kwargs) -> None:
        try:
            command(*args, **options)
        except BrokenPipeError:
            raise  # Nobody reads any more.
        except (CmpSearchError, OSError) as error:
            if options["json"] or options.get("question") == EACH_LINE:
                from cmp_search.api.schemas import error_json
                from cmp_search.cli.terminal import print_json

                ours = system_error(error) if isinstance(error, OSError) else error
                print_json(error_json(ours))
            raise

    return run
