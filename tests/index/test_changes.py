"""Whether a corpus has changed since its index: true, cheap, and never by times alone."""

import os
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from errno import EACCES
from pathlib import Path
from unittest.mock import patch

import pytest

from cmp_search.documents.source import hash_or_empty
from cmp_search.index import changes
from cmp_search.index.changes import GOOD_FOR, CorpusWatch
from cmp_search.index.embedded.engine import roll_back
from cmp_search.index.embedded.folder import LEFT_BEHIND, MEMORY
from cmp_search.index.engines import open_index
from tests.documents.refusing import refuse_folder
from tests.index.building import build

Says = Callable[[], list[str]]


@pytest.fixture
def index(corpus: Path, tmp_path: Path) -> Path:
    build(corpus, tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture
def says(corpus: Path, index: Path) -> Says:
    """The codes of what a new process would say."""

    def says() -> list[str]:
        with closing(open_index(str(index))) as opened:
            return [one.code for one in CorpusWatch(corpus, str(index)).caveats(opened)]

    return says


def aged(folder: Path, by: float) -> None:
    """Let all files of a folder be of another time."""
    for path in folder.rglob("*"):
        os.utime(path, (time.time() - by, time.time() - by))


def test_nothing_is_said_of_a_corpus_as_it_was_indexed(says: Says, index: Path) -> None:
    assert says() == says() == [] and (index / MEMORY).exists()


def test_nothing_is_said_of_a_corpus_that_cannot_be_looked_through(
    corpus: Path, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "more").mkdir()
    refuse_folder(corpus / "more", EACCES, monkeypatch)
    assert says() == []


def test_whatever_a_build_would_do_is_said_until_it_is_done(
    corpus: Path, index: Path, says: Says
) -> None:
    text, catalogue = corpus / "harbour-2021.md", corpus / "catalogue.toml"
    for change in (
        lambda: (corpus / "new.md").write_text("# New\n\nThe lamps are lit.", "utf-8"),
        lambda: text.write_text(text.read_text("utf-8").replace("forty", "fifty"), "utf-8"),
        lambda: (corpus / "new.md").unlink(),
        lambda: catalogue.write_text(
            catalogue.read_text("utf-8").replace("Harbour", "Haven", 1), "utf-8"
        ),
        lambda: catalogue.write_text(
            catalogue.read_text("utf-8") + '\n[[acronym]]\nen = ["HWG", "Harbour Group"]\n', "utf-8"
        ),
    ):
        change()
        assert says() == says() == ["corpus_changed"]
        build(corpus, index)
        assert says() == says() == []


def test_a_text_of_the_same_size_and_an_older_time_is_another(corpus: Path, says: Says) -> None:
    text = corpus / "harbour-2021.md"
    assert says() == []
    at = text.stat().st_mtime - 1000
    text.write_text(text.read_text("utf-8").replace("forty", "fifty"), "utf-8")
    os.utime(text, (at, at))
    assert says() == ["corpus_changed"]


def test_a_text_that_is_changed_within_the_moment_of_the_look_is_another(
    corpus: Path, index: Path
) -> None:
    text = corpus / "harbour-2021.md"
    before, old = changes.Look(), text.stat()
    seen = changes._files(corpus, before)
    look = changes.Look(time.time_ns(), "g", is_indexed=True, files=seen)
    name = text.name
    assert not seen[name].is_settled(look.taken)
    assert seen[name].is_settled(look.taken + changes.SETTLED + 10**9)
    assert seen[name][:2] == (old.st_size, old.st_mtime_ns)


def test_other_times_alone_are_no_change_and_what_was_hashed_is_remembered(
    corpus: Path, index: Path, says: Says
) -> None:
    aged(corpus, 50_000)
    with patch.object(changes, "SETTLED", 0):
        assert says() == []
        with patch.object(changes, "hash_or_empty", side_effect=AssertionError):
            assert says() == []


def test_what_changes_nothing_that_is_indexed_is_no_change(corpus: Path, says: Says) -> None:
    with (corpus / "catalogue.toml").open("a") as file:
        file.write("\n# A comment.\n")
    (corpus / ".hidden").write_text("x")
    assert says() == []


def test_a_copy_of_both_says_nothing_and_learns_its_times(
    corpus: Path, index: Path, tmp_path: Path, says: Says
) -> None:
    assert says() == []
    copy = tmp_path / "copy"
    shutil.copytree(corpus, copy / "corpus")
    shutil.copytree(index, copy / "index")
    aged(copy / "corpus", 7)
    with closing(open_index(str(copy / "index"))) as opened:
        assert CorpusWatch(copy / "corpus", str(copy / "index")).caveats(opened) == ()


def test_going_back_says_that_the_corpus_is_newer(corpus: Path, index: Path, says: Says) -> None:
    (corpus / "new.md").write_text("# New\n\nThe lamps are lit.", "utf-8")
    build(corpus, index)
    assert says() == []
    roll_back(str(index), "")
    assert says() == says() == ["corpus_changed"]
    build(corpus, index)
    assert says() == []


def test_a_file_that_failed_is_no_change_until_it_is_another(
    corpus: Path, index: Path, says: Says
) -> None:
    (corpus / "bad.pdf").write_bytes(b"no PDF")
    assert says() == ["corpus_changed"]
    build(corpus, index)
    assert says() == []
    (corpus / "bad.pdf").write_bytes(b"on PDF")
    assert says() == ["corpus_changed"]


def test_a_corpus_that_is_gone_is_not_compared(corpus: Path, says: Says) -> None:
    corpus.rename(corpus.with_name("elsewhere"))
    assert says() == []


def test_a_corpus_without_a_text_or_with_a_wrong_catalogue_has_changed(
    corpus: Path, says: Says
) -> None:
    (corpus / "catalogue.toml").write_text("[[document", "utf-8")
    assert says() == ["corpus_changed"]
    shutil.rmtree(corpus)
    corpus.mkdir()
    assert says() == ["corpus_changed"]


def test_what_cannot_be_opened_is_not_compared(corpus: Path, says: Says) -> None:
    text = corpus / "harbour-2021.md"
    text.touch()
    real = hash_or_empty
    with patch.object(changes, "hash_or_empty", lambda path: "" if path == text else real(path)):
        assert says() == []


def test_a_damaged_memory_is_not_believed(corpus: Path, index: Path, says: Says) -> None:
    (corpus / "new.md").write_text("# New\n\nThe lamps are lit.", "utf-8")
    assert says() == ["corpus_changed"]
    data = (index / MEMORY).read_bytes()
    assert b'"is_indexed": false' in data
    for damaged in (
        data.replace(b'"is_indexed": false', b'"is_indexed": true'),
        data[:-9],
        b"",
        b"\xff\n[]",
    ):
        (index / MEMORY).write_bytes(damaged)
        assert says() == ["corpus_changed"]


def test_an_index_that_cannot_be_written_says_the_same(
    corpus: Path, index: Path, says: Says
) -> None:
    with patch.object(changes, "beside", lambda _: Path("/proc/none")):
        assert says() == []
    assert not (index / MEMORY).exists()


def test_what_a_killed_process_left_is_no_hindrance(corpus: Path, index: Path, says: Says) -> None:
    (left,) = (index / name for name in LEFT_BEHIND if MEMORY in name)
    left.write_bytes(b"half")
    assert says() == [] and not (index / MEMORY).exists()
    build(corpus, index)
    assert not left.exists()
    assert says() == [] and (index / MEMORY).exists()


def test_many_who_ask_at_once_look_once(corpus: Path, index: Path) -> None:
    with closing(open_index(str(index))) as opened:
        watch, now = CorpusWatch(corpus, str(index)), [time.monotonic()]
        with (
            patch.object(changes, "_files", wraps=changes._files) as looked,
            patch.object(time, "monotonic", lambda: now[0]),
        ):
            for _ in range(50):
                assert watch.caveats(opened) == ()
            (corpus / "new.md").write_text("# New\n\nThe lamps are lit.", "utf-8")
            assert watch.caveats(opened) == () and looked.call_count == 1
            now[0] += GOOD_FOR
            assert len(watch.caveats(opened)) == 1 and looked.call_count == 2
