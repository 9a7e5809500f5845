"""What a library does to its index: builds, generations, backups."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from cmp_search.audit import Action
from cmp_search.audit.recorded import recorded
from cmp_search.errors import MismatchError, NoIndexError
from cmp_search.library.core import Core
from cmp_search.logs import tell
from cmp_search.logs.stopwatch import Stopwatch

if TYPE_CHECKING:
    from cmp_search.backup.contents import BackupContents
    from cmp_search.index.kept import KeptGeneration
    from cmp_search.index.report import BuildProgress, BuildReport


class Keeping(Core):
    """Building the index, and the generations and backups that are kept of it."""

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
        from cmp_search.index.report import ended

        watch = Stopwatch()
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
        tell(ended(report, watch.seconds))
        with suppress(MismatchError, NoIndexError), self._read() as index:
            self._opened.watch.caveats(index)  # So that the next question hashes nothing.
        return report

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
