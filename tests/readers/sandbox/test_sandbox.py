"""Reading in a process of its own: what goes wrong there ends in one line, and the next file is
read.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from cmp_search.errors import (
    BreakdownError,
    DamagedError,
    FormatError,
    LimitError,
    NoTextError,
    ReadError,
    SlowError,
)
from cmp_search.readers import completed
from cmp_search.readers.sandbox import reading
from cmp_search.readers.sandbox.process import MEMORY, SECONDS
from cmp_search.readers.sandbox.reading import ReadingSandbox, read
from cmp_search.readers.sandbox.serve import LARGE, answer
from tests.conftest import CHECKOUT
from tests.index.building import ALL, build, indexed
from tests.raising import raises_code
from tests.readers.direct import read_extract

from ..samples import FORMATS
from .working import CRASH, NAP, SLEEP, WorkingSandbox, waiting

SMALL = b"Oars are kept in the shed."
HUNGRY = b"The tide turns at noon. " * 800_000
"""Takes some hundred MB to read."""
Make = Callable[..., ReadingSandbox]


@pytest.fixture
def make() -> Iterator[Make]:
    """Makes processes, and ends them with the test."""
    made: list[ReadingSandbox] = []

    def one(
        kind: type[ReadingSandbox] = ReadingSandbox, seconds: float = SECONDS, memory: int = MEMORY
    ) -> ReadingSandbox:
        made.append(kind(seconds, memory))
        return made[-1]

    yield one
    for process in made:
        process.close()


@pytest.fixture(scope="module")
def shared() -> Iterator[ReadingSandbox]:
    """A process for tests that leave it as they find it."""
    process = ReadingSandbox()
    yield process
    process.close()


def id_of(process: ReadingSandbox) -> int:
    assert process._process
    return process._process.pid


@pytest.mark.parametrize("suffix", FORMATS)
def test_it_gives_what_reading_here_gives(shared: ReadingSandbox, suffix: str) -> None:
    data = FORMATS[suffix]()
    here = completed(read_extract(suffix, data).content, "")
    assert shared.read(suffix, data) == here and here.language


@pytest.mark.parametrize(
    ("suffix", "data", "error"),
    [
        (".pdf", b"Just text.", FormatError),
        (".pdf", b"%PDF-1.7\n", DamagedError),
        (".html", b"", NoTextError),
        (".txt", b"a" * 20_000_001, LimitError),
        (".jpg", b"\xff\xd8\xff", FormatError),
    ],
)
def test_it_raises_what_reading_here_raises(
    shared: ReadingSandbox, suffix: str, data: bytes, error: type[ReadError]
) -> None:
    with pytest.raises(error) as here:
        read_extract(suffix, data)
    with pytest.raises(error) as there:
        shared.read(suffix, data)
    assert there.value.record == here.value.record


def test_one_process_reads_many_files(make: Make) -> None:
    process = make()
    process.read(".txt", SMALL)
    first = id_of(process)
    with pytest.raises(ReadError):
        process.read(".pdf", b"Just text.")
    process.read(".md", SMALL)
    assert id_of(process) == first


def test_a_large_file_gives_its_memory_back(make: Make) -> None:
    process = make()
    assert process.read(".txt", SMALL + b"\n" * LARGE).text == SMALL.decode()
    assert process._process is None
    assert process.read(".txt", SMALL).text == SMALL.decode()


def test_a_slow_file_is_refused_and_the_next_one_read(make: Make, tmp_path: Path) -> None:
    process = make(WorkingSandbox, seconds=0.5)
    with raises_code(SlowError, "reading_slow", seconds=0.5):
        process.read(".txt", waiting(tmp_path / "begun"))
    assert process.read(".txt", SMALL).text == SMALL.decode()


def test_a_process_that_waits_for_nothing_ends_by_the_clock(make: Make) -> None:
    process = make(WorkingSandbox, seconds=0.05)
    with raises_code(SlowError, "reading_slow", seconds=0.05):
        process.read(".txt", SLEEP)


def test_one_that_gets_no_processor_is_not_slow(make: Make) -> None:
    process = make(WorkingSandbox, seconds=0.5)
    assert process.read(".txt", NAP).text == NAP.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_file_that_takes_much_memory_is_refused_and_the_next_one_read(make: Make) -> None:
    process = make(memory=400_000_000)
    with raises_code(LimitError, "reading_memory", megabytes=400):
        process.read(".txt", HUNGRY)
    assert process.read(".txt", SMALL).text == SMALL.decode()


def test_a_process_that_is_killed_is_damage_and_the_next_file_is_read(make: Make) -> None:
    process = make(WorkingSandbox)
    with raises_code(BreakdownError, "reading_crashed"):
        process.read(".txt", CRASH)
    assert process.read(".txt", SMALL).text == SMALL.decode()


def test_a_process_that_died_between_two_files_is_started_anew(make: Make) -> None:
    process = make()
    process.read(".txt", SMALL)
    assert process._process
    process._process.kill()
    process._process.wait()
    assert process.read(".txt", SMALL).text == SMALL.decode()


def test_it_can_be_closed_and_used_again(make: Make) -> None:
    process = make()
    process.close()
    process.read(".txt", SMALL)
    process.close()
    assert process.read(".txt", SMALL).text == SMALL.decode()


def test_the_folder_that_it_is_called_in_gives_no_modules(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert make().read(".txt", SMALL).text == SMALL.decode()


def test_a_reason_is_one_short_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise DamagedError("file_unreadable", reason=ValueError("broken\nand " + "more " * 500))

    monkeypatch.setattr("cmp_search.readers.sandbox.reading.read_with", fail)
    kind, said = answer(read, ("cmp_search.readers.text", ""), SMALL, 1)
    assert kind == "DamagedError"
    assert json.loads(said) == {"code": "file_unreadable", "parameters": {"reason": "broken"}}


@pytest.mark.slow
def test_a_build_goes_on_after_a_file_that_ends_its_reader(
    corpus: Path, tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "a-slow.txt").write_bytes(waiting(tmp_path / "begun"))
    monkeypatch.setattr(reading, "SANDBOX", make(WorkingSandbox, seconds=2))
    report = build(corpus, tmp_path / "index")
    (failure,) = report.failed
    assert failure.code == "reading_slow"
    assert failure.parameters == {"file": "a-slow.txt", "seconds": 2}
    assert indexed(tmp_path / "index") == ALL


# What is left when the one who asked has gone

READER = """
import sys
from pathlib import Path
from cmp_search.documents.catalogue import Entry
from cmp_search.readers import read_document
from cmp_search.documents.source import Source
from cmp_search.readers.sandbox import reading
from tests.readers.sandbox.working import WorkingSandbox
reading.SANDBOX = WorkingSandbox(seconds=2)
for name in sys.argv[1:]:
    read_document(Source(Path(name), "", Entry(id="x")))
    print("read", flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="process groups are those of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("to_all", [True, False], ids=["as the terminal sends it", "to it alone"])
def test_no_process_is_left_behind(tmp_path: Path, number: int, to_all: bool) -> None:
    small, slow, begun = tmp_path / "small.txt", tmp_path / "slow.txt", tmp_path / "begun"
    small.write_bytes(SMALL)
    slow.write_bytes(waiting(begun))
    asking = subprocess.Popen(
        [sys.executable, "-c", READER, small, slow],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=CHECKOUT,
    )
    assert asking.stdout and asking.stdout.readline() == b"read\n"
    until = monotonic() + 60
    while not begun.exists():
        assert monotonic() < until, "the slow file is not read"
        sleep(0.05)
    (os.killpg if to_all else os.kill)(asking.pid, number)
    asking.stdout.close()
    assert asking.wait(60) != 0
    until = monotonic() + 60
    while group_lives(asking.pid):
        assert monotonic() < until, "the reading process outlives the one who asked"
        sleep(0.05)


def group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
