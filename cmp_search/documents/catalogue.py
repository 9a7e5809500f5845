"""The catalogue: the bibliographic entry of each document, from `corpus/catalogue.toml`.

A file matches the entry that names it in `file`, else the entry whose id is the file's stem. A file
without an entry gets a bare one, with its stem as id; the reader fills in title and language. An
entry may have no file: that text is not in the corpus yet.

The catalogue also tells what each language calls the same thing ("CMP", "PCM" in French, "AMC" in
Spanish): a table `[[acronym]]` has, by language, the acronym or acronyms, then the name in words.
"""

import tomllib
import unicodedata
from collections import Counter
from datetime import date as Date
from os.path import lexists
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from cmp_search.documents.regular import is_usable
from cmp_search.errors import CorpusError
from cmp_search.language.detection import TEXT_LANGUAGES

CATALOGUE = "catalogue.toml"


@dataclass(frozen=True, slots=True, config={"extra": "forbid"})
class Entry:
    """The bibliographic data of a document, and its relations to others.

    `digest_of` names the official text that a digest replaces until that text is in the corpus;
    `edition_of` names the text that this is an edition of in another language. `year` is given
    where the rest of the date is unknown; with a date it is the date's year. `sha256` is the hash
    of the official file; an `official` text may be one that has no address. `provided_by` is never
    in the catalogue: for a copy that is not verified it is who provided it, empty if that is not
    known (see `provenance`).
    """

    id: str
    file: str | None = None
    title: str = ""
    issuing_body: str = ""
    date: Date | None = None
    year: Annotated[int, Field(ge=1, le=9999)] | None = None
    language: str = ""
    kind: str = ""
    url: str = ""
    edition_of: str | None = None
    digest_of: str | None = None
    sha256: Annotated[str, StringConstraints(pattern="^([0-9a-f]{64})?$")] = ""
    official: bool = False
    provided_by: str | None = None

    def __post_init__(self) -> None:
        """Take the year from the date; a different `year` is an error."""
        if self.date is None:
            return
        if self.year not in (None, self.date.year):
            raise ValueError(f"the year {self.year} is not that of the date {self.date}")
        object.__setattr__(self, "year", self.date.year)

    @property
    def is_reserved(self) -> bool:
        """Whether its id stands for a publisher's text."""
        return self.digest_of is None and (self.official or bool(self.url))

    @property
    def is_verified(self) -> bool:
        """Whether it is no copy that has yet to be verified."""
        return self.provided_by is None

    @property
    def work(self) -> str:
        """The id of the text that this is an edition of; its own if it is none."""
        return self.edition_of or self.id

    @property
    def date_text(self) -> str:
        """Its date in ISO 8601, or its year; empty if neither is known."""
        return self.date.isoformat() if self.date else str(self.year or "")


_Language = Annotated[str, StringConstraints(pattern=f"^({'|'.join(TEXT_LANGUAGES)})$")]
_Name = Annotated[str, StringConstraints(min_length=2)]
Acronym = dict[_Language, tuple[_Name, ...]]
"""What each language calls one thing: acronyms, then names in words."""


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """All tables of a catalogue."""

    document: list[Entry]
    acronym: tuple[Acronym, ...]


_CATALOGUE = TypeAdapter(_Catalogue)


def load_catalogue(corpus: Path) -> tuple[Entry, ...]:
    """The entries of a corpus folder; none if it has no catalogue.

    Raises:
        CorpusError: the catalogue is a link out of the folder, is not valid TOML, has a wrong
            field, or names an id or a file twice, or refers to a text that has no entry.
    """
    path = corpus / CATALOGUE
    entries = _load(path).document
    for field in ("id", "file"):
        for value, count in Counter(getattr(entry, field) for entry in entries).items():
            if value is not None and count > 1:
                raise CorpusError("catalogue_twice", file=path, field=field, value=value)
    _check_links(path, entries)
    return tuple(entries)


def load_acronyms(corpus: Path) -> tuple[Acronym, ...]:
    """The acronyms of a corpus folder's catalogue; none if it has no catalogue.

    Raises:
        CorpusError: the catalogue is not valid TOML, or has a wrong field.
    """
    return _load(corpus / CATALOGUE).acronym


def _load(path: Path) -> _Catalogue:
    """The tables of a catalogue, empty if there is no such file."""
    if not lexists(path):
        return _Catalogue([], ())
    if not is_usable(path, path.parent):
        raise CorpusError("catalogue_link", file=path)
    try:
        tables: dict[str, Any] = tomllib.loads(path.read_text("utf-8-sig"))
        known = {name: tables.pop(name, []) for name in ("document", "acronym")}
        catalogue = _CATALOGUE.validate_python(known)
    except ValidationError as error:
        first = error.errors()[0]
        where = " › ".join(str(step) for step in first["loc"][1:])
        raise CorpusError("catalogue_field", file=path, field=where, reason=first["msg"]) from error
    except (ValueError, RecursionError) as error:  # No TOML, no text, or a number without end.
        raise CorpusError("catalogue_toml", file=path, reason=error) from error
    _check_fields(path, catalogue)
    for name in tables:
        raise CorpusError("catalogue_table", file=path, name=name)
    return catalogue


def _check_fields(path: Path, catalogue: _Catalogue) -> None:
    """Check that no entry states what only a scan of the corpus can."""
    for number, entry in enumerate(catalogue.document):
        if entry.provided_by is not None:
            where = f"{number} › provided_by"
            reason = "it is not of the catalogue"
            raise CorpusError("catalogue_field", file=path, field=where, reason=reason)


def _check_links(path: Path, entries: list[Entry]) -> None:
    """Check that every referenced text has an entry, and no edition is of another edition."""
    by_id = {entry.id: entry for entry in entries}
    for entry in entries:
        for link in ("edition_of", "digest_of"):
            named = getattr(entry, link)
            if named is not None and (named == entry.id or named not in by_id):
                raise CorpusError(
                    "catalogue_own_id" if named == entry.id else "catalogue_no_entry",
                    file=path,
                    id=entry.id,
                    field=link,
                    named=named,
                )
        original = by_id[entry.edition_of].edition_of if entry.edition_of else None
        if original:
            raise CorpusError(
                "catalogue_edition",
                file=path,
                id=entry.id,
                named=entry.edition_of,
                original=original,
            )


def entry_for(path: Path, entries: tuple[Entry, ...]) -> Entry:
    """The entry of a file: by its name, by its stem, or a bare new one."""
    name, stem = _readable(path.name), _readable(path.stem)
    named = next((entry for entry in entries if _readable(entry.file or "") == name), None)
    by_stem = next((entry for entry in entries if _readable(entry.id) == stem), None)
    return named or by_stem or Entry(id=stem, file=name)


def _readable(name: str) -> str:
    """A file's name in NFC; bytes that are not valid text become �."""
    return unicodedata.normalize(
        "NFC", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    )
