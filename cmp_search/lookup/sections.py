"""A section of a text by its number, to the character.

1. A section has the number of its heading, from 1, as in the addresses of the app; 0 is what stands
   before the first heading, which may be nothing.
2. Its words are the slice from its heading to the next, without white space at the end. What is
   below a heading of its own is told as a subsection; those of 0 are the outermost sections.
3. Each of its passages is proved. It is cited by its headings and pages: as a whole, it needs no
   paragraphs.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cmp_search.citations.citation import Citation, cite
from cmp_search.citations.counterpart import heading_at
from cmp_search.citations.pinpoint import PinpointKind
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document, Span
from cmp_search.documents.passage import Passage
from cmp_search.documents.section import Section, sections
from cmp_search.errors import UnknownSectionError
from cmp_search.index.base import Index
from cmp_search.index.caveats import Caveat
from cmp_search.index.proof import prove


@dataclass(frozen=True, slots=True)
class Subsection:
    """A section right below another: its number and the words of its heading."""

    number: int
    heading: str


@dataclass(frozen=True, slots=True)
class LookedUpSection:
    """A section of a text, without those below it, which `subsections` names.

    `path` has its headings, the outermost first; `text` is `document.text[start:end]` for the
    offsets of `citation`. `passages` are what is searched of it, in reading order. `caveats` are
    what to know before relying on it.
    """

    entry: Entry
    number: int
    path: tuple[str, ...]
    text: str
    passages: tuple[Passage, ...]
    subsections: tuple[Subsection, ...]
    citation: Citation
    caveats: tuple[Caveat, ...] = ()


def section(
    index: Index, id: str, number: int, watch: Callable[[], tuple[Caveat, ...]] = tuple
) -> LookedUpSection:
    """A section of a document; `watch` says what to know besides the caveats of the index.

    Raises:
        UnknownDocumentError: the document is not in the index.
        UnknownSectionError: it has no section of that number.
        MismatchError: a passage is not what was cut from the document.
    """
    return section_of(index, index.document(id), number, watch)


def section_of(
    index: Index,
    document: Document,
    number: int,
    watch: Callable[[], tuple[Caveat, ...]] = tuple,
) -> LookedUpSection:
    """A section of a document that has been read; steps 1 to 3.

    Raises:
        UnknownSectionError, MismatchError: as `section`.
    """
    check_number(document, number)
    numbered = _numbered(document)
    found = numbered[number]
    passages = tuple(
        one for one in index.passages_of(document.id) if found.start <= one.start < found.end
    )
    prove(index, [(one, Span(one.start, one.end)) for one in passages])
    text = document.text[found.start : found.end].rstrip()
    return LookedUpSection(
        entry=document.entry,
        number=number,
        path=found.path,
        text=text,
        passages=passages,
        subsections=tuple(
            Subsection(one.number, one.path[-1])
            for one in numbered[1:]
            if one.headings[:-1] == found.headings
        ),
        citation=_citation(document, found, text),
        caveats=(*index.caveats(), *watch()),
    )


def check_number(document: Document, number: int) -> None:
    """Make sure that a document has a section of that number.

    Raises:
        UnknownSectionError: it has none.
    """
    last = heading_at(document, len(document.text))
    if not 0 <= number <= last:
        raise UnknownSectionError("unknown_section", id=document.id, number=number, last=last)


def _numbered(document: Document) -> tuple[Section, ...]:
    """All sections at their numbers, also an empty one before the first heading (step 1)."""
    found = sections(document)
    if found and found[0].number == 0:
        return found
    first = found[0].start if found else len(document.text)
    return (Section((), 0, first, ()), *found)


def _citation(document: Document, section: Section, text: str) -> Citation:
    """Step 3."""
    end = section.start + len(text)
    cited = cite(document, Passage("", document.id, section.path, 1, section.start, end, text, ()))
    steps = (one for one in cited.pinpoint if one.heading or one.kind is PinpointKind.PAGE)
    return replace(cited, pinpoint=tuple(steps))
