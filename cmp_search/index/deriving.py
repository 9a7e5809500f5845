"""What is found in a text when it is indexed, besides its vectors, all of it in the sandbox.

1. `split` finds the sentences of each block; passages are made of them by their sizes alone.
2. `derive` finds what is stored with the passages: the facts for newcomers, the sketch that near
   duplicates are known by, and the words and stems of each passage.
3. Both happen in the process that has read the file, within the same limits on time and memory, so
   that a text that takes too much of either is that file's failure, not the end of the build. A
   long text is allowed some more time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from cmp_search.documents.document import Block, Document, Span
from cmp_search.documents.passage import Passage
from cmp_search.documents.section import sections
from cmp_search.documents.sentence import sentences
from cmp_search.index.sketch import Sketch, sketch
from cmp_search.language.terms import folded_words, stems
from cmp_search.orientation.facts import Orientation
from cmp_search.readers.clock import CLOCK

CHARACTERS_PER_SECOND = 200_000
"""Characters of a text for which one more second is allowed."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What is stored with a document: for each of its passages its folded words, and their stems.

    Both are separated by blanks.
    """

    orientation: Orientation
    sketch: Sketch
    words: tuple[str, ...]
    stems: tuple[str, ...]


def split(document: Document) -> Mapping[Block, Sequence[Span]]:
    """The sentences of each block that is in a passage (see `documents.sentence`).

    Raises:
        ReadError: the text takes too much time or memory.
    """
    data = _document().dump_json(document)
    spans = _spans().validate_json(_in_sandbox(split_here.__name__, data))
    return dict(zip(_blocks(document), spans, strict=True))


def derive(document: Document, passages: Sequence[Passage]) -> Derived:
    """What is stored with a document that has these passages.

    Raises:
        ReadError: the text takes too much time or memory.
    """
    data = _cut().dump_json((document, list(passages)))
    return _derived().validate_json(_in_sandbox(derive_here.__name__, data))


def split_here(request: object, data: bytes) -> bytes:
    """The work of `split`: a document in, the sentences of its blocks out, both as JSON."""
    document = _document().validate_json(data)
    _allow(document)
    return _spans().dump_json([sentences(document, block) for block in _blocks(document)])


def derive_here(request: object, data: bytes) -> bytes:
    """The work of `derive`: a document and its passages in, what is derived out, as JSON."""
    document, passages = _cut().validate_json(data)
    _allow(document)
    return _derived().dump_json(derived_of(document, passages))


def derived_of(document: Document, passages: Sequence[Passage]) -> Derived:
    """What is stored with a document, found here and without limits."""
    from cmp_search.orientation.orient import orient  # Late, so that a question need not wait.

    language = document.entry.language
    return Derived(
        orientation=orient(document, passages),
        sketch=sketch(document.text),
        words=tuple(" ".join(folded_words(passage.text)) for passage in passages),
        stems=tuple(" ".join(stems(passage.text, language)) for passage in passages),
    )


def _in_sandbox(work: str, data: bytes) -> bytes:
    from cmp_search.readers.sandbox import reading

    return reading.SANDBOX.do(None, data, f"{__name__}:{work}")


def _allow(document: Document) -> None:
    CLOCK.allow(len(document.text) / CHARACTERS_PER_SECOND)


def _blocks(document: Document) -> list[Block]:
    return [block for section in sections(document) for block in section.blocks]


@cache
def _document() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


@cache
def _cut() -> TypeAdapter[tuple[Document, list[Passage]]]:
    return TypeAdapter(tuple[Document, list[Passage]])


@cache
def _spans() -> TypeAdapter[list[list[Span]]]:
    return TypeAdapter(list[list[Span]])


@cache
def _derived() -> TypeAdapter[Derived]:
    return TypeAdapter(Derived)
