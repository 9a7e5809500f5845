"""What a library does to its corpus; a build then has the index follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from cmp_search.audit import Action
from cmp_search.audit.recorded import recorded
from cmp_search.library.core import Core

if TYPE_CHECKING:
    from cmp_search.corpus.adding import Addition
    from cmp_search.corpus.details import Details
    from cmp_search.corpus.fetch.texts import FetchReport
    from cmp_search.corpus.files import Moved
    from cmp_search.corpus.proposal import Proposal
    from cmp_search.corpus.recognition.scans import RecognitionReport
    from cmp_search.documents.source import Source


class Texts(Core):
    """Adding, confirming, removing, fetching and recognising texts."""

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
