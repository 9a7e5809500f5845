"""Building the index: only what changed is read and encoded.

1. Go through the corpus, digests last. A document is unchanged when its file's hash and its
   catalogue entry are. A digest steps aside when the text it stands in for is there.
2. The first change starts a new generation: a copy of the current one, or an empty one when there
   is none, it is damaged, or encoder, passage settings, recipe or schema differ. Without a change
   nothing is written and no encoder is loaded.
3. What changed is taken out, read, cut and encoded. A passage or sentence whose embedded text stood
   in the document before keeps its vector.
4. Each stored passage is read back and must be the slice of its document that it claims to be.
5. Manifest, then publication (see `folder`).
6. Documents of the index that are the same file or nearly the same text are named in the report
   (see `duplicates`); none is left out for it.
A file that cannot be read is reported and left out; if it was readable before, its last good text
stays until the file is mended or removed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cmp_search.catalogue import Entry
from cmp_search.document import Flaw
from cmp_search.encoders import Encoder
from cmp_search.errors import CorpusError, GenerationError, ReadError
from cmp_search.index.draft import Draft
from cmp_search.index.duplicates import Duplicate, find_duplicates
from cmp_search.index.folder import current, locked
from cmp_search.index.manifest import TEXTS, Manifest, is_intact, read_manifest
from cmp_search.index.recipe import recipe
from cmp_search.index.texts import Texts
from cmp_search.passage import PassageSettings
from cmp_search.readers import read_document
from cmp_search.source import Source, scan_corpus

Progress = Callable[[str, int, int], None]
"""Told as a build goes on: the document at hand, bytes of source files done, bytes in all."""

_DAMAGED = "the index before was damaged or of another version"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why; `kept` where its last good text still serves."""

    file: str
    reason: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """A document that was read with flaws, and its pages without text."""

    document: str
    warnings: tuple[Flaw, ...]
    pages_without_text: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, by document id; `anew` says why the old generation could not be used.

    `aside_for` are the texts that the digests in `aside` stepped aside for, in the same order;
    `duplicates` and `warnings` are of the documents of the whole index.
    """

    generation: str
    anew: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    aside: tuple[str, ...]
    aside_for: tuple[str, ...]
    failed: tuple[Failure, ...]
    documents: int
    passages: int
    encoded: int
    reused: int
    duplicates: tuple[Duplicate, ...]
    warnings: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class _Before:
    """The current generation, as far as a build can go on from it."""

    folder: Path | None
    manifest: Manifest | None
    known: dict[str, tuple[str, Entry]]
    anew: str


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
    """
    sources = scan_corpus(corpus)
    with locked(index) as work:
        before = _before(index, encoder, settings or PassageSettings())
        draft = Draft(index, work, before.folder, encoder, model, settings or PassageSettings())
        with draft:
            return _build(sources, before, draft, index, progress or (lambda *_: None))


def _build(
    sources: tuple[Source, ...], before: _Before, draft: Draft, index: Path, progress: Progress
) -> BuildReport:
    lists: dict[str, list[str]] = {
        name: [] for name in ("added", "changed", "removed", "unchanged", "aside", "aside_for")
    }
    failed: list[Failure] = []
    present: set[str] = set()
    sizes = {s.id: s.path.stat().st_size for s in sources}
    total, done = sum(sizes.values()), 0
    for source in sources:
        id, known = source.id, before.known.get(source.id)
        progress(id, done, total)
        if (official := source.entry.digest_of) in present:
            lists["aside"].append(id)
            lists["aside_for"].append(str(official))
        elif known == (source.sha256, source.entry):
            lists["unchanged"].append(id)
            present.add(id)
        else:
            try:
                document = read_document(source)
            except ReadError as error:
                failed.append(Failure(source.path.name, str(error), kept=known is not None))
                present.update([id] if known else [])
            else:
                share = partial(_tell_share, progress, id, done, sizes[id], total)
                draft.replace(document, source.entry, known is not None, share)
                lists["changed" if known else "added"].append(id)
                present.add(id)
        done += sizes[id]
    for id in sorted(before.known.keys() - present):
        draft.remove(id)
        if id not in lists["aside"]:
            lists["removed"].append(id)
    progress("", total, total)
    if not present:
        raise CorpusError(f"no file of the corpus can be read; the first: {failed[0].reason}")
    manifest = draft.publish() or before.manifest
    if manifest is None:
        raise GenerationError("the build ended without an index: report this as a fault")
    duplicates, warnings = _looked_at(index)
    return BuildReport(
        generation=manifest.generation,
        anew=before.anew,
        **{name: tuple(ids) for name, ids in lists.items()},
        failed=tuple(failed),
        documents=manifest.documents,
        passages=manifest.passage_count,
        encoded=draft.encoded,
        reused=draft.reused,
        duplicates=duplicates,
        warnings=warnings,
    )


def _tell_share(
    progress: Progress, id: str, done: int, size: int, total: int, share: float
) -> None:
    """Report that a share of one document's texts is encoded."""
    progress(id, done + int(share * size), total)


def _looked_at(index: Path) -> tuple[tuple[Duplicate, ...], tuple[Notice, ...]]:
    """What stands in the current generation twice, and what was read with flaws."""
    texts = Texts.load(current(index) / TEXTS)
    try:
        notices = (
            Notice(id, quality.warnings, quality.pages_without_text)
            for id, quality in texts.qualities().items()
            if quality.warnings
        )
        return find_duplicates(texts), tuple(notices)
    finally:
        texts.close()


def _before(index: Path, encoder: Encoder, settings: PassageSettings) -> _Before:
    """What the build can go on from."""
    try:
        folder = current(index)
    except GenerationError:
        return _Before(None, None, {}, "")
    try:
        manifest = read_manifest(folder)
        if not is_intact(folder, manifest):
            return _Before(None, None, {}, _DAMAGED)
        texts = Texts.load(folder / TEXTS)
        known = texts.source_keys()
        texts.close()
    except (GenerationError, OSError, ValueError):
        return _Before(None, None, {}, _DAMAGED)
    if manifest.encoder != encoder.identity:
        built = f"{manifest.encoder.name} ({manifest.encoder.engine})"
        return _Before(None, None, {}, f"the index before was built by {built}")
    if (manifest.passages, manifest.recipe) != (settings, recipe()):
        return _Before(None, None, {}, "this version reads or cuts texts in another way")
    return _Before(folder, manifest, known, "")
