"""The note as files: exported, kept by the visitor, opened again, merged."""

from functools import partial

import streamlit as st

from cmp_search.citations.references import ReferenceFormat, references, write_references
from cmp_search.errors import NoteError
from cmp_search.export import ExportFormat, export
from cmp_search.gate.limits import MEGABYTE
from cmp_search.language.normalisation import fold
from cmp_search.locales import Messages
from cmp_search.notes.editing import new_note
from cmp_search.notes.file import NOTE_SUFFIX
from cmp_search.notes.file_format import MAX_BYTES, note_bytes, parse_note
from cmp_search.notes.merging import merge_notes
from cmp_search.notes.note import Note
from cmp_search.web.error_view import error_sentence
from cmp_search.web.note_draft import change_note, keep_note
from cmp_search.web.note_edits import PROBLEM
from cmp_search.web.rendering import element

TYPES = {
    ExportFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ExportFormat.MARKDOWN: "text/markdown",
    # As a page of this server it could be opened within the app; it is only to be saved.
    ExportFormat.HTML: "application/octet-stream",
    ExportFormat.TEXT: "text/plain",
}
SUFFIXES = {
    ReferenceFormat.CSL_JSON: ".csl.json",
    ReferenceFormat.RIS: ".ris",
    ReferenceFormat.BIBTEX: ".bib",
}
FILE = "note-file"
MAX_NAME = 60
"""Most characters of a file's name."""


def show_export(note: Note, messages: Messages) -> None:
    """Buttons that export the note, and its sources for reference managers."""
    name = _file_name(note, messages)
    _export_button(note, ExportFormat.DOCX, name, messages)
    with st.popover(messages("note.formats")):
        for format in TYPES:
            if format is not ExportFormat.DOCX:
                _export_button(note, format, name, messages)
        if not note.quotations:
            return
        st.write(messages("note.references"))
        cited = [(q.quote.citation, q.quote.accessed) for q in note.quotations]
        sources = references(cited, note.language)
        for kind, suffix in SUFFIXES.items():
            st.download_button(
                messages(f"references.{kind.value}"),
                partial(write_references, sources, kind),
                f"{name}{suffix}",
                on_click="ignore",
            )


def _export_button(note: Note, format: ExportFormat, name: str, messages: Messages) -> None:
    """A button that exports the note when it is clicked."""
    st.download_button(
        messages(f"export_as.{format.value}"),
        partial(export, note, format),
        f"{name}.{format.value}",
        TYPES[format],
        on_click="ignore",
        type="primary" if format is ExportFormat.DOCX else "secondary",
    )


def show_files(note: Note | None, messages: Messages) -> None:
    """The note's own file, and opening or merging another."""
    st.header(messages("note.files"), anchor=False)
    if note is not None:
        st.write(messages("note.kept"))
        with st.container(horizontal=True):
            st.download_button(
                messages("note.save"),
                partial(note_bytes, note),
                f"{_file_name(note, messages)}{NOTE_SUFFIX}",
                "application/json",
                on_click="ignore",
            )
            st.button(messages("note.new"), on_click=_begin, args=(messages,))
    st.html(element("upload_label", messages("jobs.choose")))
    turn = st.session_state.setdefault("note-file-turn", 0)
    label, key = messages("note.open_file"), f"{FILE}-{turn}"
    file = st.file_uploader(label, ["json"], key=key, max_upload_size=MAX_BYTES // MEGABYTE)
    if file is None:
        return
    with st.container(horizontal=True):
        data = file.getvalue()
        st.button(messages("note.open_it"), on_click=_open, args=(data, file.name, messages))
        if note is not None:
            st.button(messages("note.merge"), on_click=_merge, args=(data, file.name, messages))


def _open(data: bytes, name: str, messages: Messages) -> None:
    """Make the note in a file the visitor's; the one before stays at its address."""
    try:
        keep_note(parse_note(data, name))
        st.session_state["note-file-turn"] += 1
    except NoteError as error:
        st.session_state[PROBLEM] = error_sentence(error, messages)


def _merge(data: bytes, name: str, messages: Messages) -> None:
    try:
        other = parse_note(data, name)
        change_note(lambda note: merge_notes(note, other), messages)
        st.session_state["note-file-turn"] += 1
    except NoteError as error:
        st.session_state[PROBLEM] = error_sentence(error, messages)


def _begin(messages: Messages) -> None:
    """Begin a new note; the one before stays at its address."""
    keep_note(new_note(messages("note.untitled"), messages.language))


def _file_name(note: Note, messages: Messages) -> str:
    """The title as the name of a file that every system takes."""
    words = "".join(c if c.isalnum() else " " for c in fold(note.title)).split()
    return "-".join(words)[:MAX_NAME] or messages("page.note").lower()
