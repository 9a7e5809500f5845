"""Changing one entry of the catalogue, and nothing else in that file.

1. A new entry is appended. The table of one that is there is written anew, in its place; comments
   and empty lines after it stay.
2. The result is read before it replaces the file: it must have the entry as it was meant, and all
   others as they were. Otherwise nothing is changed.
3. An edit is a piece of text that took the place of another, so that it can be taken back even if
   the rest of the file has been edited meanwhile. If the piece itself was, it stays.
"""

import json
import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date as Date
from pathlib import Path
from tempfile import TemporaryDirectory

from cmp_search.documents.catalogue import CATALOGUE, Entry, load_catalogue
from cmp_search.documents.journal import Draft
from cmp_search.errors import CorpusError

_TABLE = re.compile(r"^[^\S\n]*\[\[", re.MULTILINE)
_AFTER = re.compile(r"(?:\s*^[^\S\n]*#.*$|\s)*\Z", re.MULTILINE)
"""Comments and empty lines at the end of a table, which may belong to what follows."""


@dataclass(frozen=True, slots=True)
class CatalogueEdit:
    """A piece of the catalogue's text, and what stood in its place."""

    before: str
    after: str


def write_entry(change: Draft, entry: Entry, *before: Entry) -> CatalogueEdit | None:
    """Let the catalogue get an entry, in place of the one with its id; None if it has it already.

    A new one may name others that are new as well; these are written before it.

    Raises:
        CorpusError: the catalogue is wrong, or its text is one that cannot be changed safely.
    """
    corpus = change.corpus
    entries = {known.id: known for known in load_catalogue(corpus)}
    if entries.get(entry.id) == entry:
        return None
    text = _read(corpus)
    if entry.id in entries:
        edit = _replacement(text, entry)
    else:
        gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
        edit = CatalogueEdit("", gap + "\n".join(map(_table, (*before, entry))))
    new = _applied(text, edit) if edit else text
    if _entries_of(new) != {**entries, **{one.id: one for one in (*before, entry)}}:
        raise CorpusError("catalogue_unedited", file=corpus / CATALOGUE, id=entry.id)
    change.put(corpus / CATALOGUE, new.encode())
    return edit


def revert(change: Draft, edit: CatalogueEdit) -> None:
    """Let an edit be taken back, unless its text was changed since; an empty catalogue goes."""
    corpus = change.corpus
    text = _read(corpus)
    place = text.rfind(edit.after)
    if place < 0:
        return
    old = text[:place] + edit.before + text[place + len(edit.after) :]
    own = {entry["id"] for entry in tomllib.loads(edit.after)["document"]}
    before, now = _entries_of(old), _entries_of(text)
    if before is None or now is None or _without(own, before) != _without(own, now):
        return
    if old.strip("\ufeff"):
        change.put(corpus / CATALOGUE, old.encode())
    else:
        change.drop(corpus / CATALOGUE)


def _replacement(text: str, entry: Entry) -> CatalogueEdit | None:
    """The edit that writes the table of an entry anew; None if its table is not found."""
    starts = [match.start() for match in _TABLE.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        try:
            (table,) = tomllib.loads(text[start:end]).get("document", ({},))
        except tomllib.TOMLDecodeError:
            continue
        if table.get("id") == entry.id:
            after = _AFTER.search(text, start, end)
            return CatalogueEdit(text[start : after.start() if after else end], _table(entry)[:-1])
    return None


def _applied(text: str, edit: CatalogueEdit) -> str:
    return text.replace(edit.before, edit.after, 1) if edit.before else text + edit.after


def _table(entry: Entry) -> str:
    """An entry as a table of the catalogue."""
    lines = ["[[document]]"]
    for field in fields(Entry):
        value = getattr(entry, field.name)
        if value not in (None, "", False) and not (field.name == "year" and entry.date):
            lines.append(f"{field.name} = {_literal(value)}")
    return "\n".join(lines) + "\n"


def _literal(value: str | bool | int | Date) -> str:
    """A value in TOML, whose strings are those of JSON, but for one character."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return value.isoformat() if isinstance(value, Date) else str(value).lower()


def _without(ids: set[str], entries: dict[str, Entry]) -> dict[str, Entry]:
    return {id: entry for id, entry in entries.items() if id not in ids}


def _entries_of(text: str) -> dict[str, Entry] | None:
    """The entries of a catalogue with this text; None if it is wrong."""
    with TemporaryDirectory() as folder:
        (Path(folder) / CATALOGUE).write_bytes(text.encode())
        try:
            return {entry.id: entry for entry in load_catalogue(Path(folder))}
        except CorpusError:
            return None


def _read(corpus: Path) -> str:
    """The text of the catalogue, to the byte; empty if there is none."""
    path = corpus / CATALOGUE
    return path.read_bytes().decode() if path.is_file() else ""
