"""The commands of `cmp-search note`, and `rerun`; those that change words are in `note_edits`.

They import what they need when they run, as all commands do.
"""

from pathlib import Path
from typing import Annotated

import typer

from cmp_search.cli.citing import check_language, note_references
from cmp_search.cli.help import Commands, OneCommand
from cmp_search.cli.json_errors import with_json_errors
from cmp_search.cli.note_edits import (
    ItemId,
    NoteFile,
    move,
    remove,
    rename,
    section,
    set_,
    write,
)
from cmp_search.cli.options import (
    CorpusOption,
    IndexOption,
    JsonOption,
    ModelOption,
    PassageArgument,
    ReaderOption,
    library_of,
)
from cmp_search.cli.saying import say

note_app = typer.Typer(
    cls=Commands,
    help="Write a note: collect quotations, put your own words beside them, export it.",
    no_args_is_help=True,
)


@note_app.command("new", cls=OneCommand)
@with_json_errors
def new(
    file: NoteFile,
    title: Annotated[
        str, typer.Option(metavar="TITLE", help="The title.", show_default=False)
    ] = "",
    language: Annotated[
        str, typer.Option(metavar="CODE", help="Language of the note: en, fr or es.")
    ] = "en",
    json: JsonOption = False,
) -> None:
    """Begin a note with the usual headings."""
    from cmp_search.cli.note_view import show_note
    from cmp_search.notes.editing import new_note
    from cmp_search.notes.file import write_new
    from cmp_search.notes.file_format import note_bytes

    check_language(language)
    note = new_note(title, language)
    write_new(file, note_bytes(note))
    show_note(note, as_json=json)


@note_app.command("show", cls=OneCommand)
@with_json_errors
def show(file: NoteFile, json: JsonOption = False) -> None:
    """Show a note, with the ids of its sections and items."""
    from cmp_search.cli.note_view import show_note
    from cmp_search.notes.file import read_note

    show_note(read_note(file), as_json=json)


@note_app.command("add", cls=OneCommand)
@with_json_errors
def add(
    file: NoteFile,
    passage: PassageArgument,
    sentence: Annotated[
        str,
        typer.Option(
            metavar="WORDS", help="Only the sentences with these words.", show_default=False
        ),
    ] = "",
    words: Annotated[
        str, typer.Option(metavar="WORDS", help="Only these words.", show_default=False)
    ] = "",
    section: Annotated[
        str,
        typer.Option(
            metavar="HEADING",
            help="Heading of the section.",
            show_default="where the last one went",
        ),
    ] = "",
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Add a quotation of a passage, its sentence or some of its words."""
    from cmp_search.cli.note_view import show_added
    from cmp_search.notes.file import read_note, write_note
    from cmp_search.notes.places import section_named

    if sentence and words:
        raise typer.BadParameter("give --sentence or --words, not both")
    note = read_note(file)
    place = section_named(note, section).id if section else ""
    desk = library_of(corpus, index, model).notes
    if words:
        quote = desk.quote_words(passage, words)
    elif sentence:
        quote = desk.quote_sentences(passage, sentence)
    else:
        quote = desk.quote(passage)
    added = desk.add(note, quote, place)
    write_note(file, added.note)
    show_added(added, as_json=json)


for edit in (write, section, rename, move, remove):
    note_app.command(cls=OneCommand)(edit)
note_app.command("set", cls=OneCommand)(set_)
note_app.command("references", cls=OneCommand)(note_references)


@note_app.command("switch", cls=OneCommand)
@with_json_errors
def switch(
    file: NoteFile,
    item: ItemId,
    language: Annotated[
        str, typer.Argument(metavar="CODE", help="Language of the edition to quote.")
    ],
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Quote a passage in the words of another edition, if it is beyond doubt which they are."""
    from cmp_search.cli.note_view import show_note
    from cmp_search.notes.file import read_note, write_note

    before = read_note(file)
    note = library_of(corpus, index, model).notes.in_language(before, item, language)
    if note == before:
        say(f"{item} stays as it is: no other words in that language are certain.")
    write_note(file, note)
    show_note(note, as_json=json)


@note_app.command("merge", cls=OneCommand)
@with_json_errors
def merge(
    first: NoteFile,
    second: Annotated[Path, typer.Argument(metavar="OTHER", help="Another note.")],
    into: Annotated[
        Path, typer.Option(metavar="FILE", help="The file of both; may be one of them.")
    ],
    json: JsonOption = False,
) -> None:
    """Make one note of two; title and language are those of the first."""
    from cmp_search.cli.note_view import show_note
    from cmp_search.notes.file import read_note, write_new, write_note
    from cmp_search.notes.file_format import note_bytes
    from cmp_search.notes.merging import merge_notes

    note = merge_notes(read_note(first), read_note(second))
    if into.resolve() in (first.resolve(), second.resolve()):
        write_note(into, note)
    else:
        write_new(into, note_bytes(note))
    show_note(note, as_json=json)


@note_app.command("export", cls=OneCommand)
@with_json_errors
def export(
    file: NoteFile,
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The document: .docx, .md, .html or .txt.")
    ],
    json: JsonOption = False,
) -> None:
    """Write a note as a document with footnotes, excerpts and the record of its searches."""
    from cmp_search.cli.terminal import print_json
    from cmp_search.export import export as exported
    from cmp_search.export import format_of
    from cmp_search.notes.file import read_note, replace_file

    data = exported(read_note(file), format_of(out.suffix))
    replace_file(out, data)
    if json:
        print_json({"file": str(out), "bytes": len(data)})
    else:
        say(f"{out} is written.", errors=False)


@note_app.command("undo", cls=OneCommand)
@with_json_errors
def undo(file: NoteFile, json: JsonOption = False) -> None:
    """Take back the last change of a note; a second time restores it."""
    from cmp_search.cli.note_view import show_note
    from cmp_search.notes.file import read_note
    from cmp_search.notes.file import undo as undo_file

    undo_file(file)
    show_note(read_note(file), as_json=json)


@with_json_errors
def rerun(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A record, or a note with all of its searches.")
    ],
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    reader: ReaderOption = None,
    json: JsonOption = False,
) -> None:
    """Ask the questions of a record or note again, and say what has changed."""
    from cmp_search.cli.note_view import show_reruns
    from cmp_search.notes.file import read_searches

    searches = read_searches(file)
    desk = library_of(corpus, index, model, reader).notes
    show_reruns([desk.rerun(search) for search in searches], as_json=json)
