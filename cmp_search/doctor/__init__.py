"""The doctor: what is wrong with environment, model, corpus or index, and how to fix it.

Each area is a module with `check(settings)`, which yields findings and changes nothing. It is
imported when its turn comes, so that a missing package is a finding and not a crash.
"""

from collections.abc import Iterator
from importlib import import_module

from cmp_search.doctor.finding import DO_AS_SAID, Finding, Severity
from cmp_search.errors import CmpSearchError, system_error
from cmp_search.settings import Settings

__all__ = ["Finding", "Severity", "examine"]

AREAS = ("environment", "model", "corpus", "index", "audit")


def examine(settings: Settings) -> Iterator[Finding]:
    """All findings, in the order of the areas; reads all files in full."""
    for area in AREAS:
        try:
            yield from import_module(f"cmp_search.doctor.{area}").check(settings)
        except CmpSearchError as error:
            yield Finding(area, Severity.WRONG, str(error), DO_AS_SAID)
        except OSError as error:
            yield Finding(area, Severity.WRONG, str(system_error(error)), DO_AS_SAID)
        except Exception as error:
            # A doctor that crashes is no help: any other error is a finding, too.
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            yield Finding(
                area,
                Severity.WRONG,
                f"the check failed ({reason})",
                "fix the problems above, then run `cmp-search doctor` again",
            )
