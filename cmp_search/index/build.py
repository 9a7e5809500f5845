"""Building the index: only what changed is read and encoded.

1. Look at the previous generation, and plan what to keep and what to redo (see `plan`). If nothing
   has changed, nothing is written and no encoder is loaded.
2. Go through the corpus, digests last (see `processing`). A document is unchanged if its file's
   hash and its catalogue entry are. A digest is superseded if the text that it stands in for is
   indexed, and verified.
3. Read, cut and encode what has changed, here (see `encoding`) or by workers elsewhere (see
   `shards`), and replace the old version. A text that was embedded before, in whatever document,
   keeps its vector. The order in which documents are stored is the same either way.
4. Read back each stored passage; it must be the slice of its document that it claims to be.
5. Remove what is gone from the corpus, and publish the result as the current generation.
   If all files were removed, the index is, too (see `emptying`).
6. Report documents that are the same file or nearly the same text (see `duplicates`); none is left
   out for that.
A file that cannot be read is reported and left out; if it was readable before, its last good text
stays until the file is fixed or removed. The failure is kept in the manifest (see `failures`), and
the file is not read again until it changes, unless another try may succeed (see `ReadError`).
Ctrl-C stops reading and encoding; what is done is published. A second Ctrl-C leaves the last
generation as it was, and so does the first one while an index that still works is being rebuilt.
"""

from contextlib import ExitStack, closing
from functools import partial
from itertools import groupby
from pathlib import Path

from cmp_search.documents.journal import finish
from cmp_search.documents.lock import WITHOUT_LIMIT, Waiting
from cmp_search.documents.passage import PassageSettings
from cmp_search.documents.source import check_has_text, scan_corpus, was_emptied
from cmp_search.encoders import Encoder
from cmp_search.encoders.probe import computes_alike, probe
from cmp_search.errors import MismatchError
from cmp_search.index.address import Address
from cmp_search.index.duplicates import Duplicate, find_duplicates
from cmp_search.index.emptying import empty_index
from cmp_search.index.encoding import DocumentEncoder, KnownVectors
from cmp_search.index.engines import open_builder, open_index
from cmp_search.index.origin import check_origin
from cmp_search.index.plan import make_plan
from cmp_search.index.preparation import Preparation
from cmp_search.index.processing import Processing
from cmp_search.index.record import record_maker
from cmp_search.index.removal import check_removal
from cmp_search.index.report import BuildReport, Notice, ProgressListener


def build_index(
    corpus: Path,
    index: Address,
    encoder: Encoder,
    model: str,
    *,
    settings: PassageSettings | None = None,
    workers: str = "",
    progress: ProgressListener | None = None,
    waiting: Waiting = WITHOUT_LIMIT,
    may_remove_most: bool = False,
) -> BuildReport:
    """Bring the index up to date with the corpus.

    `workers` is the address of a Dask scheduler whose workers read and encode; else that is done
    here.

    Raises:
        CorpusError: the corpus is missing or empty, none of its files can be read, or most of what
            is indexed is gone and `may_remove_most` is false.
        BusyError: another writer was waited for in vain.
        MismatchError: the model no longer computes what it did for the texts that are indexed.
        ForeignIndexError: the index folder belongs to something else, or to another corpus.
        EncoderError: the model cannot be loaded.
        WorkersError: the workers cannot be used; what they have finished is taken next time.
        KeyboardInterrupt: it was stopped before anything was published, or right after.
    """
    settings = settings or PassageSettings()
    finish(corpus, waiting)
    if was_emptied(corpus):
        report = empty_index(index, corpus, waiting, may_remove_most=may_remove_most)
        if was_emptied(corpus):  # Nobody added a text while the lock was waited for.
            return report
    check_has_text(corpus)
    with ExitStack() as stack:
        builder = stack.enter_context(open_builder(index, encoder, waiting))
        if builder.previous.manifest:
            check_origin(builder.previous.manifest, index, corpus)
        # Within the lock: what others added while it was waited for is no older than their index.
        finish(corpus, waiting)
        sources = scan_corpus(corpus)
        present = [source.id for source in sources]
        check_removal(builder.previous.known, present, may_remove_most=may_remove_most)
        make = record_maker(corpus, index, encoder.identity, model, settings)
        plan = make_plan(builder.previous, encoder.identity, settings)
        builder.start(plan)
        documents = _preparation(
            workers, corpus, index, encoder, model, settings, builder.known_vectors
        )
        stack.callback(documents.close)
        build = Processing(sources, plan, builder, documents, progress or (lambda _: None))
        before = builder.previous.manifest if plan.keeps_vectors else None
        if before and build.has_work and not computes_alike(encoder, before.probes):
            raise MismatchError("model_differs", folder=index, model=model)
        for _, wave in groupby(sources, key=lambda source: source.entry.digest_of is not None):
            build.process_all([*wave])
        manifest = build.publish(make, lambda: probe(encoder))
        report = build.report(manifest, *_duplicates_and_flaws(index))
        if not report.pending:
            documents.finish()
        return report


def _preparation(
    workers: str,
    corpus: Path,
    index: Address,
    encoder: Encoder,
    model: str,
    settings: PassageSettings,
    known: KnownVectors,
) -> Preparation:
    """What reads and encodes the files of a build."""
    if not workers:
        return DocumentEncoder(encoder, settings, known)
    from cmp_search.index.shards.workers import WorkerPreparation, recipe_of

    recipe = partial(recipe_of, corpus, index, encoder, model, settings)
    return WorkerPreparation(workers, recipe, known)


def _duplicates_and_flaws(index: Address) -> tuple[tuple[Duplicate, ...], tuple[Notice, ...]]:
    """The duplicates in the current generation, and the documents read with flaws (step 6)."""
    with closing(open_index(index, searchable=False)) as opened:
        statistics = opened.statistics()
    notices = (
        Notice(
            document.entry.id,
            quality.warnings,
            quality.pages_without_text,
            quality.lost,
            quality.uncertain_pages,
        )
        for document in statistics
        if (quality := document.quality).warnings
    )
    return find_duplicates(statistics), tuple(notices)
