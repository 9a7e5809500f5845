import os
import shutil
import threading
from pathlib import Path

import pytest

from cmp_search.documents import durable
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import ForeignIndexError, MismatchError, NoIndexError
from cmp_search.index.build import build_index
from cmp_search.index.embedded import engine
from cmp_search.index.embedded import folder as index_folder
from cmp_search.index.embedded.folder import (
    LEFT_BEHIND,
    LOCK,
    WORK,
    current,
    locked,
    name_of_next,
    names_in,
    publish,
    withdraw,
)
from cmp_search.index.embedded.pointer import CURRENT, Pointer, read_pointer
from cmp_search.index.stored.names import KEPT
from cmp_search.search.searcher import open_searcher
from tests.raising import raises_code


def publish_text(index: Path, text: str) -> Path:
    """Publish a generation with one file."""
    with locked(index) as work:
        (work / "file").write_text(text)
        (work / "manifest.json").write_text(f'"{text}"')
        return publish(index, work, name_of_next(index))


def texts_of(index: Path) -> list[str]:
    """What the generations in the folder contain, the oldest first."""
    return [(index / name / "file").read_text() for name in sorted(names_in(index))]


def killed(*_: Path) -> None:
    raise KeyboardInterrupt


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


def test_the_generation_is_on_disk_before_the_pointer_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is flushed between the two renames, or a power cut leaves a pointer to nothing."""
    steps: list[str] = []
    sync, rename = durable._sync, os.replace

    def synced(path: Path, flags: int) -> None:
        steps.append(f"flush {path.name}")
        sync(path, flags)

    def renamed(source: Path, target: Path) -> None:
        steps.append(f"rename {source.name}")
        rename(source, target)

    publish_text(tmp_path, "one")
    monkeypatch.setattr(durable, "_sync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    publish_text(tmp_path, "two")
    folder = f"flush {tmp_path.name}"
    steps.remove("rename .lock.json.new")
    assert set(steps[:2]) == {"flush file", "flush manifest.json"}
    assert steps[2:] == [f"flush {WORK}", f"rename {WORK}", folder, "rename .CURRENT.new", folder]


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
        if target.name == CURRENT:
            seen.append((before, (current(index) / "file").read_text()))
        else:
            assert (current(index) / "file").read_text() == before

    monkeypatch.setattr(os, "replace", watch)
    publish_text(index, "two")
    assert seen == [("one", "two")]


def test_a_writer_killed_before_the_pointer_moves_leaves_the_last_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    publish_text(index, "one")
    with monkeypatch.context() as patch:
        patch.setattr(index_folder, "write_pointer", killed)
        with pytest.raises(KeyboardInterrupt):
            publish_text(index, "two")
    assert (current(index) / "file").read_text() == "one"
    publish_text(index, "three")
    assert (current(index) / "file").read_text() == "three"
    assert texts_of(index) == ["one", "three"]


def test_whoever_locks_clears_what_a_killed_writer_left_though_he_builds_nothing(
    tmp_path: Path,
) -> None:
    publish_text(tmp_path, "one")
    before = {path.name for path in tmp_path.iterdir()}
    shutil.copytree(current(tmp_path), tmp_path / "g000002-0123abcd")  # Published by nobody.
    for name in LEFT_BEHIND:
        (tmp_path / name).write_text("half")
    (tmp_path / WORK).mkdir()
    with locked(tmp_path):
        pass
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("damage", ["cut", "flipped", "missing", "not text"])
def test_a_damaged_pointer_removes_no_generation(tmp_path: Path, damage: str) -> None:
    for text in ("one", "two", "three"):
        publish_text(tmp_path, text)
    path = tmp_path / CURRENT
    written = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        flipped = written.replace(b" ", b"!", 1)
        path.write_bytes({"cut": written[:80], "flipped": flipped, "not text": b"\xff"}[damage])
    with locked(tmp_path):
        pass
    assert texts_of(tmp_path) == ["one", "two", "three"]
    publish_text(tmp_path, "four")
    assert texts_of(tmp_path) == ["two", "three", "four"]
    assert read_pointer(tmp_path).is_whole


def test_a_kept_generation_that_is_lost_costs_no_other(tmp_path: Path) -> None:
    lost, *_ = [publish_text(tmp_path, text) for text in ("one", "two", "three")]
    shutil.rmtree(lost)
    publish_text(tmp_path, "four")
    assert texts_of(tmp_path) == ["two", "three", "four"]


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
    shutil.rmtree(old)
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
