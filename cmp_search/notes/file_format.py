"""Files of notes (`*.cmp-note.json`) and of recorded searches (`*.cmp-record.json`).

1. A file is one JSON object: `kind`, `schema`, and under `note` or `record` the fields of the
   dataclass, all of them, in their order. It is UTF-8, and equal notes give equal bytes.
2. Reading is strict. A file is bounded in size; pydantic bounds how deeply it is nested, and
   refuses unknown fields and wrong types. Then come the rules that types do not have: no
   address is a script, ids are unique, and so on (see `_faults` and `_faults_of_citation`).
3. A newer schema is refused, since what it means is not known.
docs/notes.md documents the fields; `file` reads and writes them.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date as Date
from itertools import chain
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from cmp_search.citations.citation import Citation
from cmp_search.citations.pinpoint import PinpointKind
from cmp_search.errors import NoteError
from cmp_search.language.unseen import escaped
from cmp_search.locales import interfaces
from cmp_search.notes.note import Note, Quote
from cmp_search.notes.searches import RecordedSearch

File = TypeVar("File")
SCHEMA = 1
_NO_SCHEMA = 1_000_000
"""A number that no schema has; a file with such a one is damaged."""
MAX_BYTES = 16_000_000
"""Of a file; a note of 1,000 quotations has about 3 million."""
_SCRIPTS = ("javascript:", "vbscript:", "data:")
"""How no address of a source may begin: a note from elsewhere must not run anything."""
_COUNTED = (PinpointKind.FRACTION, PinpointKind.PARAGRAPH, PinpointKind.ITEM, PinpointKind.PAGE)
_SINGLE = (PinpointKind.ARTICLE, PinpointKind.LETTER)
"""Kinds of steps that need no heading; of the second, there is one at a time."""
_CONFIG: Any = {"extra": "forbid", "strict": True, "allow_inf_nan": False}


@dataclass(frozen=True, config=_CONFIG)
class _NoteFile:
    """What a file of a note has."""

    kind: Literal["note"]
    schema: Literal[1]
    note: Note


@dataclass(frozen=True, config=_CONFIG)
class _RecordFile:
    """What a file of a recorded search has."""

    kind: Literal["record"]
    schema: Literal[1]
    record: RecordedSearch


_NOTE, _RECORD = TypeAdapter(_NoteFile), TypeAdapter(_RecordFile)
_ANY: TypeAdapter[Any] = TypeAdapter(Any)
_MARK = b"\xef\xbb\xbf"
"""What some editors put before UTF-8."""


def note_bytes(note: Note) -> bytes:
    """The file of a note."""
    return _canonical({"kind": "note", "schema": SCHEMA, "note": asdict(note)})


def record_bytes(record: RecordedSearch) -> bytes:
    """The file of a recorded search."""
    return _canonical({"kind": "record", "schema": SCHEMA, "record": asdict(record)})


def parse_note(data: bytes, file: str) -> Note:
    """The note in a file's bytes; `file` is its name, for messages.

    Raises:
        NoteError: it is no note, of a newer schema, damaged or too large.
    """
    _check_envelope(data, file, "note")
    note = _validated(_NOTE, data, file).note
    _refuse(file, chain(_faults(note), *map(_faults_of_search, note.searches)))
    return note


def parse_record(data: bytes, file: str) -> RecordedSearch:
    """The recorded search in a file's bytes; `file` is its name, for messages.

    Raises:
        NoteError: it is no record, of a newer schema, damaged or too large.
    """
    _check_envelope(data, file, "record")
    record = _validated(_RECORD, data, file).record
    _refuse(file, _faults_of_search(record))
    return record


def parse_searches(data: bytes, file: str) -> tuple[RecordedSearch, ...]:
    """The recorded searches in the bytes of either kind of file, in order.

    Raises:
        NoteError: it is neither, of a newer schema, damaged or too large, or has no search.
    """
    if _kind(_loaded(data, file, "record")) == "note":
        searches = parse_note(data, file).searches
    else:
        searches = (parse_record(data, file),)
    if not searches:
        raise NoteError("note_no_search", file=file)
    return searches


def _canonical(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return escaped(text.encode(errors="replace").decode()).encode()


def check_size(data: bytes, file: str) -> None:
    """Make sure that a file is not too large.

    Raises:
        NoteError: it is.
    """
    if len(data) > MAX_BYTES:
        raise NoteError("note_size", file=file, most=MAX_BYTES)


def _check_envelope(data: bytes, file: str, kind: str) -> None:
    """Make sure that it is a file of a kind and of a schema that is known."""
    loaded = _loaded(data, file, kind)
    if _kind(loaded) != kind:
        raise _not_of(kind, file)
    schema = loaded.get("schema")
    if isinstance(schema, int) and SCHEMA < schema < _NO_SCHEMA:
        raise NoteError("note_newer", file=file, found=schema, known=SCHEMA)


def _loaded(data: bytes, file: str, kind: str) -> Any:  # noqa: ANN401
    """The JSON of a file, not validated yet; `kind` is what it should be."""
    check_size(data, file)
    try:
        return _ANY.validate_json(data.removeprefix(_MARK))
    except ValidationError as error:
        raise _not_of(kind, file) from error


def _not_of(kind: str, file: str) -> NoteError:
    return NoteError("note_kind", file=file, suffix=f".cmp-{kind}.json")


def _kind(loaded: Any) -> str:  # noqa: ANN401
    kind = loaded.get("kind") if isinstance(loaded, dict) else None
    return kind if isinstance(kind, str) else ""


def _validated(adapter: TypeAdapter[File], data: bytes, file: str) -> File:
    try:
        return adapter.validate_json(data.removeprefix(_MARK))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, first["loc"]))
        raise NoteError("note_damaged", file=file, field=field, reason=first["msg"]) from error


def _faults(note: Note) -> Iterator[tuple[str, str]]:
    """Which field breaks which rule, if any does."""
    if note.language not in interfaces():
        yield "language", f"{note.language} is not a language of notes"
    ids = [one.id for one in note.sections] + [item.id for item in note.items]
    if len({*ids}) < len(ids):
        yield "id", "one id is given twice"
    quotes = chain.from_iterable((one.quote, *one.editions) for one in note.quotations)
    for quote in quotes:
        yield from _faults_of(quote)


def _faults_of(quote: Quote) -> Iterator[tuple[str, str]]:
    cited = quote.citation
    if cited.start < 0 or cited.end - cited.start != len(quote.text) or not quote.text:
        yield "text", "the words are not as long as their place"
    yield from _faults_of_citation(cited)
    if not _is_day(quote.accessed):
        yield "accessed", "it is not a date"


def _faults_of_search(search: RecordedSearch) -> Iterator[tuple[str, str]]:
    for hit in search.hits:
        yield from _faults_of_citation(hit.citation)


def _faults_of_citation(citation: Citation) -> Iterator[tuple[str, str]]:
    for step in citation.pinpoint:
        is_single = step.kind in _SINGLE and step.first == step.last
        if not (step.is_quoted or step.kind in _COUNTED or is_single):
            yield "pinpoint", "a step has neither a heading nor a number that it can have"
    if citation.date and not _is_day(citation.date):
        yield "date", "it is not a date"
    url = citation.url
    # Browsers ignore white space and control characters before and within a scheme.
    if "".join(sign for sign in url if sign.isalnum() or sign == ":").lower().startswith(_SCRIPTS):
        yield "url", "it is not the address of a text"


def _is_day(written: str) -> bool:
    """Whether it is a day as this tool writes it; ISO 8601 has other forms."""
    try:
        return Date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _refuse(file: str, faults: Iterator[tuple[str, str]]) -> None:
    """Raise the error of the first fault, if there is any."""
    for field, reason in faults:
        raise NoteError("note_damaged", file=file, field=field, reason=reason)
