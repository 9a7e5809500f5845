"""Contents: what an index tells of its documents without reading their texts."""

from dataclasses import dataclass
from typing import NamedTuple

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Quality
from cmp_search.encoders import Vectors
from cmp_search.index.sketch import Sketch


@dataclass(frozen=True, slots=True)
class DocumentStatistics:
    """What an index knows of a document without its text.

    `source_entry` is the catalogue's entry before the reader completed it, `sha256` the hash of
    the file. `sections` counts only those with a passage. `sketch` is for finding texts that are
    nearly the same.
    """

    entry: Entry
    source_entry: Entry
    sha256: str
    headings_from: str
    quality: Quality
    characters: int
    sections: int
    passages: int
    pages: int
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class Outline:
    """The length of a document in characters, and where each of its headings begins."""

    length: int
    headings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """The passages of a document in reading order: their n ids, and their vectors [n, d]."""

    ids: tuple[str, ...]
    vectors: Vectors


class Slice(NamedTuple):
    """A part of a document's text: `text[start:end]`."""

    document: str
    start: int
    end: int
