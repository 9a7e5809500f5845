"""Each event is told in its situation, once, with what an operator needs of it."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from cmp_search.audit import Action, AuditLog, Via
from cmp_search.audit.event import NO_ROLE
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import BreakdownError, CorpusError, QuestionError, RequestError
from cmp_search.gate.hosts import Allowed
from cmp_search.gate.noting import Notes
from cmp_search.gate.refusal import Refusal
from cmp_search.index.build import build_index
from cmp_search.library import Library
from cmp_search.logs import questions
from cmp_search.logs.events.asking import IndexCaveat, IndexOpened, QuestionAnswered, QuestionSlow
from cmp_search.logs.events.building import BuildBegun, BuildEnded, FileSetAside, ReaderCrashed
from cmp_search.logs.events.changing import Changed, NotChanged
from cmp_search.logs.events.coming import Refused, SignedIn, SignedOut
from cmp_search.logs.events.failing import ErrorTold
from cmp_search.programs import alone
from cmp_search.programs.alone import ProgramGate
from cmp_search.search.searcher import Searcher
from cmp_search.web.gate import answering
from tests.logs.listening import listening
from tests.readers.sandbox.working import CRASH, WorkingSandbox, waiting

CLIENT = ("192.0.2.7", 4321)


@pytest.fixture
def log(tmp_path: Path) -> AuditLog:
    return AuditLog(tmp_path / "audit")


def test_a_change_is_told_with_who_made_it(log: AuditLog) -> None:
    with listening() as told, log.recording("ana", Via.APP, Action.ADD, "oars"):
        assert told.events == []
    assert told.events == [Changed("add", "ana", "app", "oars")]


def test_a_change_that_failed_is_told_with_the_code(log: AuditLog) -> None:
    with listening() as told, pytest.raises(CorpusError):
        with log.recording("ana", Via.COMMAND, Action.CONFIRM, "oars"):
            raise CorpusError("confirm_changed", id="oars")
    assert told.events == [NotChanged("confirm", "ana", "command", "oars", "confirm_changed")]


def test_a_build_is_told_when_it_begins(log: AuditLog) -> None:
    with listening() as told, log.recording("ana", Via.APP, Action.BUILD):
        assert told.events == [BuildBegun("ana", "app")]
    assert told.events == [BuildBegun("ana", "app")]  # Its end is told by whoever built.


def test_a_build_is_told_when_it_ends_with_what_it_did(corpus: Path, tmp_path: Path) -> None:
    (corpus / "broken.docx").write_bytes(b"no archive")
    with Library(corpus, tmp_path / "index", "fake", "none") as library, listening() as told:
        report = library.build()
    names = [one for one in told.names if one.startswith("build")]
    assert names == ["build_begun", "build_ended"] and told.names[-1] == "build_ended"
    event = told.events[-1]
    assert isinstance(event, BuildEnded) and event.seconds > 0
    assert (event.generation, event.documents) == (report.generation, report.documents)
    assert (event.added, event.failed, event.changed) == (len(report.added), 1, 0)


def test_who_comes_and_goes_is_told(log: AuditLog) -> None:
    with listening() as told:
        log.record("ana@example.org", Via.APP, Action.SIGN_IN)
        log.record("ana@example.org", Via.APP, Action.SIGN_OUT)
        log.record("eve@example.org", Via.APP, Action.REFUSED, "", NO_ROLE)
        log.record("192.0.2.7", Via.PROGRAM, Action.REFUSED, "intranet", "key_ended")
    assert told.events == [
        SignedIn("ana@example.org"),
        SignedOut("ana@example.org"),
        Refused("no_role", "app", "eve@example.org", ""),
        Refused("key_ended", "program", "192.0.2.7", "intranet"),
    ]


def test_what_was_not_recorded_is_not_told_as_done(tmp_path: Path) -> None:
    (tmp_path / "audit").touch()  # A file in the place of the folder.
    with listening() as told, pytest.raises(Exception, match="audit"):
        AuditLog(tmp_path / "audit").record("ana", Via.APP, Action.SIGN_IN)
    assert told.events == []


def test_a_file_that_cannot_be_read_is_told_once(corpus: Path, tmp_path: Path) -> None:
    (corpus / "broken.docx").write_bytes(b"no archive")
    address = str(tmp_path / "index")
    with listening() as told:
        build_index(corpus, address, FakeEncoder(), "fake")
        build_index(corpus, address, FakeEncoder(), "fake")
    (event,) = (one for one in told.events if isinstance(one, FileSetAside))
    assert (event.id, event.file, event.lasting, event.tries) == ("broken", "broken.docx", True, 1)
    assert event.code and event.reason


def test_a_reader_that_crashed_is_told_with_what_it_printed(tmp_path: Path) -> None:
    sandbox = WorkingSandbox()
    with listening() as told, pytest.raises(BreakdownError):
        sandbox.read(".txt", CRASH)
    (event,) = told.events
    assert isinstance(event, ReaderCrashed) and not event.slow and event.status == -9
    assert event.work.endswith("working:read")


def test_a_reader_that_hung_is_told_with_where(tmp_path: Path) -> None:
    sandbox = WorkingSandbox(seconds=0.5)
    with listening() as told, pytest.raises(Exception, match="time allowed"):
        sandbox.read(".txt", waiting(tmp_path / "begun"))
    (event,) = told.events
    assert isinstance(event, ReaderCrashed) and event.slow
    assert "working.py" in event.output


def test_a_question_is_told_by_its_times(searcher: Searcher) -> None:
    with listening() as told:
        answer = searcher.ask("Who polished forty lenses?")
    (event,) = told.events
    assert isinstance(event, QuestionAnswered)
    assert (event.verdict, event.hits) == (answer.confidence.level, len(answer.hits))
    assert [*event.stages] == ["waiting", "words", "encoding", "facts", "passages", "weighing"]
    assert abs(sum(event.stages.values()) - event.milliseconds) <= len(event.stages) + 10


def test_a_slow_question_is_told_as_that(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "SLOW_S", 0.0)
    with listening() as told:
        searcher.ask("Who polished forty lenses?")
    assert [type(one) for one in told.events] == [QuestionSlow]


def test_a_question_that_cannot_be_asked_is_no_answer(searcher: Searcher) -> None:
    with listening() as told, pytest.raises(QuestionError):
        searcher.ask("  ")
    assert told.events == []


def test_an_index_is_told_when_it_is_opened_and_when_it_is_another(
    corpus: Path, index: Path
) -> None:
    with Library(corpus, index, "fake", "none") as library, listening() as told:
        first = library.index().manifest.generation
        library.searcher()
        (corpus / "oars.txt").write_text("Oars are of ash.", "utf-8")
        build_index(corpus, str(index), FakeEncoder(), "fake")
        second = library.index().manifest
    one, other = (event for event in told.events if isinstance(event, IndexOpened))
    assert (one.generation, one.before) == (first, "")
    assert (other.generation, other.before) == (second.generation, first)
    assert (other.documents, other.passages) == (second.documents, second.passage_count)


def test_an_index_that_is_not_the_last_is_told(corpus: Path, index: Path) -> None:
    (corpus / "oars.txt").write_text("Oars are of ash.", "utf-8")
    build_index(corpus, str(index), FakeEncoder(), "fake")
    with Library(corpus, index, "fake", "none") as library:
        newest = library.index().manifest.generation
    for file in (index / newest).iterdir():
        file.write_bytes(b"")
    with Library(corpus, index, "fake", "none") as library, listening() as told:
        opened = library.index().manifest.generation
    (event,) = (one for one in told.events if isinstance(one, IndexCaveat))
    assert (event.generation, event.code) == (opened, "older_generation") != (newest, "")


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError


@pytest.mark.parametrize(
    ("host", "reason"), [("evil.example", ["host"]), ("localhost", [])], ids=["host", "closed"]
)
def test_a_request_that_a_gate_refused_is_told_once_a_minute(
    monkeypatch: pytest.MonkeyPatch, host: str, reason: list[str]
) -> None:
    monkeypatch.setattr(alone, "NOTES", Notes())
    gate = ProgramGate(nothing, Allowed(frozenset({"localhost"}), is_open=True))
    client = TestClient(gate, f"http://{host}", client=CLIENT)
    with listening() as told:
        for _ in range(3):
            client.get("/secret?q=CANARY")
    assert told.events == [Refused(one, "program", CLIENT[0], "") for one in reason]


def test_a_page_that_is_refused_is_told_but_not_one_that_asks_to_sign_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answering, "NOTES", Notes())

    async def refused(scope: Scope, receive: Receive, send: Send) -> None:
        for refusal in (Refusal.SIGN_IN, Refusal.CLOSED, Refusal.ROLE):
            if refusal is not Refusal.ROLE:
                await answering.refuse(refusal, scope, receive, _nowhere)
        await answering.refuse(Refusal.ROLE, scope, receive, send)

    with listening() as told:
        TestClient(refused, client=CLIENT).get("/documents")
    assert told.events == [Refused("role", "app", CLIENT[0], "")]


async def _nowhere(_: object) -> None:
    pass


def test_failures_are_told_once_a_minute_and_errors_of_whoever_asks_by_their_code() -> None:
    notes = Notes()
    with listening() as told:
        for _ in range(3):
            notes.failed(CorpusError("corpus_link", file="a"), "rest", 500)
        notes.failed(RequestError("route_unknown"), "rest", 404)
    assert told.names == ["failed", "error_told"]
    assert told.events[1] == ErrorTold("rest", "route_unknown")
