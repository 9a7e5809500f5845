"""Opening: nothing damaged is used, what is whole opens instead, and large files are watched."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from cmp_search.errors import MismatchError, NoIndexError
from cmp_search.index.embedded import checked_files, engine
from cmp_search.index.embedded.checked_files import CheckedFiles
from cmp_search.index.embedded.files import DATA_FILES, FileSum
from cmp_search.index.embedded.folder import current
from cmp_search.index.embedded.pointer import CURRENT
from cmp_search.search.reopening import Reopening
from tests.index.building import build
from tests.raising import raises_code

FILES = (*DATA_FILES, "manifest.json")


def flip(path: Path, place: float = 0.5) -> None:
    """Change one bit in the middle of a file, or at another share of its length."""
    content = bytearray(path.read_bytes())
    content[int(place * (len(content) - 1))] ^= 4
    path.write_bytes(content)


def with_older(corpus: Path, index: Path) -> tuple[Path, Path]:
    """Build once more, and keep the generation before; returns both, the current one first."""
    older = current(index)
    kept = shutil.copytree(older, index.with_name("kept"))
    (corpus / "new.md").write_text("# New\n\nThe lamps are lit.", "utf-8")
    build(corpus, index)
    shutil.move(kept, older)
    return current(index), older


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Have all files taken for large ones, and checked only when this is called."""
    go, check = Event(), CheckedFiles._check_large

    def wait(files: CheckedFiles) -> None:
        go.wait()
        check(files)

    monkeypatch.setattr(checked_files, "WHOLE", 0)
    monkeypatch.setattr(CheckedFiles, "_check_large", wait)
    yield go.set
    go.set()


@pytest.mark.parametrize("place", [0, 0.01, 0.3, 0.7, 1])
@pytest.mark.parametrize("name", FILES)
def test_a_flipped_bit_is_one_line(index: Path, name: str, place: float) -> None:
    flip(current(index) / name, place)
    with pytest.raises(MismatchError) as caught:
        engine.open(str(index))
    assert caught.value.code in ("file_changed", "index_damaged")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", FILES)
def test_the_newest_whole_generation_opens_instead(corpus: Path, index: Path, name: str) -> None:
    newest, older = with_older(corpus, index)
    flip(newest / name)
    opened = engine.open(str(index))
    (caveat,) = opened.caveats()
    assert opened.manifest.generation == older.name
    assert caveat.code == "older_generation"
    assert caveat.parameters["generation"] == older.name
    assert caveat.parameters["date"] == opened.manifest.created
    assert isinstance(caveat.parameters["reason"], dict)
    opened.close()
    report = build(corpus, index)
    assert (report.rebuild_reason, report.added) == (None, ("new",)), (
        "it goes on from the whole one"
    )
    healed = engine.open(str(index))
    assert healed.caveats() == () and "new" in {entry.id for entry in healed.entries()}
    healed.close()


def test_what_is_as_the_corpus_but_damaged_is_replaced(corpus: Path, index: Path) -> None:
    newest, _ = with_older(corpus, index)
    (corpus / "new.md").unlink()
    flip(newest / "texts.sqlite")
    build(corpus, index)
    opened = engine.open(str(index))
    assert opened.caveats() == ()
    opened.close()


@pytest.mark.parametrize("pointer", [b"g000009\n", b"g00000\xb2\n", b"", b"x"])
def test_a_damaged_pointer_leads_to_the_newest_generation(index: Path, pointer: bytes) -> None:
    name = current(index).name
    (index / CURRENT).write_bytes(pointer)
    opened = engine.open(str(index))
    (caveat,) = opened.caveats()
    assert (caveat.code, caveat.parameters["generation"]) == ("older_generation", name)
    opened.close()
    assert engine.current(str(index)).startswith(name)


def test_what_was_withdrawn_is_not_opened(index: Path) -> None:
    (index / CURRENT).unlink()
    for look in (engine.open, engine.current):
        with raises_code(NoIndexError, "no_index"):
            look(str(index))


def test_another_schema_is_not_damage(corpus: Path, index: Path) -> None:
    newest, _ = with_older(corpus, index)
    (newest / "manifest.json").write_text('{"schema": 10}', "utf-8")
    with raises_code(MismatchError, "other_schema"):
        engine.open(str(index))


def test_a_large_index_has_a_caveat_until_it_is_checked(
    index: Path, large: Callable[[], None]
) -> None:
    opened = engine.open(str(index))
    assert [caveat.code for caveat in opened.caveats()] == ["unchecked"]
    assert opened.entries() and opened.off_topic.shape[0]
    large()
    opened._files.finish()
    assert opened.caveats() == ()
    opened.close()


@pytest.mark.parametrize("name", DATA_FILES)
def test_damage_in_a_large_index_ends_all_answers_and_is_remembered(
    corpus: Path, index: Path, large: Callable[[], None], name: str
) -> None:
    newest, older = with_older(corpus, index)
    reopening = Reopening(str(index))
    first = reopening.index()
    flip(newest / name, 0.999)
    large()
    with raises_code(MismatchError, "file_changed", file=str(newest / name)):
        first._files.finish()  # type: ignore[attr-defined]
    for look in (first.entries, first.caveats):
        with raises_code(MismatchError, "file_changed"):
            look()
    then = reopening.index()
    assert then.manifest.generation == older.name
    assert "older_generation" in [caveat.code for caveat in then.caveats()]
    reopening.close()
    # The errors that were caught refer to both, and so in a circle, which Python takes apart in any
    # order: perhaps a connection before what closes it.
    for opened in (first, then):
        opened.close()


def test_a_mapped_file_that_shrinks_is_one_line(index: Path, large: Callable[[], None]) -> None:
    opened = engine.open(str(index))
    path = current(index) / "sentences.faiss"
    os.truncate(path, 100)
    with raises_code(MismatchError, "file_changed", file=str(path)):
        opened.sentence_vectors.vectors([1])
    with raises_code(MismatchError, "file_changed", file=str(path)):
        opened.sentence_vectors.search(opened.off_topic[0], 3)
    path.unlink()
    assert len(opened.passage_vectors.vectors([1])) == 1
    opened.close()


def test_a_damaged_number_of_a_vector_does_not_take_all_memory(
    index: Path, large: Callable[[], None]
) -> None:
    path = current(index) / "passages.faiss"
    content = bytearray(path.read_bytes())
    content[-4] ^= 1  # Bit 32 of the last number.
    path.write_bytes(content)
    opened = engine.open(str(index))
    with pytest.raises(RuntimeError, match="numbers"):
        opened.passage_vectors.vectors([1])
    large()
    with raises_code(MismatchError, "file_changed"):
        opened.vectors_of("harbour-2021")
    opened.close()


def test_what_damage_makes_a_library_raise_is_one_line(
    index: Path, large: Callable[[], None]
) -> None:
    opened = engine.open(str(index))
    flip(current(index) / "texts.sqlite", 0.999)
    large()

    def broken() -> None:
        raise KeyError(7)

    opened.texts.entries = broken  # type: ignore[assignment, method-assign]
    with raises_code(MismatchError, "file_changed"):
        opened.entries()
    opened.close()


def test_what_is_no_damage_is_raised_as_it_is(index: Path) -> None:
    opened = engine.open(str(index))
    with pytest.raises(LookupError):
        opened.outlines(["nobody"])
    opened.close()


def test_a_file_closed_before_it_was_checked_is_not_called_whole(
    tmp_path: Path, large: Callable[[], None]
) -> None:
    (tmp_path / "a").write_bytes(b"a")
    files = CheckedFiles(tmp_path, {"a": FileSum(1, hashlib.sha256(b"a").hexdigest())})
    assert files.content("a") is None
    files.start()
    files.close()
    large()
    files.finish()
    assert [caveat.code for caveat in files.caveats()] == ["unchecked"]
