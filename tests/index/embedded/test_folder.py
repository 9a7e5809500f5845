import os
import shutil
import threading
from pathlib import Path

import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import ForeignIndexError, MismatchError, NoIndexError
from cmp_search.index.build import build_index
from cmp_search.index.embedded import engine
from cmp_search.index.embedded import folder as index_folder
from cmp_search.index.embedded.folder import (
    CURRENT,
    LOCK,
    WORK,
    current,
    locked,
    next_name,
    publish,
)
from cmp_search.search.searcher import open_searcher
from tests.raising import raises_code


def publish_text(index: Path, text: str) -> Path:
    """Publish a generation with one file."""
    with locked(index) as work:
        (work / "file").write_text(text)
        return publish(index, work, next_name(index))


def killed(*_: Path) -> None:
    raise KeyboardInterrupt


def test_the_pointer_names_the_last_generation(tmp_path: Path) -> None:
    index = tmp_path / "index"
    for text in ("one", "two", "three"):
        publish_text(index, text)
    assert current(index).name == "g000003"
    assert (current(index) / "file").read_text() == "three"


def test_generations_that_are_not_current_are_removed_and_nothing_else_is_left(
    tmp_path: Path,
) -> None:
    index = tmp_path / "index"
    publish_text(index, "one")
    publish_text(index, "two")
    assert {path.name for path in index.iterdir()} == {CURRENT, LOCK, "g000002"}


def test_the_pointer_is_replaced_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    publish_text(index, "one")
    seen: list[tuple[str, str]] = []
    replace = os.replace

    def watch(source: Path, target: Path) -> None:
        before = (current(index) / "file").read_text()
        replace(source, target)
        seen.append((before, (current(index) / "file").read_text()))

    monkeypatch.setattr(os, "replace", watch)
    publish_text(index, "two")
    assert seen == [("one", "two")]


def test_a_writer_killed_before_the_pointer_moves_leaves_the_last_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    publish_text(index, "one")
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            publish_text(index, "two")
    assert (current(index) / "file").read_text() == "one"
    publish_text(index, "three")
    assert (current(index) / "file").read_text() == "three"
    assert {path.name for path in index.iterdir()} == {CURRENT, LOCK, "g000003"}


def test_leftover_work_is_cleared(tmp_path: Path) -> None:
    (tmp_path / WORK / "deep").mkdir(parents=True)
    (tmp_path / WORK / "litter").write_text("x")
    with locked(tmp_path) as work:
        assert list(work.iterdir()) == []
    assert not work.exists()


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


@pytest.mark.parametrize("name", ["g1", "g²", "g00001x", "generation", "g-000001", "G000001"])
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
    assert next_name(tmp_path / "index") == "g000002"


def test_a_pointer_that_moves_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_text(tmp_path, "one")
    read = index_folder._read_pointer
    stale = iter(["g000000"])
    monkeypatch.setattr(index_folder, "_read_pointer", lambda folder: next(stale, read(folder)))
    assert current(tmp_path).name == "g000001"


def test_a_reader_keeps_its_generation_while_a_new_one_is_published(
    corpus: Path, index: Path
) -> None:
    reader = open_searcher(str(index), FakeEncoder())
    before = reader.ask("Who polished forty lenses?")
    (corpus / "harbour-2021.md").write_text("# Nothing\n\nAll gone, every word.\n", "utf-8")
    build_index(corpus, str(index), FakeEncoder(), "fake")
    assert current(index).name != before.search_record.generation
    after = reader.ask("Who polished forty lenses?")
    assert after.hits == before.hits
    reader.close()


def test_a_generation_that_vanishes_while_it_is_opened_gives_way_to_the_next(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = current(index)
    (corpus / "note.txt").write_text("One more text, about oars.", "utf-8")
    build_index(corpus, str(index), FakeEncoder(), "fake")
    answers = iter([old])
    monkeypatch.setattr(
        "cmp_search.index.embedded.engine.current_folder",
        lambda folder: next(answers, current(folder)),
    )
    opened = engine.open(str(index))
    assert opened.folder == current(index) != old
    opened.close()
    answers = iter([old])
    unsearchable = engine.open(str(index), searchable=False)
    assert unsearchable.folder == opened.folder
    unsearchable.close()


@pytest.mark.parametrize("name", ["texts.sqlite", "passages.faiss", "sentences.faiss"])
@pytest.mark.parametrize("how", ["other bytes", "cut off", "missing"])
def test_a_damaged_file_is_named_with_what_to_do(index: Path, name: str, how: str) -> None:
    path = current(index) / name
    content = path.read_bytes()
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(b"\x07" * len(content) if how == "other bytes" else content[:-100])
    with pytest.raises(MismatchError) as caught:
        engine.open(str(index))
    assert caught.value.code in ("index_broken", "file_changed", "texts_broken", "index_damaged")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": 0}', '{"schema": 1}', "\0"])
def test_a_damaged_manifest_is_named(index: Path, text: str) -> None:
    (current(index) / "manifest.json").write_text(text)
    for searchable in (True, False):
        with pytest.raises(MismatchError) as caught:
            engine.open(str(index), searchable=searchable)
        assert caught.value.code in ("index_damaged", "other_schema")


def test_an_index_that_was_copied_elsewhere_still_opens(index: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(index, tmp_path / "copy of #index?")
    opened = open_searcher(str(copy), FakeEncoder())
    assert opened.ask("Who polished forty lenses?").hits
    opened.close()
