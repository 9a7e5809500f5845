"""The files of a build, one after another, and the outcome for each (steps 2 to 5 of `build`)."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial

from cmp_search.documents.source import Source, file_size
from cmp_search.errors import CorpusError, ReadError
from cmp_search.index.builder import IndexBuilder
from cmp_search.index.duplicates import Duplicate
from cmp_search.index.encoding import Unread
from cmp_search.index.failures import Failures
from cmp_search.index.interrupt import deferred_interrupt
from cmp_search.index.manifest import Failure, Manifest
from cmp_search.index.plan import Plan
from cmp_search.index.preparation import Preparation
from cmp_search.index.record import RecordMaker, says_the_same
from cmp_search.index.report import BuildProgress, BuildReport, Notice, ProgressListener

OUTCOMES = (
    "added", "changed", "removed", "unchanged", "superseded", "superseded_by", "skipped", "pending"
)  # fmt: skip
"""The lists of ids in a report."""


class Processing:
    """One build in progress, and the outcome for each document so far."""

    def __init__(
        self,
        sources: tuple[Source, ...],
        plan: Plan,
        builder: IndexBuilder,
        documents: Preparation,
        progress: ProgressListener,
    ) -> None:
        """Start with no file processed."""
        self._plan, self._builder, self._documents = plan, builder, documents
        previous = builder.previous
        self._known = {} if plan.rebuild_reason else previous.known
        self._indexed = dict(self._known)
        self._old = None if plan.rebuild_reason else previous.manifest
        self._replaces_usable = bool(plan.rebuild_reason and previous.manifest)
        self._failures = Failures(self._old.failed if self._old else ())
        self._outcomes: dict[str, list[str]] = {name: [] for name in OUTCOMES}
        self._present: set[str] = set()
        self._stopped = False
        todo = {s.id: file_size(s.path) for s in sources if not self._is_settled(s)}
        self._todo = todo
        self._progress = BuildProgress("", 0, len(todo), 0, sum(todo.values()), 0)
        self._listener = progress

    @property
    def has_work(self) -> bool:
        """Whether a file is to be read."""
        return bool(self._todo)

    def _is_settled(self, source: Source) -> bool:
        """Whether a file is unchanged and needs no work."""
        old = self._failures.before(source)
        return self._is_known(source) or (old is not None and old.lasting)

    def _is_known(self, source: Source) -> bool:
        return self._known.get(source.id) == (source.sha256, source.entry)

    def _has_verified(self, id: str) -> bool:
        """Whether a text is there, and no copy that anyone may have provided."""
        return id in self._present and self._indexed[id][1].is_verified

    def process_all(self, sources: Sequence[Source]) -> None:
        """Handle files, none of which is a digest of another, in their order."""
        self._documents.expect([s for s in sources if s.id in self._todo and not self._official(s)])
        for source in sources:
            self._process(source)

    def _official(self, digest: Source) -> str | None:
        """The text that supersedes a digest; None if none does, or it is no digest."""
        official = digest.entry.digest_of
        return official if official and self._has_verified(official) else None

    def _process(self, source: Source) -> None:
        """Handle one file: skip it, read it, or leave it for later (steps 2 to 4)."""
        id, old = source.id, self._failures.before(source)
        if official := self._official(source):
            self._outcomes["superseded"].append(id)
            self._outcomes["superseded_by"].append(official)
        elif self._is_known(source):
            self._outcomes["unchanged"].append(id)
            self._present.add(id)
        elif old and old.lasting:
            self._outcomes["skipped"].append(id)
            self._fail(old)
        elif self._stopped:
            self._postpone(source)
        else:
            self._read(source)
        self._progress = replace(
            self._progress,
            done=self._progress.done + self._todo.get(id, 0),
            number=self._progress.number + (id in self._todo),
        )

    def _read(self, source: Source) -> None:
        id = source.id
        try:
            self._report(id, 0, 0)
            encoded = self._documents.prepare(source, partial(self._report, id))
        except KeyboardInterrupt:
            self._stopped = True
            self._postpone(source)
            return
        if isinstance(encoded, Unread):
            self._fail(self._failures.make(encoded.source, encoded.error))
            return
        with deferred_interrupt() as interrupts:
            self._builder.replace(encoded)
        self._stopped = bool(interrupts)
        self._indexed[id] = (encoded.document.sha256, encoded.source_entry)
        self._outcomes["changed" if id in self._known else "added"].append(id)
        self._present.add(id)

    def _report(self, id: str, share: float, encoded: int) -> None:
        """Tell the listener what share of a document is done; `encoded` texts are new."""
        so_far = replace(self._progress, encoded=self._progress.encoded + encoded)
        done = so_far.done + int(share * self._todo[id])
        self._listener(replace(so_far, document=id, number=so_far.number + 1, done=done))
        self._progress = so_far

    def _fail(self, failure: Failure) -> None:
        known = failure.id in self._known
        self._failures.add(failure, kept=known)
        self._present.update([failure.id] if known else [])

    def _postpone(self, source: Source) -> None:
        """Leave a file for the next build; what the index has of it stays."""
        self._outcomes["pending"].append(source.id)
        old = self._failures.before(source)
        if old:
            self._fail(old)
        elif source.id in self._known:
            self._present.add(source.id)

    def publish(self, make: RecordMaker, probes: Callable[[], tuple[str, ...]]) -> Manifest:
        """Remove what is gone, and publish the result with its record (step 5).

        `probes` computes those of the encoder, which is loaded only if texts were encoded.
        """
        if self._outcomes["pending"] and (self._replaces_usable or not self._present):
            raise KeyboardInterrupt
        with nullcontext() if self._stopped else deferred_interrupt():
            for id in sorted(self._known.keys() - self._present):
                self._builder.remove(id)
                del self._indexed[id]
                if id not in self._outcomes["superseded"]:
                    self._outcomes["removed"].append(id)
            self._listener(replace(self._progress, document="", done=self._progress.total))
            if not self._present:
                first = self._failures.found[0]
                raise CorpusError(
                    "corpus_unreadable", first=ReadError(first.code, **first.parameters)
                )
            record, old = make(self._indexed, self._failures.found), self._old
            if self._builder.changed or not old or not says_the_same(record, old):
                kept = old.probes if old and not self._documents.encoded else probes()
                return self._builder.publish(replace(record, probes=kept))
        return old

    def report(
        self,
        manifest: Manifest,
        duplicates: tuple[Duplicate, ...],
        warnings: tuple[Notice, ...],
    ) -> BuildReport:
        """What the build did."""
        encoded, reused = self._documents.encoded, self._documents.reused
        return BuildReport(
            generation=manifest.generation,
            rebuild_reason=self._plan.rebuild_reason,
            renewed=self._plan.renewed,
            **{name: tuple(ids) for name, ids in self._outcomes.items()},
            failed=self._failures.found,
            documents=manifest.documents,
            passages=manifest.passage_count,
            encoded=encoded,
            reused=reused,
            duplicates=duplicates,
            warnings=warnings,
        )
