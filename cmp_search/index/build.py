"""Building the index: only what changed is read and encoded.

1. Go through the corpus, digests last. A document is unchanged when its file's hash and its
   catalogue entry are. A digest steps aside when the text it stands in for is there.
2. The first change starts a new generation: a copy of the current one, or an empty one when there
   is none, it is damaged, or encoder, passage settings, recipe or schema differ. Without a change
   nothing is written and no encoder is loaded.
3. What changed is read, cut and encoded, and then takes the place of what was there. A passage or
   sentence whose embedded text stood in the document before keeps its vector.
4. Each stored passage is read back and must be the slice of its document that it claims to be.
5. Manifest, then publication (see `folder`).
6. Documents of the index that are the same file or nearly the same text are named in the report
   (see `duplicates`); none is left out for it.
A file that cannot be read is reported and left out; if it was readable before, its last good text
stays until the file is mended or removed. The failure is kept in the manifest, and the file is not
read again before it changes, but where another try may do (see `ReadError`).
Ctrl-C ends the reading and encoding of the document at hand and of those after it; what is done is
published, and a second one leaves the last generation as it was. So does the first while an index
is built anew in the place of one that still serves.
"""

from contextlib import closing, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from cmp_search.encoders import Encoder
from cmp_search.errors import CorpusError, GenerationError, ReadError
from cmp_search.index.duplicates import Duplicate, find_duplicates
from cmp_search.index.embedded.builder import Draft
from cmp_search.index.embedded.folder import locked
from cmp_search.index.embedded.previous import Before, look_before
from cmp_search.index.engines import open_index
from cmp_search.index.interrupt import put_off
from cmp_search.index.manifest import Failure, Manifest, now
from cmp_search.index.report import BuildReport, Notice, Progress, Step
from cmp_search.passage import PassageSettings
from cmp_search.readers import read_document
from cmp_search.source import Source, scan_corpus


def build_index(
    corpus: Path,
    index: Path,
    encoder: Encoder,
    model: str,
    *,
    settings: PassageSettings | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index up to date with the corpus.

    Raises:
        CorpusError: the corpus is missing or empty, or none of its files can be read.
        ForeignIndexError: the index folder belongs to something else.
        EncoderError: the model cannot be loaded.
        KeyboardInterrupt: it was stopped, and the last index stays as it was.
    """
    sources = scan_corpus(corpus)
    with locked(index) as work:
        before = look_before(index, encoder, settings or PassageSettings())
        draft = Draft(index, work, before.folder, encoder, model, settings or PassageSettings())
        with draft:
            build = _Build(sources, before, draft, progress or (lambda _: None))
            for source in sources:
                build.take(source)
            manifest = build.publish()
            return build.report(manifest, *_looked_at(index))


class _Build:
    """One build as it goes on: which document came to what."""

    def __init__(
        self, sources: tuple[Source, ...], before: Before, draft: Draft, progress: Progress
    ) -> None:
        """Begin."""
        self._before, self._draft, self._progress = before, draft, progress
        self._failed_before = {failure.id: failure for failure in before.failed}
        self._lists: dict[str, list[str]] = {
            name: []
            for name in (
                "added", "changed", "removed", "unchanged", "aside", "aside_for", "untried", "left"
            )
        }  # fmt: skip
        self._failed: list[Failure] = []
        self._present: set[str] = set()
        self._stopped = False
        todo = {s.id: s.path.stat().st_size for s in sources if not self._settled(s)}
        self._todo, self._step = todo, Step("", 0, len(todo), 0, sum(todo.values()), 0)

    def _settled(self, source: Source) -> bool:
        """Whether there is nothing to do for a file, unchanged as it is."""
        old = self._failure_of(source)
        return self._is_known(source) or (old is not None and old.lasting)

    def _is_known(self, source: Source) -> bool:
        return self._before.known.get(source.id) == (source.sha256, source.entry)

    def _failure_of(self, source: Source) -> Failure | None:
        """The failure of this very file that the last generation keeps."""
        old = self._failed_before.get(source.id)
        return old if old and old.is_of(source) else None

    def take(self, source: Source) -> None:
        """Do what is to be done for a file."""
        id, old = source.id, self._failure_of(source)
        if (official := source.entry.digest_of) in self._present:
            self._lists["aside"].append(id)
            self._lists["aside_for"].append(str(official))
        elif self._is_known(source):
            self._lists["unchanged"].append(id)
            self._present.add(id)
        elif old and old.lasting:
            self._lists["untried"].append(id)
            self._fail(old)
        elif self._stopped:
            self._leave(source)
        else:
            self._read(source)
        size = self._todo.get(id, 0)
        self._step = replace(
            self._step, done=self._step.done + size, number=self._step.number + (id in self._todo)
        )

    def _read(self, source: Source) -> None:
        id, known = source.id, source.id in self._before.known
        try:
            self._tell(id, 0, 0)
            document = read_document(source)
            share = partial(self._tell, id)
            made = self._draft.encode(document, source.entry, known, share)
        except ReadError as error:
            self._fail(self._failure(source, error))
        except KeyboardInterrupt:
            self._stopped = True
            self._leave(source)
        else:
            with put_off() as came:
                self._draft.replace(made, known)
            self._stopped = bool(came)
            self._lists["changed" if known else "added"].append(id)
            self._present.add(id)

    def _tell(self, id: str, share: float, encoded: int) -> None:
        """Report that a share of one document's texts is encoded."""
        step = replace(self._step, encoded=self._step.encoded + encoded)
        done = step.done + int(share * self._todo[id])
        self._progress(replace(step, document=id, number=step.number + 1, done=done))
        self._step = step

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
        known = failure.id in self._before.known
        self._failed.append(replace(failure, kept=known))
        self._present.update([failure.id] if known else [])

    def _leave(self, source: Source) -> None:
        """Leave a file for the next build; what is known of it stays."""
        self._lists["left"].append(source.id)
        old = self._failure_of(source)
        if old:
            self._fail(old)
        elif source.id in self._before.known:
            self._present.add(source.id)

    def publish(self) -> Manifest:
        """Take out what is gone, and make it all the current generation."""
        before = self._before
        if self._lists["left"] and (before.serves or not self._present):
            raise KeyboardInterrupt
        with nullcontext() if self._stopped else put_off():
            for id in sorted(self._before.known.keys() - self._present):
                self._draft.remove(id)
                if id not in self._lists["aside"]:
                    self._lists["removed"].append(id)
            total = self._step.total
            self._progress(replace(self._step, document="", done=total))
            if not self._present:
                first = self._failed[0]
                cause = ReadError(first.code, **first.parameters)
                raise CorpusError("corpus_unreadable", first=cause)
            failed = tuple(self._failed)
            if self._draft.changed or failed != before.failed:
                return self._draft.publish(failed)
        if before.manifest is None:
            raise GenerationError("build_without_index")
        return before.manifest

    def report(
        self,
        manifest: Manifest,
        duplicates: tuple[Duplicate, ...],
        warnings: tuple[Notice, ...],
    ) -> BuildReport:
        """What came of it."""
        return BuildReport(
            generation=manifest.generation,
            anew=self._before.anew,
            **{name: tuple(ids) for name, ids in self._lists.items()},
            failed=tuple(self._failed),
            documents=manifest.documents,
            passages=manifest.passage_count,
            encoded=self._draft.encoded,
            reused=self._draft.reused,
            duplicates=duplicates,
            warnings=warnings,
        )


def _looked_at(index: Path) -> tuple[tuple[Duplicate, ...], tuple[Notice, ...]]:
    """What stands in the current generation twice, and what was read with flaws."""
    with closing(open_index(index, searchable=False)) as opened:
        statistics = opened.statistics()
    notices = (
        Notice(one.entry.id, one.quality.warnings, one.quality.pages_without_text)
        for one in statistics
        if one.quality.warnings
    )
    return find_duplicates(statistics), tuple(notices)
