"""The queue on disk: what was accepted is there before its visitor is told, and after any kill.

It is a hidden folder of the corpus, which nothing indexes and only the server's user can open. A
job has a record, `NUMBER-RANDOM.STATE.json`, and one that adds a text a folder with that file.
1. The file of a job is written first, then its record; with that, the job is accepted. Each is
   flushed; files that got no record are cleared later.
2. A job begins by the renaming of its record. One that was withdrawn in the same moment has none
   to rename, and so only one of the two happens, whoever does them.
3. Its end is a new record beside the old one, which then goes. Where there are two, the later state
   counts.
4. A record that cannot be read is no job, and hinders none. The server's log names it once, and its
   file stays for whoever looks after the server.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace as changed
from pathlib import Path
from secrets import token_hex
from threading import Lock
from time import time

from cmp_search.documents.durable import replace, sync_folder, write_file
from cmp_search.documents.lock import locked
from cmp_search.documents.regular import open_regular
from cmp_search.errors import BusyError, CorpusError, RateError
from cmp_search.gate.limits import MEGABYTE, QUEUE, Backlog
from cmp_search.logs import tell
from cmp_search.logs.events.serving import OrderUnread
from cmp_search.web.jobs.job import RECORD, Job, Order, Outcome, Record, State

FOLDER = ".queue"
LOCK = ".lock"
PRIVATE = 0o700
FILE = ".file"
"""The end of the name of a folder with the file of a job."""
STALE = 3600
"""Seconds after which a file without a record is of no job that is being accepted."""
_STATES = list(State)
_RECORD = re.compile(rf"([0-9]{{9,20}}-[0-9a-f]{{8}})\.({'|'.join(State)})\.json")
_Version = tuple[int, int]


class Spool:
    """The jobs of a corpus; may be used by several threads, and by several servers."""

    def __init__(self, corpus: Path, limits: Backlog = QUEUE) -> None:
        """Name the corpus; nothing is written before a job is accepted."""
        self.folder = corpus / FOLDER
        self._limits = limits
        self._accepting, self._changing = Lock(), Lock()
        self._last = 0
        self._read: dict[Path, tuple[_Version, Job]] = {}
        self._damaged: set[Path] = set()

    def jobs(self) -> tuple[Job, ...]:
        """All jobs, those that have ended too, in the order in which they were accepted."""
        with self._changing:
            return self._jobs()

    def _jobs(self) -> tuple[Job, ...]:
        found: dict[str, Job] = {}
        read: dict[Path, tuple[_Version, Job]] = {}
        for path in () if self.folder.is_symlink() else self.folder.glob("[0-9]*.json"):
            try:
                version, known = _version(path), self._read.get(path)
                if known is None or known[0] != version:
                    known = version, _job(path)
            except FileNotFoundError:
                continue
            except (OSError, ValueError):
                self._tell_damaged(path)
                continue
            read[path], job = known, known[1]
            if job.name not in found or _later(job, found[job.name]):
                found[job.name] = job
        self._read = read
        return tuple(found[name] for name in sorted(found))

    def _tell_damaged(self, path: Path) -> None:
        """Step 4."""
        if path not in self._damaged:
            self._damaged.add(path)
            tell(OrderUnread(path.name))

    def accept(self, order: Order, file_name: str = "", data: bytes = b"") -> Job:
        """Take a job into the queue, with the file that it adds; it is safe when this returns.

        Raises:
            RateError: the visitor has, or all have, as many jobs waiting as may wait.
            CorpusError: the folder is a link, through which nothing is read or written.
            OSError: the disk cannot take it; nothing was accepted.
        """
        with self._accepting:
            jobs = self.jobs()
            self._check_room(jobs, order, len(data))
            self._make_folder()
            self._last = 1 + max([self._last, *(int(job.name.split("-")[0]) for job in jobs)])
            job = Job(f"{self._last:09}-{token_hex(4)}", State.WAITING, Record(order))
            try:
                if file_name:
                    (self.folder / f"{job.name}{FILE}").mkdir()
                    write_file(self.folder / f"{job.name}{FILE}" / file_name, data)
                with self._changing:
                    self._write(job)
            except OSError:
                self._drop_file(job)
                raise
        return job

    def _check_room(self, jobs: tuple[Job, ...], order: Order, size: int) -> None:
        pending = [job for job in jobs if job.state is not State.ENDED]
        own = [job for job in pending if job.order.owner == order.owner]
        if len(own) >= self._limits.each:
            raise RateError("queue_own", most=self._limits.each)
        if len(pending) >= self._limits.all:
            raise RateError("queue_full", most=self._limits.all)
        held = sum(self._size(job) for job in pending)
        if held + size > self._limits.bytes:
            raise RateError("queue_large", most=self._limits.bytes // MEGABYTE)

    def _make_folder(self) -> None:
        if self.folder.is_symlink():
            raise CorpusError("corpus_link", file=self.folder)
        self.folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        self.folder.chmod(PRIVATE)
        sync_folder(self.folder.parent)

    def withdraw(self, job: Job) -> bool:
        """Let a job go that has not begun; says whether it had not."""
        with self._changing:
            try:
                self._path(job.name, State.WAITING).unlink()
            except FileNotFoundError:
                return False
            sync_folder(self.folder)
        self._drop_file(job)
        return True

    def begin(self, job: Job) -> Job | None:
        """Note that a job is begun, once more if it was before; None if it was withdrawn."""
        begun = changed(
            job, state=State.BEGUN, record=changed(job.record, tries=job.record.tries + 1)
        )
        with self._changing:
            if job.state is State.WAITING:
                try:
                    replace(self._path(job.name, State.WAITING), self._path(job.name, State.BEGUN))
                except FileNotFoundError:
                    return None
            self._write(begun)
        return begun

    def end(self, job: Job, outcome: Outcome) -> None:
        """Keep what became of a job, of the last ones only, and let its file go."""
        ended = changed(job, state=State.ENDED, record=changed(job.record, outcome=outcome))
        with self._changing:
            self._write(ended)
            self._path(job.name, State.BEGUN).unlink(missing_ok=True)
            older = [one for one in self._jobs() if one.state is State.ENDED]
            for one in older[: -self._limits.ended]:
                self._path(one.name, State.ENDED).unlink(missing_ok=True)
        self._drop_file(job)

    def note_seen(self, job: Job) -> None:
        """Note that the visitor has seen what became of a job."""
        with self._changing:
            self._write(changed(job, record=changed(job.record, seen=True)))

    def file_of(self, job: Job) -> Path | None:
        """The file that a job adds; None for another job, and once it has ended."""
        return next((self.folder / f"{job.name}{FILE}").glob("[!.]*"), None)

    def _size(self, job: Job) -> int:
        """Bytes of the file of a job; none once it has ended, which it may do meanwhile."""
        try:
            file = self.file_of(job)
            return file.stat().st_size if file else 0
        except FileNotFoundError:
            return 0

    @contextmanager
    def working(self) -> Iterator[None]:
        """Work on jobs as the only server that does; what no job needs is cleared first."""
        self._make_folder()
        busy = BusyError("index_busy", folder=self.folder)
        with locked(self.folder / LOCK, lambda _: busy):
            self._tidy()
            yield

    def _tidy(self) -> None:
        pending = {job.name for job in self.jobs() if job.state is not State.ENDED}
        pending |= {path.name.split(".")[0] for path in self._damaged}
        for folder in self.folder.glob(f"*{FILE}"):
            is_stale = folder.stat().st_mtime < time() - STALE
            if is_stale and folder.name.removesuffix(FILE) not in pending:
                shutil.rmtree(folder, ignore_errors=True)

    def _drop_file(self, job: Job) -> None:
        shutil.rmtree(self.folder / f"{job.name}{FILE}", ignore_errors=True)

    def _write(self, job: Job) -> None:
        write_file(self._path(job.name, job.state), RECORD.dump_json(job.record))

    def _path(self, name: str, state: State) -> Path:
        return self.folder / f"{name}.{state}.json"


def _job(path: Path) -> Job:
    """The job that a record is of.

    Raises:
        OSError, ValueError: it is none, or it is damaged.
    """
    named = _RECORD.fullmatch(path.name)
    if named is None:
        raise ValueError(path.name)
    with open_regular(path) as file:
        return Job(named[1], State(named[2]), RECORD.validate_json(file.read()))


def _later(one: Job, other: Job) -> bool:
    return _STATES.index(one.state) > _STATES.index(other.state)


def _version(path: Path) -> _Version:
    """What changes whenever a file is replaced."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns
