"""The commands of `cmp-search note` that change what is in a note; `note_commands` has the others.

They import what they need when they run, as all commands do.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cmp_search.citations.styles import Style
from cmp_search.cli.citing import check_language, style_named
from cmp_search.cli.json_errors import with_json_errors
from cmp_search.cli.options import JsonOption

if TYPE_CHECKING:
    from cmp_search.notes.note import Note

NoteFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="The note, a file that ends in .cmp-note.json.")
]
ItemId = Annotated[
    str, typer.Argument(metavar="ID", help="The id that `note show` lists, such as q7.")
]


@with_json_errors
def write(
    file: NoteFile,
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="Your own words; an empty line ends a paragraph.")
    ],
    section: Annotated[
        str,
        typer.Option(
            metavar="HEADING", help="Heading of the section to add them to.", show_default=False
        ),
    ] = "",
    replacing: Annotated[
        str, typer.Option(metavar="ID", help="Id of own words to replace.", show_default=False)
    ] = "",
    json: JsonOption = False,
) -> None:
    """Add words of your own, or replace some."""
    from cmp_search.notes.editing import add_words, edit_words
    from cmp_search.notes.places import section_named

    if bool(section) == bool(replacing):
        raise typer.BadParameter("give --section or --replacing")

    def change(note: "Note") -> "Note":
        if replacing:
            return edit_words(note, replacing, text)
        return add_words(note, section_named(note, section).id, text)

    _edit(file, change, as_json=json)


@with_json_errors
def move(
    file: NoteFile,
    item: ItemId,
    section: Annotated[
        str,
        typer.Option(
            metavar="HEADING", help="Heading of the section.", show_default="the one that it is in"
        ),
    ] = "",
    place: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Place in it.", show_default="the end")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Move a quotation, words of your own, or a section by its id, to another place."""
    from cmp_search.notes.editing import move_item, move_section
    from cmp_search.notes.places import END, home_of, section_named

    at = END if place is None else place - 1

    def change(note: "Note") -> "Note":
        if any(one.id == item for one in note.sections):
            return move_section(note, item, at)
        home = section_named(note, section) if section else home_of(note, item)
        return move_item(note, item, home.id, at)

    _edit(file, change, as_json=json)


@with_json_errors
def remove(file: NoteFile, item: ItemId, json: JsonOption = False) -> None:
    """Remove a quotation, words of your own, or a section with all that is in it."""
    from cmp_search.notes.editing import remove_item, remove_section

    def change(note: "Note") -> "Note":
        is_section = any(one.id == item for one in note.sections)
        return remove_section(note, item) if is_section else remove_item(note, item)

    _edit(file, change, as_json=json)


@with_json_errors
def rename(
    file: NoteFile,
    heading: Annotated[
        str, typer.Argument(metavar="HEADING", help="The heading, or the id of its section.")
    ],
    new_heading: Annotated[str, typer.Argument(metavar="NEW", help="The heading that it gets.")],
    json: JsonOption = False,
) -> None:
    """Change a heading."""
    from cmp_search.notes.editing import rename_section
    from cmp_search.notes.places import section_named

    def change(note: "Note") -> "Note":
        return rename_section(note, section_named(note, heading).id, new_heading)

    _edit(file, change, as_json=json)


@with_json_errors
def section(
    file: NoteFile,
    heading: Annotated[str, typer.Argument(metavar="HEADING", help="Its heading.")],
    json: JsonOption = False,
) -> None:
    """Add a section at the end."""
    from cmp_search.notes.editing import add_section

    _edit(file, lambda note: add_section(note, heading), as_json=json)


@with_json_errors
def set_(
    file: NoteFile,
    title: Annotated[
        str | None, typer.Option(metavar="TITLE", help="The title.", show_default=False)
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="CODE", help="Language of the note: en, fr or es.", show_default=False
        ),
    ] = None,
    style: Annotated[
        Style | None,
        typer.Option(
            parser=style_named,
            metavar="STYLE",
            help=f"Style of the citations: one of {', '.join(Style)}.",
            show_default=False,
        ),
    ] = None,
    short_form: Annotated[
        bool | None,
        typer.Option(
            "--short-form/--full-form",
            help="Whether a source cited again is cited in short.",
            show_default=False,
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Change the title, the language or how sources are cited; see what it is with `show`."""
    from cmp_search.notes.editing import set_language, set_short_form, set_style, set_title

    if language is not None:
        check_language(language)

    def change(note: "Note") -> "Note":
        note = note if title is None else set_title(note, title)
        note = note if language is None else set_language(note, language)
        note = note if style is None else set_style(note, style)
        return note if short_form is None else set_short_form(note, short_form=short_form)

    _edit(file, change, as_json=json)


def _edit(file: Path, change: Callable[["Note"], "Note"], *, as_json: bool) -> None:
    """Change a note in its file, and show it."""
    from cmp_search.cli.note_view import show_note
    from cmp_search.notes.file import read_note, write_note

    note = change(read_note(file))
    write_note(file, note)
    show_note(note, as_json=as_json)
