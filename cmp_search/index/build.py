"""Building the index: only what changed is read and encoded.

1. See what the previous generation has, and plan what is kept of it and what is redone (see
   `plan`). Without any change nothing is written and no encoder is loaded.
2. Go through the corpus, digests last. A document is unchanged when its file's hash and its
   catalogue entry are. A digest is superseded when the text it stands in for is there.
3. What changed is read, cut and encoded (see `encoding`), and then takes the place of what was
   there. A text that was embedded before, in whatever document, keeps its vector.
4. Each stored passage is read back and must be the slice of its document that it claims to be.
5. What is gone from the corpus is removed, and all of it becomes the current generation.
6. Documents of the index that are the same file or nearly the same text are named in the report
   (see `duplicates`); none is left out for it.
A file that cannot be read is reported and left out; if it was readable before, its last good text
stays until the file is fixed or removed. The failure is kept in the manifest, and the file is not
read again before it changes, except where another try may succeed (see `ReadError`).
Ctrl-C ends the reading and encoding of the document at hand and of those after it; what is done is
published. A second one leaves the last generation as it was, and so does the first while an index
that still serves is built anew.
"""

from contextlib import closing, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from cmp_search.documents.passage import PassageSettings
from cmp_search.documents.source import Source, scan_corpus
from cmp_search.encoders import Encoder
from cmp_search.errors import CorpusError, ReadError
from cmp_search.index.builder import IndexBuilder
from cmp_search.index.duplicates import Duplicate, find_duplicates
from cmp_search.index.encoding import DocumentEncoder
from cmp_search.index.engines import open_builder, open_index
from cmp_search.index.interrupt import put_off
from cmp_search.index.manifest import Failure, Manifest, now
from cmp_search.index.plan import Plan, make_plan
from cmp_search.index.report import BuildProgress, BuildReport, Notice, ProgressListener
from cmp_search.readers import read_document

LISTS = (
    "added", "changed", "removed", "unchanged", "superseded", "superseded_by", "skipped", "pending"
)  # fmt: skip
"""The lists of ids of a report."""


def build_index(
    corpus: Path,
    index: Path,
    encoder: Encoder,
    model: str,
    *,
    settings: PassageSettings | None = None,
    progress: ProgressListener | None = None,
) -> BuildReport:
    """Bring the index up to date with the corpus.

    Raises:
        CorpusError: the corpus is missing or empty, or none of its files can be read.
        ForeignIndexError: the index folder belongs to something else.
        EncoderError: the model cannot be loaded.
        KeyboardInterrupt: it was stopped, and the last index stays as it was.
    """
    sources, settings = scan_corpus(corpus), settings or PassageSettings()
    with open_builder(index, encoder, model, settings) as builder:
        plan = make_plan(builder.previous, encoder.identity, settings)
        builder.start(plan)
        documents = DocumentEncoder(encoder, settings, builder.known_vectors)
        build = _Build(sources, plan, builder, documents, progress or (lambda _: None))
        for source in sources:
            build.take(source)
        manifest = build.publish()
        return build.report(manifest, *_look_at(index))


class _Build:
    """One build as it goes on: which document came to what."""

    def __init__(
        self,
        sources: tuple[Source, ...],
        plan: Plan,
        builder: IndexBuilder,
        documents: DocumentEncoder,
        progress: ProgressListener,
    ) -> None:
        """Begin."""
        self._plan, self._builder, self._documents = plan, builder, documents
        previous = builder.previous
        self._known = {} if plan.anew else previous.known
        self._old = None if plan.anew else previous.manifest
        self._serves = bool(plan.anew and previous.manifest)
        self._failed_before = {one.id: one for one in self._old.failed} if self._old else {}
        self._lists: dict[str, list[str]] = {name: [] for name in LISTS}
        self._failed: list[Failure] = []
        self._present: set[str] = set()
        self._stopped = False
        todo = {s.id: s.path.stat().st_size for s in sources if not self._is_settled(s)}
        self._todo, self._told = todo, BuildProgress("", 0, len(todo), 0, sum(todo.values()), 0)
        self._listener = progress

    def _is_settled(self, source: Source) -> bool:
        """Whether there is nothing to do for a file, unchanged as it is."""
        old = self._failure_of(source)
        return self._is_known(source) or (old is not None and old.lasting)

    def _is_known(self, source: Source) -> bool:
        return self._known.get(source.id) == (source.sha256, source.entry)

    def _failure_of(self, source: Source) -> Failure | None:
        """The failure of this very file that the previous generation keeps."""
        old = self._failed_before.get(source.id)
        return old if old and old.is_of(source) else None

    def take(self, source: Source) -> None:
        """Do what is to be done for a file."""
        id, old = source.id, self._failure_of(source)
        if (official := source.entry.digest_of) in self._present:
            self._lists["superseded"].append(id)
            self._lists["superseded_by"].append(str(official))
        elif self._is_known(source):
            self._lists["unchanged"].append(id)
            self._present.add(id)
        elif old and old.lasting:
            self._lists["skipped"].append(id)
            self._fail(old)
        elif self._stopped:
            self._postpone(source)
        else:
            self._read(source)
        size, told = self._todo.get(id, 0), self._told
        self._told = replace(told, done=told.done + size, number=told.number + (id in self._todo))

    def _read(self, source: Source) -> None:
        id = source.id
        try:
            self._tell(id, 0, 0)
            document = read_document(source)
            encoded = self._documents.encode(document, source.entry, partial(self._tell, id))
        except ReadError as error:
            self._fail(self._failure(source, error))
        except KeyboardInterrupt:
            self._stopped = True
            self._postpone(source)
        else:
            with put_off() as came:
                self._builder.replace(encoded)
            self._stopped = bool(came)
            self._lists["changed" if id in self._known else "added"].append(id)
            self._present.add(id)

    def _tell(self, id: str, share: float, encoded: int) -> None:
        """Report that a share of one document's texts is encoded."""
        told = replace(self._told, encoded=self._told.encoded + encoded)
        done = told.done + int(share * self._todo[id])
        self._listener(replace(told, document=id, number=told.number + 1, done=done))
        self._told = told

    def _failure(self, source: Source, error: ReadError) -> Failure:
        """What is to be kept of a failure; the date is that of the first of its kind."""
        old = self._failure_of(source)
        same = old and (old.code, old.parameters) == (error.code, error.parameters)
        return Failure(
            id=source.id,
            file=source.path.name,
            sha256=source.sha256,
            kind=error.failure,
            lasting=error.lasting,
            code=error.code,
            parameters=error.parameters,
            date=old.date if old and same else now(),
            kept=False,
        )

    def _fail(self, failure: Failure) -> None:
        known = failure.id in self._known
        self._failed.append(replace(failure, kept=known))
        self._present.update([failure.id] if known else [])

    def _postpone(self, source: Source) -> None:
        """Leave a file for the next build; what is known of it stays."""
        self._lists["pending"].append(source.id)
        old = self._failure_of(source)
        if old:
            self._fail(old)
        elif source.id in self._known:
            self._present.add(source.id)

    def publish(self) -> Manifest:
        """Take out what is gone, and make it all the current generation."""
        if self._lists["pending"] and (self._serves or not self._present):
            raise KeyboardInterrupt
        with nullcontext() if self._stopped else put_off():
            for id in sorted(self._known.keys() - self._present):
                self._builder.remove(id)
                if id not in self._lists["superseded"]:
                    self._lists["removed"].append(id)
            self._listener(replace(self._told, document="", done=self._told.total))
            if not self._present:
                first = self._failed[0]
                cause = ReadError(first.code, **first.parameters)
                raise CorpusError("corpus_unreadable", first=cause)
            failed = tuple(self._failed)
            if self._builder.changed or not self._old or failed != self._old.failed:
                return self._builder.publish(failed)
        return self._old

    def report(
        self,
        manifest: Manifest,
        duplicates: tuple[Duplicate, ...],
        warnings: tuple[Notice, ...],
    ) -> BuildReport:
        """What came of it."""
        encoded, reused = self._documents.encoded, self._documents.reused
        kept = f"all files were read again, {reused:,} of {reused + encoded:,} vectors were kept"
        return BuildReport(
            generation=manifest.generation,
            anew=f"{self._plan.anew}: {kept}" if self._plan.anew else "",
            renewed=self._plan.renewed,
            **{name: tuple(ids) for name, ids in self._lists.items()},
            failed=tuple(self._failed),
            documents=manifest.documents,
            passages=manifest.passage_count,
            encoded=encoded,
            reused=reused,
            duplicates=duplicates,
            warnings=warnings,
        )


def _look_at(index: Path) -> tuple[tuple[Duplicate, ...], tuple[Notice, ...]]:
    """What stands in the current generation twice, and what was read with flaws."""
    with closing(open_index(index, searchable=False)) as opened:
        statistics = opened.statistics()
    notices = (
        Notice(one.entry.id, one.quality.warnings, one.quality.pages_without_text)
        for one in statistics
        if one.quality.warnings
    )
    return find_duplicates(statistics), tuple(notices)
