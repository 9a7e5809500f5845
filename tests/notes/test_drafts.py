"""Notes that the app keeps: by keys that cannot be guessed, each change on top of all before."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.errors import NoteError
from cmp_search.notes.drafts import Drafts
from cmp_search.notes.editing import add_words, new_note, remove_item, set_title
from cmp_search.notes.note import Note, OwnWords
from tests.raising import raises_code

NOTE = new_note("A note", "en")


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "deep" / "notes")


def test_a_note_is_kept_at_a_key_of_its_own(drafts: Drafts) -> None:
    keys = {drafts.keep(NOTE) for _ in range(20)}
    assert len(keys) == 20 and all(len(key) == 22 for key in keys)
    assert all(drafts.has(key) and drafts.read(key) == NOTE for key in keys)


@pytest.mark.parametrize(
    "key", ["", "x", "../a", "a" * 22, "/" * 22, "é" * 22, "../../notes/aaaaaaaaa", "a" * 23, "\0"]
)
def test_what_is_no_key_of_a_note_names_none(drafts: Drafts, key: str) -> None:
    drafts.keep(NOTE)
    assert not drafts.has(key)
    assert drafts.read(key) is None
    assert drafts.change(key, lambda note: note) is None
    assert len(list(drafts.folder.iterdir())) == 1


def test_a_key_leads_to_no_file_beside_the_folder(drafts: Drafts) -> None:
    key = drafts.keep(NOTE)
    inner = Drafts(drafts.folder / "inner")
    inner.keep(NOTE)
    assert inner.read(f"../{key}") is None


def test_a_change_gives_the_note_before_and_after(drafts: Drafts) -> None:
    key = drafts.keep(NOTE)
    after = replace(NOTE, title="Another")
    assert drafts.change(key, lambda note: set_title(note, "Another")) == (NOTE, after)
    assert drafts.read(key) == after


def test_an_edit_that_fails_changes_nothing(drafts: Drafts) -> None:
    key = drafts.keep(NOTE)
    with raises_code(NoteError, "note_no_item"):
        drafts.change(key, lambda note: remove_item(set_title(note, "Another"), "w9"))
    assert drafts.read(key) == NOTE


def test_a_damaged_note_is_there_but_not_read(drafts: Drafts) -> None:
    key = drafts.keep(NOTE)
    (path,) = drafts.folder.iterdir()
    path.write_text("{}", "utf-8")
    assert drafts.has(key)
    for read in (lambda: drafts.read(key), lambda: drafts.change(key, lambda note: note)):
        with pytest.raises(NoteError):
            read()


def test_changes_at_one_time_are_all_kept(drafts: Drafts) -> None:
    key = drafts.keep(NOTE)
    section = NOTE.sections[0].id

    def write(words: str) -> None:
        Drafts(drafts.folder).change(key, lambda note: add_words(note, section, words))

    words = [str(n) for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, words))
    kept = drafts.read(key)
    assert isinstance(kept, Note)
    items = [item for item in kept.items if isinstance(item, OwnWords)]
    assert sorted(item.text for item in items) == sorted(words)
    assert len({item.id for item in items}) == 40
