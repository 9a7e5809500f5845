"""The failures of a build: the files that it could not read, and what was known of them before.

A file whose work crashed or took too long may do better when the machine is less busy. If it fails
so twice, it is set aside until it changes: else each build would wait for it.
"""

from collections.abc import Iterable
from dataclasses import replace

from cmp_search.documents.source import Source
from cmp_search.errors import ReadError
from cmp_search.index.manifest import Failure, now
from cmp_search.logs import tell
from cmp_search.logs.events.building import FileSetAside


class Failures:
    """The failures of one build so far, and those that the previous generation recorded."""

    def __init__(self, before: Iterable[Failure]) -> None:
        """Start with none, after those of the previous generation."""
        self._before = {failure.id: failure for failure in before}
        self._found: list[Failure] = []

    @property
    def found(self) -> tuple[Failure, ...]:
        """Those of this build, in the order of its files."""
        return tuple(self._found)

    def before(self, source: Source) -> Failure | None:
        """The failure of this same file that the previous generation recorded."""
        old = self._before.get(source.id)
        return old if old and old.is_of(source) else None

    def make(self, source: Source, error: ReadError) -> Failure:
        """The record of an error, which is told; the same as last time keeps its date."""
        old = self.before(source)
        same = old and (old.code, old.parameters) == (error.code, error.parameters)
        tries = old.tries + 1 if error.tries and old and old.kind == error.failure else 1
        lasting = error.lasting or 0 < error.tries <= tries
        name, reason = source.path.name, error.message("en")
        tell(FileSetAside(source.id, name, error.code, reason, lasting, tries))
        return Failure(
            id=source.id,
            file=name,
            sha256=source.sha256,
            kind=error.failure,
            lasting=lasting,
            code=error.code,
            parameters=error.parameters,
            date=old.date if old and same else now(),
            kept=False,
            tries=tries,
        )

    def add(self, failure: Failure, *, kept: bool) -> None:
        """Count a failure to this build; `kept` if the last good text is still in the index."""
        self._found.append(replace(failure, kept=kept))
