"""What tests of the note's page do on it."""

from streamlit.testing.v1 import AppTest

from cmp_search.locales import messages_for
from cmp_search.notes.note import Note

WORDS = messages_for("en")


def press(page: AppTest, key: str) -> None:
    """Press a button by its key."""
    next(one for one in page.button if one.key == key).click().run()
    assert not page.exception


def fill(page: AppTest, key: str, value: str) -> None:
    """Write into a field by its key."""
    fields = [*page.text_input, *page.text_area]
    next(one for one in fields if one.key == key).set_value(value).run()
    assert not page.exception


def choose(page: AppTest, key: str, value: object) -> None:
    """Choose from a list by its key."""
    next(one for one in page.selectbox if one.key == key).set_value(value).run()
    assert not page.exception


def undo(page: AppTest) -> None:
    """Undo the last change."""
    next(one for one in page.button if one.label == WORDS("note.undo")).click().run()
    assert not page.exception


def ids(note: Note, section: str) -> list[str]:
    """The ids of the items of a section."""
    return [item.id for one in note.sections if one.id == section for item in one.items]
