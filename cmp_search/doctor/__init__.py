"""The doctor: what is wrong with environment, model, corpus or index, and what fixes it.

Each area is a module with `check(settings)`, which yields findings and changes nothing. It is
loaded when its turn comes, so that a package that is missing is a finding and not the end.
"""

from collections.abc import Iterator
from importlib import import_module

from cmp_search.doctor.finding import Finding, Severity
from cmp_search.errors import CmpSearchError
from cmp_search.settings import Settings

__all__ = ["Finding", "Severity", "examine"]

AREAS = ("environment", "model", "corpus", "index")


def examine(settings: Settings) -> Iterator[Finding]:
    """Everything that was looked at, in the order of the areas; reads all files in full."""
    for area in AREAS:
        try:
            yield from import_module(f"cmp_search.doctor.{area}").check(settings)
        except CmpSearchError as error:
            yield Finding(area, Severity.WRONG, str(error), "do what the message says")
        except Exception as error:
            # A doctor that falls over is of no use: whatever else breaks is a finding, too.
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            yield Finding(
                area,
                Severity.WRONG,
                f"the check broke off ({reason})",
                "mend what is found above and run `cmp-search doctor` again",
            )
