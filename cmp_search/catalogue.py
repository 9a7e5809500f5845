"""The catalogue: the bibliographic entry of each document, from `corpus/catalogue.toml`.

A file matches the entry that names it in `file`, else the entry whose id is the file's stem. A file
without an entry gets a bare one, with its stem as id; the reader fills in title and language. An
entry without a file is a text that the corpus does not have yet.
"""

import tomllib
from dataclasses import fields
from datetime import date as Date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from cmp_search.errors import CorpusError

CATALOGUE = "catalogue.toml"


@dataclass(frozen=True, slots=True, config={"extra": "forbid"})
class Entry:
    """What a citation says of a document, and how the document relates to others.

    `digest_of` names the official text that a digest stands in for until that text is here.
    """

    id: str
    file: str | None = None
    title: str = ""
    issuing_body: str = ""
    date: Date | None = None
    language: str = ""
    kind: str = ""
    url: str = ""
    edition_of: str | None = None
    digest_of: str | None = None

    @property
    def year(self) -> int | None:
        """The year of the document's date."""
        return self.date.year if self.date else None


ENTRY_FIELDS = tuple(field.name for field in fields(Entry))
_ENTRIES = TypeAdapter(list[Entry])


def load_catalogue(corpus: Path) -> tuple[Entry, ...]:
    """The entries of a corpus folder; none where it has no catalogue.

    Raises:
        CorpusError: the catalogue is not valid TOML, has a wrong field, or names an id twice.
    """
    path = corpus / CATALOGUE
    if not path.is_file():
        return ()
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        entries = _ENTRIES.validate_python(table.get("document", []))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} is not valid TOML ({error}): mend it and try again") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = " › ".join(str(step) for step in first["loc"])
        raise CorpusError(f"{path}: {where}: {first['msg']}; mend it and try again") from error
    ids = [entry.id for entry in entries]
    for id in ids:
        if ids.count(id) > 1:
            raise CorpusError(f"{path} has two entries with the id “{id}”: rename one of them")
    return tuple(entries)


def entry_for(path: Path, entries: tuple[Entry, ...]) -> Entry:
    """The entry of a file: by its name, by its stem, or a bare new one."""
    named = next((entry for entry in entries if entry.file == path.name), None)
    by_stem = next((entry for entry in entries if entry.id == path.stem), None)
    return named or by_stem or Entry(id=path.stem, file=path.name)
