import shutil
import threading
from pathlib import Path

import pytest

from cmp_search.errors import ForeignIndexError, NoIndexError
from cmp_search.index.embedded import folder as index_folder
from cmp_search.index.embedded.folder import LOCK, current, locked, name_of_next, withdraw
from cmp_search.index.embedded.pointer import CURRENT, Pointer, read_pointer
from cmp_search.index.stored.names import KEPT
from tests.index.embedded.publishing import publish_text, texts_of
from tests.raising import raises_code


def test_the_pointer_names_the_last_generation(tmp_path: Path) -> None:
    index = tmp_path / "index"
    for text in ("one", "two", "three"):
        publish_text(index, text)
    assert current(index).name.startswith("g000003-")
    assert (current(index) / "file").read_text() == "three"


def test_the_last_generations_are_kept_and_nothing_else_is_left(tmp_path: Path) -> None:
    index = tmp_path / "index"
    names = [publish_text(index, text).name for text in ("one", "two", "three", "four", "five")]
    assert KEPT == 3
    assert {path.name for path in index.iterdir()} == {CURRENT, LOCK, *names[-KEPT:]}
    assert read_pointer(index).names == tuple(reversed(names[-KEPT:]))


def test_no_name_is_given_twice(tmp_path: Path) -> None:
    index = tmp_path / "index"
    names = set()
    for _ in range(5):
        names.add(publish_text(index, "one").name)
        shutil.rmtree(index)
    assert len(names) == 5
    assert all(name.startswith("g000001-") for name in names)


def test_the_pointer_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    publish_text(tmp_path, "one").rename(tmp_path / "g000007")
    (tmp_path / CURRENT).write_text("g000007\n")
    assert current(tmp_path).name == "g000007"
    assert publish_text(tmp_path, "two").name.startswith("g000008-")
    assert texts_of(tmp_path) == ["one", "two"]


def test_what_is_withdrawn_is_kept_but_not_current(tmp_path: Path) -> None:
    publish_text(tmp_path, "one")
    with locked(tmp_path):
        withdraw(tmp_path)
    with raises_code(NoIndexError, "no_index"):
        current(tmp_path)
    assert texts_of(tmp_path) == ["one"]
    publish_text(tmp_path, "two")
    assert texts_of(tmp_path) == ["one", "two"]


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    steps: list[str] = []
    inside, leave = threading.Event(), threading.Event()

    def first() -> None:
        with locked(tmp_path):
            inside.set()
            leave.wait()
            steps.append("first leaves")

    def second() -> None:
        with locked(tmp_path) as work:
            steps.append("second enters")
            assert work.is_dir()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    inside.wait()
    threads[1].start()
    threads[1].join(0.2)
    assert steps == []
    leave.set()
    for thread in threads:
        thread.join()
    assert steps == ["first leaves", "second enters"]


def test_a_folder_of_something_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    for attempt in (current, lambda folder: locked(folder).__enter__()):
        with raises_code(ForeignIndexError, "index_foreign", name="thesis.docx"):
            attempt(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize(
    "name",
    ["g1", "g²", "g00001x", "generation", "g-000001", "G000001", "g000001-", "g000001-0123ABCD"],
)
def test_a_folder_that_only_looks_like_a_generation_is_something_else(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).mkdir()
    with raises_code(ForeignIndexError, "index_foreign"):
        publish_text(tmp_path, "one")
    assert (tmp_path / name).is_dir()


@pytest.mark.parametrize("name", [".gitignore", ".gitkeep", "README.md", ".DS_Store", "Thumbs.db"])
def test_what_file_managers_leave_may_stay(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    publish_text(tmp_path, "one")
    assert (tmp_path / name).is_file()


def test_a_file_is_no_index_folder(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("")
    with raises_code(ForeignIndexError, "index_is_file"):
        current(tmp_path / "index")


@pytest.mark.parametrize("pointer", ["", "g000001\n", "../corpus", "g000001/../..", "\0"])
def test_a_pointer_to_nothing_is_no_index(tmp_path: Path, pointer: str) -> None:
    (tmp_path / CURRENT).write_text(pointer)
    with raises_code(NoIndexError, "generation_lost" if pointer else "no_index"):
        current(tmp_path)


def test_there_is_no_index_before_the_first_build(tmp_path: Path) -> None:
    with raises_code(NoIndexError, "no_index"):
        current(tmp_path / "nowhere")
    publish_text(tmp_path / "index", "one")
    assert name_of_next(tmp_path / "index").startswith("g000002-")


def test_a_pointer_that_moves_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = publish_text(tmp_path, "one")
    stale = iter([Pointer("g000000")])
    monkeypatch.setattr(
        index_folder, "read_pointer", lambda folder: next(stale, read_pointer(folder))
    )
    assert current(tmp_path) == published
