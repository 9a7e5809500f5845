"""Jobs: adding and removing texts, and taking either back, while others keep asking.

1. One job at a time, in a thread of its own; all visitors see its progress.
2. A job changes the corpus as the commands `add`, `remove` and `undo` do, and builds the index. An
   added text replaces none: a text with the same id has to be removed first.
3. The last removal can be put back by anyone, as long as its files are where they are kept.
4. Errors are kept with the job, for the page to show. If another process is building, the job is
   refused.
The next page that is drawn opens the new generation.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from time import monotonic
from types import MappingProxyType

from cmp_search.corpus.details import Details
from cmp_search.corpus.files import Moved, file_name
from cmp_search.documents.catalogue import Entry
from cmp_search.errors import BusyError, system_error
from cmp_search.index.report import BuildProgress, BuildReport, ProgressListener
from cmp_search.library import Library

NO_DETAILS = Details()
NO_TITLES: Mapping[str, str] = MappingProxyType({})
ESTIMATE_AFTER = 2.0
"""Seconds before the time left is estimated."""


class Change(StrEnum):
    """What a job does to the corpus."""

    ADD = "add"
    REMOVE = "remove"
    UNDO = "undo"
    PUT_BACK = "put_back"


class Job:
    """One change to the corpus, while it runs and after it has ended."""

    def __init__(self, id: str, change: Change, titles: Mapping[str, str] = NO_TITLES) -> None:
        """A new job; `id` is that of the document, and `titles` are known by ids."""
        self.id, self.change, self._titles = id, change, titles
        self.step: BuildProgress | None = None
        self.report: BuildReport | None = None
        self.error: Exception | None = None
        self.ended = False
        self.moved: tuple[Moved, ...] = ()
        """The files that were removed, and where they are kept."""
        self._started = monotonic()

    def on_step(self, step: BuildProgress) -> None:
        """Record the progress of the build; its time is counted from the first step."""
        if self.step is None:
            self._started = monotonic()
        self.step = step

    def title(self, id: str = "") -> str:
        """What a document is called, this job's own or another; its id if nobody said."""
        return self._titles.get(id or self.id) or id or self.id

    @property
    def seconds_left(self) -> float | None:
        """Estimated from the rate so far; None while it is too early."""
        step = self.step
        if step is None or not step.done or self._elapsed < ESTIMATE_AFTER:
            return None
        return self._elapsed * (step.total - step.done) / step.done

    @property
    def _elapsed(self) -> float:
        return max(monotonic() - self._started, 1e-3)


class Jobs:
    """The jobs of one index; the last one is kept."""

    def __init__(self) -> None:
        """No job has run yet."""
        self.latest: Job | None = None
        self._removal: Job | None = None
        self._lock = Lock()

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return self.latest is not None and not self.latest.ended

    @property
    def last_removal(self) -> Job | None:
        """The last removal, if it can be put back."""
        removal = self._removal
        kept = (
            removal is not None
            and removal.ended
            and all(one.kept.is_file() for one in removal.moved)
        )
        return removal if kept else None

    def add(
        self,
        library: Library,
        name: str,
        data: bytes,
        id: str,
        details: Details = NO_DETAILS,
        titles: Mapping[str, str] = NO_TITLES,
    ) -> Job:
        """Start adding a file under an id, or under its stem, with what is said of it.

        Raises:
            BusyError: another job or build is running.
            IdError: the id cannot be used as a file name.
            CorpusError: a detail is wrong.
        """
        id = id or Path(name).stem
        stored_name = file_name(id, Path(name).suffix)
        details.applied_to(Entry(id))

        def add() -> None:
            with TemporaryDirectory() as folder:
                file = Path(folder) / stored_name
                file.write_bytes(data)
                library.add(file, id, details, replacing=False)

        job = Job(id, Change.ADD, {**titles, id: details.title or id})
        return self._start(job, add, library)

    def remove(self, library: Library, id: str, titles: Mapping[str, str] = NO_TITLES) -> Job:
        """Start removing a document.

        Raises:
            BusyError: another job or build is running.
        """
        job = Job(id, Change.REMOVE, titles)

        def remove() -> None:
            job.moved = library.take_out(id)
            self._removal = job

        return self._start(job, remove, library)

    def put_back(self, library: Library, removal: Job) -> Job:
        """Start putting back the document that a job removed.

        Raises:
            BusyError: another job or build is running.
        """
        job = Job(removal.id, Change.PUT_BACK, {removal.id: removal.title()})
        return self._start(job, lambda: library.put_back(job.id, removal.moved), library)

    def undo(self, library: Library, id: str, titles: Mapping[str, str] = NO_TITLES) -> Job:
        """Start taking back the last addition, which was of this document.

        Raises:
            BusyError: another job or build is running.
        """
        return self._start(Job(id, Change.UNDO, titles), library.undo, library)

    def _start(self, job: Job, change: Callable[[], object], library: Library) -> Job:
        library.check_idle()
        with self._lock:
            if self.busy:
                raise BusyError("index_busy", folder=library.index_address)
            self.latest = job

        def build(progress: ProgressListener) -> BuildReport:
            change()
            return library.build(progress)

        Thread(target=_run, args=(job, build), daemon=True).start()
        return job


def _run(job: Job, build: Callable[[ProgressListener], BuildReport]) -> None:
    """Run a job, and keep its result."""
    try:
        job.report = build(job.on_step)
    except OSError as error:
        job.error = system_error(error)
    except Exception as error:
        job.error = error
    finally:
        job.ended = True
