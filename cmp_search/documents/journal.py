"""Changing the corpus so that a kill leaves it as before or as after, whatever it was doing.

1. All that is new is written into a hidden folder in the corpus, and flushed. Nothing has changed.
2. A journal of what is to be done is written beside it: with that, the change is decided.
3. Its steps are done: files move to `removed/`, new ones take their places, each flushed.
4. The hidden folder is removed.
Whoever changes or indexes the corpus next completes what a kill left after step 2, and clears what
it left before that. Each step can be done twice. Changes wait for each other, and whoever begins
to index waits for the one that is being made.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from os.path import lexists
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter, ValidationError

from cmp_search.documents.durable import replace, sync_folder, write_file
from cmp_search.documents.lock import WITHOUT_LIMIT, Holder, Waiting, locked
from cmp_search.documents.regular import leads_out
from cmp_search.documents.source import REMOVED
from cmp_search.errors import CorpusError

FOLDER = ".change"
LOCK = ".change.lock"
JOURNAL = "journal.json"


def _inside(path: str) -> str:
    """A path in the corpus, relative to it."""
    steps = PurePosixPath(path)
    if steps.is_absolute() or ".." in steps.parts or "\\" in path:
        raise ValueError("not in the corpus")
    return path


InCorpus = Annotated[str, AfterValidator(_inside)]


@dataclass(frozen=True, slots=True)
class Step:
    """A file that takes another place, or goes if `target` is empty.

    A step that keeps a file is done once its target is there, which nothing else is named.
    """

    source: InCorpus
    target: InCorpus
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A change that is decided: of which document, since when (UTC), and its steps."""

    id: str
    date: str
    steps: tuple[Step, ...]


_CHANGE = TypeAdapter(Change)


@dataclass(slots=True)
class Draft:
    """A change that is not decided yet."""

    corpus: Path
    steps: list[Step] = field(default_factory=list)

    def put(self, place: Path, data: bytes) -> None:
        """Let a new file take a place (step 1).

        Raises:
            OSError: the disk cannot take it.
            CorpusError: as `move`.
        """
        staged = self.corpus / FOLDER / str(len(self.steps))
        write_file(staged, data)
        self.move(staged, place)

    def move(self, source: Path, place: Path) -> None:
        """Let a file take another place.

        Raises:
            CorpusError: its name is in no encoding, so that no journal can have it.
        """
        self.steps.append(Step(self._below(source), self._below(place)))

    def keep(self, file: Path) -> Path:
        """Let a file move into `removed/`, under a name not yet used there, which is returned."""
        source, taken = self._below(file), {step.target for step in self.steps}
        kept, count = self.corpus / REMOVED / file.name, 1
        while lexists(kept) or self._below(kept) in taken:
            count += 1
            kept = self.corpus / REMOVED / f"{file.stem}-{count}{file.suffix}"
        self.steps.append(Step(source, self._below(kept), keeps=True))
        return kept

    def drop(self, file: Path) -> None:
        """Let a file go that is no text."""
        self.steps.append(Step(self._below(file), ""))

    def _below(self, path: Path) -> str:
        below = path.relative_to(self.corpus).as_posix()
        try:
            below.encode()
        except UnicodeEncodeError as error:  # The journal, in JSON, could not name it.
            raise CorpusError("corpus_name", file=path) from error
        return below


@contextmanager
def changing(corpus: Path, id: str, waiting: Waiting = WITHOUT_LIMIT) -> Iterator[Draft]:
    """Draft a change of the corpus; it is decided and done when nothing goes wrong within.

    Raises:
        CorpusError: another change was waited for in vain, or a file's name is in no encoding.
        OSError: the disk cannot take it; nothing has changed.
    """
    corpus.mkdir(parents=True, exist_ok=True)
    with corpus_locked(corpus, waiting):
        (corpus / FOLDER).mkdir(exist_ok=True)
        draft = Draft(corpus)
        try:
            yield draft
            if draft.steps:
                _decide(draft, id)
        except BaseException:
            if interrupted(corpus) is None:
                shutil.rmtree(corpus / FOLDER, ignore_errors=True)
            raise
        _finish(corpus)


@contextmanager
def corpus_locked(corpus: Path, waiting: Waiting = WITHOUT_LIMIT) -> Iterator[None]:
    """Keep others from changing the corpus; what a killed one left is completed first.

    Raises:
        CorpusError: another change was waited for in vain, or a folder that changes are written to
            is a link out of the corpus.
    """

    def busy(holder: Holder) -> CorpusError:
        return CorpusError("corpus_busy", folder=corpus, who=holder.who, since=holder.moment)

    for name in (FOLDER, LOCK, REMOVED):
        if leads_out(corpus / name, corpus):
            raise CorpusError("corpus_link", file=corpus / name)
    with locked(corpus / LOCK, busy, waiting):
        _finish(corpus)
        yield


def finish(corpus: Path, waiting: Waiting = WITHOUT_LIMIT) -> None:
    """Complete a change that was killed, or clear what it had written until then.

    Raises:
        CorpusError: another change was waited for in vain.
    """
    if (corpus / FOLDER).exists():
        with corpus_locked(corpus, waiting):
            pass


def interrupted(corpus: Path) -> Change | None:
    """The change that is decided but not done; None if there is none."""
    try:
        return _CHANGE.validate_json((corpus / FOLDER / JOURNAL).read_bytes())
    except (OSError, ValidationError):
        return None


def _decide(draft: Draft, id: str) -> None:
    """Step 2."""
    sync_folder(draft.corpus)
    date = datetime.now(UTC).isoformat(timespec="seconds")
    journal = _CHANGE.dump_json(Change(id, date, tuple(draft.steps)))
    write_file(draft.corpus / FOLDER / JOURNAL, journal)


def _finish(corpus: Path) -> None:
    """Steps 3 and 4."""
    change = interrupted(corpus)
    for step in change.steps if change else ():
        _do(corpus, step)
    if (corpus / FOLDER / JOURNAL).exists():  # It goes first: the rest is nothing without it.
        (corpus / FOLDER / JOURNAL).unlink()
        sync_folder(corpus / FOLDER)
    shutil.rmtree(corpus / FOLDER, ignore_errors=True)


def _do(corpus: Path, step: Step) -> None:
    source, target = corpus / step.source, corpus / step.target
    if not lexists(source) or (step.keeps and lexists(target)):
        return
    if not step.target:
        source.unlink()
        sync_folder(source.parent)
        return
    if not target.parent.exists():
        target.parent.mkdir(parents=True)
        sync_folder(target.parent.parent)
    replace(source, target)
