"""What changes something is recorded, and what only reads or asks is not."""

import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cmp_search
from cmp_search.audit import Action, AuditLog, Via
from cmp_search.cli import main
from cmp_search.corpus.fetch.texts import FetchFailure, FetchReport
from cmp_search.corpus.recognition.scans import RecognitionReport
from cmp_search.documents.source import scan_corpus
from cmp_search.errors import AuditError, CorpusError, UnknownDocumentError
from cmp_search.evaluation.questions import read_questions
from cmp_search.library import Library
from tests.raising import raises_code

SECRET = "zanzibarian"
"""A word of a question, found nowhere else."""


@pytest.fixture
def library(corpus: Path, index: Path, tmp_path: Path) -> Library:
    (tmp_path / "oars.txt").write_text("Oars are of ash.", "utf-8")
    (tmp_path / "treaty.txt").write_text("Oars are for all.", "utf-8")
    library = Library(corpus, index, "fake").acting_for("ana", Via.APP)
    return library


def last(library: Library) -> tuple[Action, str, str]:
    """The only new event of the log, which is whole."""
    *_, event = library.audit.events()
    assert (event.who, event.via) == ("ana", Via.APP)
    assert not library.audit.faults()
    return event.action, event.subject, event.outcome


def test_every_change_is_one_event(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old,) = (one.name for one in library.generations())
    oars, copies = tmp_path / "oars.txt", iter("abc")
    moved: list[Any] = []
    fetched = FetchReport(("cmp-2016",), (), ())
    monkeypatch.setattr("cmp_search.corpus.fetch.texts.fetch_texts", lambda *_, **__: fetched)
    monkeypatch.setattr(
        "cmp_search.corpus.recognition.scans.recognise_scans",
        lambda *_, **__: RecognitionReport((), ()),
    )
    steps: list[tuple[Callable[[], object], Action, str | None]] = [
        (lambda: library.add(oars), Action.ADD, "oars"),
        (library.undo, Action.UNDO, "oars"),
        (lambda: library.add(str(oars), "paddles"), Action.ADD, "paddles"),
        (lambda: moved.extend(library.take_out("paddles")), Action.REMOVE, "paddles"),
        (lambda: library.put_back("paddles", tuple(moved)), Action.PUT_BACK, "paddles"),
        (lambda: library.remove("paddles"), Action.REMOVE, "paddles"),
        (library.build, Action.BUILD, None),
        (lambda: library.add(oars), Action.ADD, "oars"),
        (library.build, Action.BUILD, None),
        (library.roll_back, Action.ROLL_BACK, None),
        (lambda: library.roll_back(old), Action.ROLL_BACK, old),
        (lambda: library.tag("signed"), Action.TAG, "signed"),
        (lambda: library.untag("signed"), Action.UNTAG, "signed"),
        (lambda: library.backup(tmp_path / f"{next(copies)}.zip"), Action.BACKUP, "a.zip"),
        (
            lambda: library.restore(tmp_path / "a.zip", replacing=True),
            Action.RESTORE,
            "a.zip",
        ),
        (library.fetch, Action.FETCH, "cmp-2016"),
        (lambda: library.recognise([tmp_path / "scan.pdf"]), Action.RECOGNISE, "scan.pdf"),
        (library.reset_calibration, Action.RESET_CALIBRATION, ""),
    ]
    for number, (step, action, subject) in enumerate(steps, 1):
        step()
        assert len(list(library.audit.events())) == number, action
        found = last(library)
        assert found[0] == action and found[2] == "done"
        assert found[1].startswith("g0000") if subject is None else found[1] == subject


def test_a_confirmation_is_recorded(library: Library, corpus: Path, tmp_path: Path) -> None:
    catalogue = corpus / "catalogue.toml"
    entry = '[[document]]\nid = "treaty"\ntitle = "A treaty"\nurl = "https://example.org/treaty"\n'
    catalogue.write_text(f"{catalogue.read_text('utf-8')}\n{entry}", "utf-8")
    source = library.add(tmp_path / "treaty.txt", "treaty")
    assert source.entry.provided_by == "ana", "who acts has provided it"
    library.confirm("treaty", source.sha256)
    assert last(library) == (Action.CONFIRM, "treaty", "done")
    assert len(list(library.audit.events())) == 2


def test_what_fails_is_recorded_with_the_code_of_its_error(library: Library) -> None:
    with pytest.raises(UnknownDocumentError) as raised:
        library.remove("nothing")
    assert last(library) == (Action.REMOVE, "nothing", raised.value.code)


def test_where_all_failed_the_outcome_is_not_done(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = FetchReport((), (), (FetchFailure("cmp-2016", "", "unreachable", {}),))
    monkeypatch.setattr("cmp_search.corpus.fetch.texts.fetch_texts", lambda *_, **__: failed)
    library.fetch(["cmp-2016"])
    assert last(library) == (Action.FETCH, "cmp-2016", "unreachable")


def test_whole_paths_are_not_recorded(library: Library, tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        library.add(tmp_path / "deep" / "missing.txt")
    assert last(library)[1] == "missing.txt"


def test_another_person_acts_by_the_same_model_and_index(library: Library) -> None:
    other = library.acting_for("ben", Via.COMMAND)
    assert other.encoder is library.encoder
    assert other.searcher() is library.searcher()
    other.reset_calibration()
    assert [event.who for event in library.audit.events()] == ["ben"]
    assert (library.who, library.via) == ("ana", Via.APP)


def test_the_log_is_no_text_and_goes_into_no_backup(library: Library, tmp_path: Path) -> None:
    library.add(tmp_path / "oars.txt")
    assert not any("audit" in str(source.path) for source in scan_corpus(library.corpus))
    contents = library.backup(tmp_path / "a.zip")
    assert not any("audit" in name for name in contents.members)
    before = list(library.audit.events())
    library.restore(tmp_path / "a.zip", replacing=True)
    assert list(library.audit.events())[: len(before)] == before, "a restoration keeps the log"


def test_a_change_that_cannot_be_recorded_is_not_made_and_asking_goes_on(
    library: Library, tmp_path: Path
) -> None:
    (library.corpus / ".audit").write_text("in the way", "utf-8")
    with raises_code(AuditError, "audit_unwritable"):
        library.add(tmp_path / "oars.txt")
    assert not (library.corpus / "oars.txt").exists()
    assert library.ask("Who polished forty lenses?").hits
    assert library.status().documents


def test_what_makes_the_corpus_is_recorded_in_it(tmp_path: Path) -> None:
    (tmp_path / "oars.txt").write_text("Oars are of ash.", "utf-8")
    library = Library(tmp_path / "new", tmp_path / "index", "fake").acting_for("ana", Via.APP)
    with pytest.raises(CorpusError):
        library.build()
    assert not library.corpus.exists()
    library.add(tmp_path / "oars.txt")
    assert last(library) == (Action.ADD, "oars", "done")


def test_another_folder_may_be_named(
    corpus: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_AUDIT", str(tmp_path / "log"))
    Library(corpus, index, "fake").reset_calibration()
    assert len(list(AuditLog(tmp_path / "log").events())) == 1
    assert not (corpus / ".audit").exists()


def test_a_command_acts_for_the_user_of_the_system(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.library.core.user", lambda: "Ottoline")
    command(monkeypatch, "tag", "signed", "--corpus", str(corpus), "--index", str(index))
    (event,) = AuditLog(corpus / ".audit").events()
    assert (event.who, event.via) == ("Ottoline", Via.COMMAND)


def command(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr("sys.argv", ["cmp-search", *words])
    with pytest.raises(SystemExit):
        main()


def test_no_word_of_a_question_is_in_the_log(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = ("--corpus", str(library.corpus), "--index", library.index_address, "--model", "fake")
    question = f"Who polished {SECRET} lenses?"
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        json.dumps(
            {"lang": "en", "question": question, "doc": "harbour-2021", "answers": ["forty lenses"]}
        ),
        "utf-8",
    )
    library.ask(question)
    library.support(f"Ana polished {SECRET} lenses.")
    library.evaluate(read_questions([gold]))
    with pytest.raises(cmp_search.EvaluationError):
        library.calibrate(read_questions([gold]))
    command(monkeypatch, "ask", question, *places)
    command(monkeypatch, "support", question, *places)
    command(monkeypatch, "tag", "signed", *places[:4])
    assert {event.action for event in library.audit.events()} == {Action.CALIBRATE, Action.TAG}
    files = [path for path in library.audit.folder.rglob("*") if path.is_file()]
    assert files and not any(SECRET.encode() in path.read_bytes() for path in files)


READS = {
    *("acting_for", "ask", "check_index", "check_quotation", "close", "copy_of"),
    *("counterpart", "document", "document_status", "documents", "evaluate", "examine"),
    *("generation", "generations", "guide", "index", "last_addition", "passage", "propose"),
    *("searcher", "section", "status", "support", "verify", "verify_draft", "warm"),
}
"""Methods of `Library` that change neither texts nor index."""
BY_ANOTHER = {"remove": "take_out"}
"""Methods that are recorded by the one that they call."""


def test_whatever_is_no_reading_is_recorded() -> None:
    methods = dict(inspect.getmembers(Library, inspect.isfunction))
    public = {name for name in methods if not name.startswith("_")}
    recorded = {name for name in public if hasattr(methods[name], "__wrapped__")}
    assert recorded == public - READS - BY_ANOTHER.keys()
    assert set(BY_ANOTHER.values()) <= recorded


def test_a_recorded_method_is_documented_as_before() -> None:
    assert inspect.signature(Library.add).parameters.keys() >= {"file", "id", "details", "by"}
    assert (Library.add.__doc__ or "").startswith("Copy a file into the corpus")
