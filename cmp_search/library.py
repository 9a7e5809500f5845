"""The library: a corpus and its index, and everything that can be done with them.

    with cmp_search.open("corpus", "index") as library:
        library.build()
        answer = library.ask("Who chairs the forestry group?")
        print(answer.hits[0].citation.render("fr"))

Command line and app are front ends to it. Methods import what they need, so opening it is quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from copy import copy
from functools import partial
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Self

from cmp_search.audit import Action, AuditLog, Via
from cmp_search.audit.recorded import recorded
from cmp_search.documents.lock import WITHOUT_LIMIT, Waiting, user
from cmp_search.encoders import DEFAULT_MODEL, Encoder
from cmp_search.errors import MismatchError, NoIndexError
from cmp_search.search.opened import Opened
from cmp_search.settings import AUTO, Settings

if TYPE_CHECKING:
    from cmp_search.backup.contents import BackupContents
    from cmp_search.corpus.adding import Addition
    from cmp_search.corpus.details import Details
    from cmp_search.corpus.fetch.texts import FetchReport
    from cmp_search.corpus.files import Moved
    from cmp_search.corpus.proposal import Proposal
    from cmp_search.corpus.recognition.scans import RecognitionReport
    from cmp_search.doctor import Finding
    from cmp_search.documents.document import Document
    from cmp_search.documents.source import Source
    from cmp_search.evaluation.calibration import CalibrationReport
    from cmp_search.evaluation.questions import GoldQuestion
    from cmp_search.evaluation.run import Run
    from cmp_search.index.base import Engine, Index
    from cmp_search.index.caveats import Caveat
    from cmp_search.index.filters import Filters
    from cmp_search.index.kept import KeptGeneration
    from cmp_search.index.report import BuildProgress, BuildReport
    from cmp_search.index.status import DocumentDetail, Status
    from cmp_search.lookup.counterparts import LookedUpCounterpart
    from cmp_search.lookup.listing import Listing
    from cmp_search.lookup.passages import LookedUpPassage
    from cmp_search.lookup.sections import LookedUpSection
    from cmp_search.notes.desk import NoteDesk
    from cmp_search.overview.guide import Guide
    from cmp_search.search.answer import Answer
    from cmp_search.search.searcher import Searcher
    from cmp_search.verification.support import Support
    from cmp_search.verification.verdict import Verification


class Library:
    """A folder of texts and its index; may be used from several threads at once.

    Questions are always asked of the current index: after a build, by any process, of the new one.
    Whatever changes texts or index is recorded in `audit`, as done by `who`, the system's user
    unless `acting_for` says another.

    Methods raise these errors, which they do not list again:
        GenerationError: the index is read, and there is none that can be.
        ForeignIndexError: it was built from another corpus, or is no index at all.
        MismatchError: the index is searched, and was built by another encoder.
        EncoderError: texts or questions are encoded, and the model cannot be loaded.
        AuditError: something is to be changed, and that cannot be recorded.
        BusyError: the index is changed, and another writer was waited for in vain.
        UnknownEngineError: no engine has the scheme of the index's address.
    """

    def __init__(
        self,
        corpus: str | PathLike[str],
        index: str | PathLike[str],
        model: str = DEFAULT_MODEL,
        reader: str = AUTO,
        *,
        waiting: Waiting = WITHOUT_LIMIT,
    ) -> None:
        """Name the folders, the embedding model and the reader; nothing is opened or loaded yet.

        `waiting` says how long other writers of the index are waited for.
        """
        self.corpus, self.index_address, self.model = Path(corpus), fspath(index), model
        self.reader, self.waiting = reader, waiting
        self.audit = AuditLog(Settings(self.corpus).audit_folder)
        self.who, self.via = user(), Via.LIBRARY
        self._opened = Opened(self.corpus, self.index_address, model, reader)

    def acting_for(self, who: str, via: Via) -> Library:
        """The same library, with what it has open, for what somebody else does, and how."""
        other = copy(self)
        other.who, other.via = who, via
        return other

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index; the next question opens it again.

        Its files are closed as soon as no question is being asked and no `Searcher` or `Index` from
        here is in use any more.
        """
        self._opened.close()

    @property
    def encoder(self) -> Encoder:
        """The encoder of the model; the model itself is loaded when it is first used."""
        return self._opened.encoder

    def warm(self) -> None:
        """Start loading the model and the reader, each in a thread."""
        self._opened.warm()

    @recorded(Action.BUILD, result="generation")
    def build(
        self,
        progress: Callable[[BuildProgress], None] | None = None,
        *,
        may_remove_most: bool = False,
        workers: str = "",
    ) -> BuildReport:
        """Bring the index up to date with the corpus; only what changed is read and encoded.

        `workers` is the address of a Dask scheduler whose workers do that, such as
        `tcp://127.0.0.1:8786`; else it is done here.

        If the last text was removed, there is no index any more, and the report has no generation.

        Raises:
            CorpusError: the corpus is missing or empty, none of its files can be read, or most of
                what is indexed is gone and `may_remove_most` is false.
            WorkersError: the workers cannot be used, or were lost; the index stays as it was.
            KeyboardInterrupt: it was stopped before anything was published, or right after.
        """
        from cmp_search.index.build import build_index

        self._finish_restoring()
        report = build_index(
            self.corpus,
            self.index_address,
            self.encoder,
            self.model,
            progress=progress,
            workers=workers,
            waiting=self.waiting,
            may_remove_most=may_remove_most,
        )
        with suppress(MismatchError, NoIndexError), self._read() as index:
            self._opened.watch.caveats(index)  # So that the next question hashes nothing.
        return report

    def check_idle(self) -> None:
        """Check that no other build is running, which a new one would have to wait for.

        Raises:
            BusyError: one is running.
        """
        self._engine.check_idle(self.index_address)

    def ask(
        self, question: str, filters: Filters | None = None, count: int = 10, language: str = ""
    ) -> Answer:
        """Answer a question with the best passages, at most `count`, 100 at most.

        `language` is that of the interface, if there is one: what a bare acronym is taken to be in,
        and which edition of a passage is shown where the question's own language decides nothing.

        Raises:
            QuestionError: the question is empty or too long, `count` is less than one, or a filter
                matches nothing in the index.
        """
        from cmp_search.index.filters import Filters

        return self.searcher().ask(question, filters or Filters(), count, language)

    def searcher(self) -> Searcher:
        """A searcher of the current generation, for asking several questions of the same one."""
        from cmp_search.index.caveats import note_opened

        searcher = self._opened.searcher()
        self._check_origin(searcher.index)
        note_opened(searcher.watch)
        return searcher

    def index(self) -> Index:
        """The current generation, to read from."""
        index = self._opened.index()
        self._check_origin(index)
        return index

    @property
    def notes(self) -> NoteDesk:
        """What notes take from the index: quotes, their other editions, records of searches."""
        from cmp_search.notes.desk import NoteDesk

        return NoteDesk(self.index, self.searcher, lambda: self.encoder)

    def generation(self) -> str:
        """What identifies the current generation; it changes whenever a build is published."""
        return self._engine.current(self.index_address)

    def document(self, id: str) -> Document:
        """An indexed document with its text.

        Raises:
            UnknownDocumentError: the document is not in it.
        """
        with self._read() as index:
            return index.document(id)

    def passage(self, id: str) -> LookedUpPassage:
        """A passage by its id, with its citation, from the current generation.

        Raises:
            NoteError: there is no passage with that id.
        """
        from cmp_search.lookup.passages import passage

        index = self.index()
        return passage(index, id, self._watch(index))

    def section(self, id: str, number: int) -> LookedUpSection:
        """A section of a document, by the number of its heading from 1.

        0 is what stands before the first heading.

        Raises:
            UnknownDocumentError: the document is not in the index.
            UnknownSectionError: it has no section of that number.
        """
        from cmp_search.lookup.sections import section

        index = self.index()
        return section(index, id, number, self._watch(index))

    def counterpart(self, id: str, number: int, language: str) -> LookedUpCounterpart:
        """What a section of a document is in the edition in a language, and how sure that is.

        Raises:
            UnknownDocumentError: the document is not in the index, or not in that language.
            UnknownSectionError: it has no section of that number.
        """
        from cmp_search.lookup.counterparts import same_section

        index = self.index()
        return same_section(index, id, number, language, self._watch(index))

    def documents(self) -> Listing:
        """The documents of the current generation; `status` also says what a build would do."""
        from cmp_search.lookup.listing import listing

        index = self.index()
        return listing(index, self._watch(index))

    def support(self, sentence: str, filters: Filters | None = None) -> Support:
        """Where a sentence of a draft may come from, and where it and the texts disagree.

        Raises:
            QuestionError: the sentence is empty or too long, or a filter matches nothing.
        """
        from cmp_search.index.filters import Filters
        from cmp_search.verification.support import support

        return support(self.searcher(), sentence, filters or Filters())

    def status(self) -> Status:
        """What is indexed, and what a build would do now.

        Raises:
            CorpusError: the corpus folder is missing or empty.
        """
        from cmp_search.index.status import read_status

        return read_status(self.corpus, self.index_address)

    def document_status(self, id: str) -> DocumentDetail:
        """How one document was read, and its sections.

        Raises:
            UnknownDocumentError: the document is not in it.
        """
        from cmp_search.index.status import document_detail

        with self._read() as index:
            return document_detail(index, id)

    def guide(self, language: str = "en") -> Guide:
        """What a newcomer is shown: groups, co-chairs, meetings, acronyms, first questions."""
        from cmp_search.locales import messages_for
        from cmp_search.overview.guide import make_guide

        return make_guide(self.index(), messages_for(language))

    def propose(self, file: str | PathLike[str], name: str = "", id: str = "") -> Proposal:
        """What to say of a file that is to be added, by the file and the catalogue.

        `name` is the one that it came with, by default its own. If an id is given, the file gets
        the entry of that, whatever else it may be the text of.

        Raises:
            ReadError: it cannot be read.
            CorpusError: there is no such file, or the catalogue is wrong.
        """
        from cmp_search.corpus.proposal import propose

        return propose(self.corpus, Path(file), name, id)

    @recorded(Action.ADD, "id", "file", result="id")
    def add(
        self,
        file: str | PathLike[str],
        id: str | None = None,
        details: Details | None = None,
        *,
        replacing: bool = True,
        by: str = "",
    ) -> Source:
        """Copy a file into the corpus if it can be read; `build` then indexes it.

        What `details` say of it is written into the catalogue. Under the id of an official text it
        is a copy provided by `by`, who acts if empty, until it is verified.

        Raises:
            ReadError: it cannot be read.
            IdError: the id cannot be used as a file name.
            TakenError: a document has that id, and `replacing` is false.
            CorpusError: a detail is wrong, or the catalogue cannot be changed.
        """
        from cmp_search.corpus.adding import add_text

        self._check_address()
        return add_text(
            self.corpus, Path(file), id, details, replacing=replacing, by=by or self.who
        )

    def copy_of(self, id: str) -> Source:
        """The copy of an official text that is not verified, for someone to `confirm`.

        Raises:
            UnknownDocumentError: no file of the corpus has that id.
            CorpusError: it is no such copy.
        """
        from cmp_search.corpus.confirming import copy_of

        return copy_of(self.corpus, id)

    @recorded(Action.CONFIRM, "id")
    def confirm(self, id: str, sha256: str, by: str = "") -> None:
        """Vouch that the copy with this hash is the official text; `build` then cites it as that.

        Raises:
            UnknownDocumentError: no file of the corpus has that id.
            CorpusError: it is no copy that is not verified, or has another hash by now.
        """
        from cmp_search.corpus.confirming import confirm_copy

        self._check_address()
        confirm_copy(self.corpus, id, sha256, by or self.who)

    def last_addition(self) -> Addition | None:
        """What was added last, which `undo` takes back; None if there is nothing."""
        from cmp_search.corpus.adding import last_addition

        return last_addition(self.corpus)

    @recorded(Action.UNDO, result="id")
    def undo(self, addition: Addition | None = None) -> Addition:
        """Take an addition back, by default the last: what it replaced returns; then `build`.

        Raises:
            CorpusError: there is none, or its file was changed or removed since.
        """
        from cmp_search.corpus.adding import undo_addition

        self._check_address()
        return undo_addition(self.corpus, addition)

    def remove(self, id: str) -> Path:
        """Move a document's file out of the corpus, to the path returned; `build` then drops it.

        Raises:
            UnknownDocumentError: no file of the corpus has that id.
        """
        return self.take_out(id)[0].kept

    @recorded(Action.REMOVE, "id")
    def take_out(self, id: str) -> tuple[Moved, ...]:
        """As `remove`; returns all that was moved, so that `put_back` can move it back.

        Raises:
            UnknownDocumentError: no file of the corpus has that id.
        """
        from cmp_search.corpus.files import take_out

        self._check_address()
        return take_out(self.corpus, id)

    @recorded(Action.PUT_BACK, "id")
    def put_back(self, id: str, moved: tuple[Moved, ...]) -> None:
        """Put a document that was taken out back into the corpus; `build` then indexes it.

        Raises:
            CorpusError: its files or their places have changed since.
        """
        from cmp_search.corpus.files import put_back

        self._check_address()
        put_back(self.corpus, id, moved)

    @property
    def _engine(self) -> Engine:
        from cmp_search.index.engines import engine_of

        return engine_of(self.index_address)

    def _check_address(self) -> None:
        """Make sure, before the corpus is changed, that its index can be built where it should."""
        with suppress(MismatchError, NoIndexError):
            self.check_index()
        self._finish_restoring()

    def check_index(self) -> None:
        """Make sure that there is an index, and that it was built from this corpus; quick."""
        with self._read():
            pass

    @contextmanager
    def _read(self) -> Iterator[Index]:
        """The current generation without its vectors."""
        from cmp_search.index.engines import open_index

        with closing(open_index(self.index_address, searchable=False)) as index:
            self._check_origin(index)
            yield index

    def _watch(self, index: Index) -> Callable[[], tuple[Caveat, ...]]:
        """What to know of the corpus before relying on an index; a command tells it, too."""
        from cmp_search.index.caveats import note_opened

        watch = partial(self._opened.watch.caveats, index)
        note_opened(watch)
        return watch

    def _check_origin(self, index: Index) -> None:
        from cmp_search.index.origin import check_origin

        check_origin(index.manifest, self.index_address, self.corpus)

    def _finish_restoring(self) -> None:
        """Complete what was killed, before anything else is changed."""
        from cmp_search.backup.restoring import finish_restoring
        from cmp_search.documents.journal import finish

        finish(self.corpus, self.waiting)
        finish_restoring(self.corpus, self.index_address, self.waiting)

    def generations(self) -> tuple[KeptGeneration, ...]:
        """The generations of the index that are kept, the newest first."""
        return self._engine.generations(self.index_address)

    @recorded(Action.ROLL_BACK, "name", result="name")
    def roll_back(self, name: str = "") -> KeptGeneration:
        """Go back to a generation, by its name or tag; without, to the one before the current one.

        The corpus stays as it is, so the next build brings the index up to date with it again.

        Raises:
            GenerationError: none is kept that is meant, or it is damaged; nothing has changed.
        """
        self._check_address()
        return self._engine.roll_back(self.index_address, name, self.waiting)

    @recorded(Action.TAG, "tag")
    def tag(self, tag: str, name: str = "") -> KeptGeneration:
        """Keep a generation for as long as it has this tag; without a name, the current one.

        Raises:
            GenerationError: the tag cannot be one, or no such generation is kept.
        """
        return self._engine.tag(self.index_address, tag, name, self.waiting)

    @recorded(Action.UNTAG, "tag")
    def untag(self, tag: str) -> None:
        """Take a tag away from its generation.

        Raises:
            GenerationError: no generation has it.
        """
        self._engine.untag(self.index_address, tag, self.waiting)

    @recorded(Action.MOVE, "index")
    def move(self, index: str | PathLike[str]) -> KeptGeneration:
        """Put what the index has at another address, in whatever engine, encoding no text again.

        The index stays where it is, too; what was at the other address is an earlier generation.

        Raises:
            GenerationError: there is no index here, it is damaged, or the address is its own.
        """
        from cmp_search.index.engines import engine_of
        from cmp_search.index.moving import move_index

        self._check_address()
        target = fspath(index)
        moved = move_index(self.corpus, self.index_address, target, self.encoder, self.waiting)
        kept = engine_of(target).generations(target)
        return next(one for one in kept if one.name == moved.generation)

    @recorded(Action.BACKUP, "file")
    def backup(self, file: str | PathLike[str]) -> BackupContents:
        """Write the corpus and the current generation into one file, with the sums of all.

        Raises:
            BackupError: the file is there already or within these folders, or a text is changed
                meanwhile.
        """
        from cmp_search.backup.writing import write_backup

        self._check_address()
        return write_backup(self.corpus, self.index_address, Path(file), self.waiting)

    @recorded(Action.RESTORE, "file")
    def restore(self, file: str | PathLike[str], *, replacing: bool = False) -> BackupContents:
        """Put the corpus and the index of a backup in the place of those that are there.

        What is there is kept, in `removed/` and as an older generation, if `replacing` allows it.

        Raises:
            BackupError: the file is missing, damaged or no backup, or something is there already;
                nothing has changed.
        """
        from cmp_search.backup.restoring import restore_backup

        self._check_address()
        return restore_backup(
            Path(file), self.corpus, self.index_address, self.waiting, replacing=replacing
        )

    @recorded(Action.FETCH, "ids", result="fetched")
    def fetch(
        self,
        ids: Sequence[str] = (),
        progress: Callable[[str, float, int], None] | None = None,
    ) -> FetchReport:
        """Fetch official texts, all or those named, from their publishers. Goes online.

        Raises:
            FetchError: nothing can be fetched; failures of single texts are in the report.
        """
        from cmp_search.corpus.fetch.texts import fetch_texts

        self._check_address()
        return fetch_texts(self.corpus, list(ids), progress=progress)

    @recorded(Action.RECOGNISE, "files")
    def recognise(
        self,
        files: Sequence[str | PathLike[str]] = (),
        progress: Callable[[str, float, int], None] | None = None,
    ) -> RecognitionReport:
        """Recognise the text of scans, these or all of the corpus; `build` then indexes it.

        Files from elsewhere come into the corpus. What Ctrl-C leaves is done by the next call.

        Raises:
            RecognitionError: what it takes is not installed; failures of single scans are in the
                report.
        """
        from cmp_search.corpus.recognition.scans import recognise_scans

        self._check_address()
        return recognise_scans(self.corpus, list(map(Path, files)), progress)

    def verify(self, file: str | PathLike[str]) -> Verification:
        """Whether each quotation of a note, a DOCX, HTML, Markdown or text file, holds.

        Raises:
            ReadError: the file cannot be read.
        """
        from cmp_search.verification.verify import verify

        with self._read() as index:
            return verify(index, Path(file))

    def verify_draft(self, data: bytes, name: str) -> Verification:
        """As `verify`, of the bytes of a file with a name, whose suffix says what it is.

        Raises:
            ReadError: they cannot be read.
        """
        from cmp_search.verification.verify import verify_bytes

        return verify_bytes(self.index(), data, name)

    def check_quotation(self, words: str, citation: str = "") -> Verification:
        """Whether a single quotation holds, and stands where it is cited, if it is.

        Raises:
            SlowError: it takes too long.
        """
        from cmp_search.verification.verify import verify_quotation

        return verify_quotation(self.index(), words, citation)

    def examine(self) -> Iterator[Finding]:
        """Check environment, model, corpus and index; changes nothing."""
        from cmp_search.doctor import examine
        from cmp_search.settings import Settings

        return examine(Settings(self.corpus, self.index_address, self.model))

    def evaluate(
        self,
        questions: Sequence[GoldQuestion],
        progress: Callable[[str, float, int], None] | None = None,
    ) -> Run:
        """Ask questions whose answers are known, and record the result of each.

        Raises:
            EvaluationError: there is no question, or one names a document that is not indexed.
        """
        from cmp_search.evaluation.run import evaluate

        return evaluate(self.searcher(), self.corpus, questions, progress)

    @recorded(Action.CALIBRATE)
    def calibrate(
        self,
        questions: Sequence[GoldQuestion],
        progress: Callable[[str, float, int], None] | None = None,
    ) -> CalibrationReport:
        """Choose thresholds of the confidence by questions whose answers are known, and keep them.

        They hold for this index, through all builds, as long as its encoder stays the same.

        Raises:
            EvaluationError: fewer than 30 questions are answerable, or one names a document that is
                not indexed.
        """
        from cmp_search.evaluation.calibration import calibrate

        report = calibrate(self.searcher(), self.corpus, questions, progress)
        self._engine.set_calibration(self.index_address, report.calibration)
        return report

    @recorded(Action.RESET_CALIBRATION)
    def reset_calibration(self) -> None:
        """Go back to the thresholds that are shipped."""
        self._engine.set_calibration(self.index_address, None)


def open(
    corpus: str | PathLike[str] = "corpus",
    index: str | PathLike[str] = "index",
    model: str = DEFAULT_MODEL,
    reader: str = AUTO,
) -> Library:
    """A library of the texts in a folder, with its index in another.

    `model` is the default one, "fake" for tests, or a sentence-transformers model's name or folder.
    `reader` is "auto" (the one that ships, with the default model), "none", or a cross-encoder.
    """
    return Library(corpus, index, model, reader)
