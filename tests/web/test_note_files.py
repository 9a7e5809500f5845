"""The note as files: exports are those of `export`, and a note's own file is opened and merged."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.export import ExportFormat
from cmp_search.locales import interfaces, messages_for
from cmp_search.notes.drafts import Drafts
from cmp_search.notes.editing import new_note, set_title
from cmp_search.notes.file import NOTE_SUFFIX
from cmp_search.notes.file_format import note_bytes
from cmp_search.notes.note import Note
from cmp_search.web.note_files import TYPES, _file_name
from tests.web.conftest import Open, note_of

WORDS = messages_for("en")


def press(page: AppTest, name: str) -> None:
    next(one for one in page.button if one.label == WORDS(name)).click().run()
    assert not page.exception


def upload(page: AppTest, data: bytes, name: str = f"mine{NOTE_SUFFIX}") -> None:
    page.file_uploader[0].set_value([(name, data, "application/json")]).run()
    assert not page.exception


def downloads(page: AppTest) -> list[str]:
    """The labels of the buttons that give a file."""
    return [one.proto.label for one in page.get("download_button")]


@pytest.mark.parametrize("language", interfaces())
def test_every_format_has_a_button(open_page: Open, key: str, language: str) -> None:
    words = messages_for(language)
    labels = downloads(open_page("note", note=key, lang=language))
    assert labels[0] == words("export_as.docx")
    assert set(labels) == {
        *(words(f"export_as.{format.value}") for format in ExportFormat),
        *(words(f"references.{kind}") for kind in ("csl-json", "ris", "bibtex")),
        words("note.save"),
    }
    assert set(TYPES) == set(ExportFormat)


def test_a_note_without_quotations_has_no_sources(open_page: Open, drafts: Drafts) -> None:
    labels = downloads(open_page("note", note=drafts.keep(new_note("Empty", "en"))))
    assert WORDS("references.ris") not in labels and WORDS("export_as.docx") in labels


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Lenses and Bread", "lenses-and-bread"),
        ("L’été à Québec : enjeux", "l-ete-a-quebec-enjeux"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON <>:|?*\\ \n nul", "con-nul"),
        ("", "note"),
        ("–", "note"),
        ("x" * 500, "x" * 60),
    ],
)
def test_a_file_is_named_by_the_title(title: str, name: str) -> None:
    found = _file_name(set_title(new_note("", "en"), title), WORDS)
    assert found == name
    assert re.fullmatch(r"[\w-]{1,60}", found)


def test_a_saved_note_is_opened_and_the_one_before_stays(
    open_page: Open, key: str, note: Note, drafts: Drafts
) -> None:
    page = open_page("note")
    upload(page, note_bytes(note))
    assert WORDS("note.merge") not in [one.label for one in page.button]
    press(page, "note.open_it")
    opened = page.session_state["note_key"]
    assert opened != key
    assert note_of(page, drafts) == note
    assert not page.file_uploader[0].value
    upload(page, note_bytes(new_note("Another", "fr")))
    press(page, "note.open_it")
    assert note_of(page, drafts).title == "Another"
    assert drafts.read(opened) == note


def test_a_file_is_merged_and_that_is_undone(
    open_page: Open, key: str, note: Note, drafts: Drafts
) -> None:
    other = drafts.keep(new_note("Another", "en"))
    page = open_page("note", note=other)
    upload(page, note_bytes(note))
    press(page, "note.merge")
    merged = note_of(page, drafts)
    assert [one.quote for one in merged.quotations] == [one.quote for one in note.quotations]
    assert merged.title == "Another"
    press(page, "note.undo")
    assert not note_of(page, drafts).quotations


def test_a_new_note_is_begun(open_page: Open, key: str, note: Note, drafts: Drafts) -> None:
    page = open_page("note", note=key)
    press(page, "note.new")
    assert note_of(page, drafts) == new_note(WORDS("note.untitled"), "en")
    assert drafts.read(key) == note


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b'{"kind": "note", "schema": 99}'])
@pytest.mark.parametrize("button", ["note.open_it", "note.merge"])
def test_a_file_that_is_no_note_is_refused_by_its_name(
    open_page: Open, key: str, note: Note, drafts: Drafts, data: bytes, button: str
) -> None:
    page = open_page("note", note=key)
    upload(page, data, "![x](y).json")
    press(page, button)
    assert len(page.error) == 1
    assert "![x](y)" not in page.error[0].value and "x\\]" in page.error[0].value
    assert page.session_state["note_key"] == key
    assert note_of(page, drafts) == note
