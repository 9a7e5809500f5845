"""Upkeep: adding and removing texts while others go on asking.

1. One job at a time, in a thread of its own; the app's visitors share it, and see how far it is.
2. A job changes the corpus as the commands `add` and `remove` do, and builds the index. A text that
   is added takes nobody's place: one of that id has to be removed first.
3. Whatever goes wrong is kept with the job, for the page to say. A build of another process is not
   waited for.
The next page that is drawn opens the new generation.
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from time import monotonic

from cmp_search.corpus import add_file, file_name, remove_document
from cmp_search.encoders import Encoder
from cmp_search.errors import system_error
from cmp_search.index.build import build_index
from cmp_search.index.embedded.folder import at_work, check_free
from cmp_search.index.report import BuildProgress, BuildReport, ProgressListener
from cmp_search.settings import Settings

Change = Callable[[], None]
SETTLED = 2.0
"""Seconds after which the time left can be told."""


class Job:
    """One change, while it goes on and after it has ended."""

    def __init__(self, id: str, removes: bool) -> None:
        """Begin; `id` is that of the document."""
        self.id, self.removes = id, removes
        self.step: BuildProgress | None = None
        self.report: BuildReport | None = None
        self.error: Exception | None = None
        self.ended = False
        self._begun = monotonic()

    def tell(self, step: BuildProgress) -> None:
        """Take down how far the build is; its time runs from the first step."""
        if self.step is None:
            self._begun = monotonic()
        self.step = step

    @property
    def rate(self) -> float:
        """Texts encoded a second."""
        return self.step.encoded / self._elapsed if self.step else 0.0

    @property
    def seconds_left(self) -> float | None:
        """As it has gone so far; none as long as that says little."""
        step = self.step
        if step is None or not step.done or self._elapsed < SETTLED:
            return None
        return self._elapsed * (step.total - step.done) / step.done

    @property
    def _elapsed(self) -> float:
        return max(monotonic() - self._begun, 1e-3)


class Upkeep:
    """The jobs of one index; the last one is kept."""

    def __init__(self) -> None:
        """Nothing is at work yet."""
        self.job: Job | None = None
        self._lock = Lock()

    @property
    def busy(self) -> bool:
        """Whether a job is at work."""
        return self.job is not None and not self.job.ended

    def add(self, settings: Settings, encoder: Encoder, name: str, data: bytes, id: str) -> Job:
        """Begin to add a file's bytes under an id, else under its stem.

        Raises:
            BusyError: something else is at work.
            IdError: the id cannot be a file's name.
        """
        id = id or Path(name).stem
        plain = file_name(id, Path(name).suffix)

        def change() -> None:
            with TemporaryDirectory() as folder:
                file = Path(folder) / plain
                file.write_bytes(data)
                add_file(settings.corpus, file, id, replacing=False)

        return self._begin(Job(id, removes=False), change, settings, encoder)

    def remove(self, settings: Settings, encoder: Encoder, id: str) -> Job:
        """Begin to take a document out.

        Raises:
            BusyError: something else is at work.
        """

        def change() -> None:
            remove_document(settings.corpus, id)

        return self._begin(Job(id, removes=True), change, settings, encoder)

    def _begin(self, job: Job, change: Change, settings: Settings, encoder: Encoder) -> Job:
        check_free(settings.index)
        with self._lock:
            if self.busy:
                raise at_work(settings.index)
            self.job = job

        def build(progress: ProgressListener) -> BuildReport:
            change()
            corpus, index, model = settings.corpus, settings.index, settings.model
            return build_index(corpus, index, encoder, model, progress=progress)

        Thread(target=_work, args=(job, build), daemon=True).start()
        return job


def _work(job: Job, build: Callable[[ProgressListener], BuildReport]) -> None:
    """Do a job, and keep what came of it."""
    try:
        job.report = build(job.tell)
    except OSError as error:
        job.error = system_error(error)
    except Exception as error:
        job.error = error
    finally:
        job.ended = True
