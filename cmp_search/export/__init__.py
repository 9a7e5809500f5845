"""Export: a note as a document that can be signed, printed or sent."""

from enum import StrEnum

from cmp_search.errors import NoteError
from cmp_search.notes.note import Note


class ExportFormat(StrEnum):
    """A format, by the suffix of its files."""

    DOCX = "docx"
    MARKDOWN = "md"
    HTML = "html"
    TEXT = "txt"


def format_of(suffix: str) -> ExportFormat:
    """The format of files with a suffix, such as ".docx", in any case.

    Raises:
        NoteError: notes are not exported in that format.
    """
    name = suffix.removeprefix(".").lower()
    if name not in set(ExportFormat):
        raise NoteError("export_format", suffix=suffix, formats=[f".{one}" for one in ExportFormat])
    return ExportFormat(name)


def export(note: Note, format: ExportFormat) -> bytes:
    """A note as a file of a format; the same note gives the same bytes."""
    from cmp_search.export.setting import manuscript_of

    manuscript = manuscript_of(note)
    match format:
        case ExportFormat.DOCX:
            from cmp_search.export.docx import write_docx

            return write_docx(manuscript)
        case ExportFormat.MARKDOWN:
            from cmp_search.export.markdown import write_markdown

            return write_markdown(manuscript)
        case ExportFormat.HTML:
            from cmp_search.export.html import write_html

            return write_html(manuscript)
        case ExportFormat.TEXT:
            from cmp_search.export.text import write_text

            return write_text(manuscript)
