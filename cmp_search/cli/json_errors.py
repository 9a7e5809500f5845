"""Errors of commands run with --json: one JSON object, besides the line on standard error."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from cmp_search.errors import CmpSearchError, system_error

Options = ParamSpec("Options")
FROM_STDIN = ["-"]
"""The question argument "-": questions come from standard input, and all output is JSON."""


def with_json_errors(command: Callable[Options, None]) -> Callable[Options, None]:
    """Make a command print its errors as JSON if JSON was asked for; `main` ends the process."""

    @wraps(command)
    def run(*args: Options.args, **options: Options.kwargs) -> None:
        try:
            command(*args, **options)
        except BrokenPipeError:
            raise  # The reader of our output has gone.
        except (CmpSearchError, OSError) as error:
            if options["json"] or options.get("question") == FROM_STDIN:
                from cmp_search.api.schemas import error_json
                from cmp_search.cli.terminal import print_json

                own_error = system_error(error) if isinstance(error, OSError) else error
                print_json(error_json(own_error))
            raise

    return run
