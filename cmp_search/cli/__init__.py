"""The command line: `cmp-search` with index, ask, add, fetch, remove, status, text, eval, doctor.

Only this function turns the package's errors into messages; no module here searches or reads.
"""

import sys


def main() -> None:
    """Run the command; an error of the package ends in one line and exit status 1."""
    from cmp_search.cli.commands import app
    from cmp_search.errors import CmpSearchError

    try:
        app()
    except CmpSearchError as error:
        sys.stderr.write(f"cmp-search: {error}\n")
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone (as in `| head`): nothing is left to say.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        sys.stderr.write(
            f"cmp-search: {error.strerror or error}{place}: check the disk's room and your rights "
            "there; the last index stays as it was\n"
        )
        sys.exit(1)
    except KeyboardInterrupt:
        sys.stderr.write("cmp-search: stopped; the last index stays as it was\n")
        sys.exit(130)
