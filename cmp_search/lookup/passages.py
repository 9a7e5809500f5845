"""A passage by its id, as an answer gives it: its words, its place and its citation.

1. The passage is fetched and proved.
2. The section it is in is numbered by the outline of its text, which is not read for that.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from cmp_search.citations.citation import Citation, cite
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Span
from cmp_search.documents.passage import Passage
from cmp_search.errors import NoteError
from cmp_search.index.base import Index
from cmp_search.index.caveats import Caveat
from cmp_search.index.proof import prove


@dataclass(frozen=True, slots=True)
class LookedUpPassage:
    """A passage, the entry of its text, its citation, and the number of its section.

    `section` is as in `lookup.sections`; `accessed` is the day on which it was looked up, in
    ISO 8601; `caveats` are what to know before relying on it.
    """

    passage: Passage
    entry: Entry
    section: int
    citation: Citation
    accessed: str
    caveats: tuple[Caveat, ...] = ()


def passage(
    index: Index, id: str, watch: Callable[[], tuple[Caveat, ...]] = tuple
) -> LookedUpPassage:
    """A passage of an index; `watch` says what to know besides the caveats of the index.

    Raises:
        NoteError: there is no passage with that id.
        MismatchError: the passage is not what was cut from its document.
    """
    found = passage_of(index, id)
    (excerpt,) = prove(index, [(found, Span(found.start, found.end))])
    headings = index.outlines([found.document])[found.document].headings
    return LookedUpPassage(
        passage=found,
        entry=excerpt.entry,
        section=bisect_right(headings, found.start),
        citation=cite(excerpt, found),
        accessed=datetime.now(UTC).date().isoformat(),
        caveats=(*index.caveats(), *watch()),
    )


def passage_of(index: Index, id: str) -> Passage:
    """A passage by its id, not proved.

    Raises:
        NoteError: the index has none.
    """
    found = index.passages([id]).get(id)
    if found is None:
        raise NoteError("note_no_passage", passage=id)
    return found
