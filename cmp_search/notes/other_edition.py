"""The same words in another edition of their text, where there is no doubt which they are.

1. The section's counterpart is found by the outline (see `citations.counterpart`); one that only
   encloses it is not enough.
2. The sentences of both sections are compared: the cosine of their vectors, less what they are
   apart in position, from 0 at the beginning of the section to 1 at its end, times `APART`. In a
   long section, only those around the quote and around its place in the counterpart are.
3. Two sentences are partners if each is the other's nearest. All of a section is the partner of all
   of its counterpart.
4. The words run from the partner of the first sentence quoted to that of the last. They are taken
   only if they lie within one passage and have a likely length.
Part of a sentence has its whole sentence as a counterpart.
"""

from collections.abc import Sequence

import numpy as np

from cmp_search.citations.counterpart import Match, counterpart, heading_at
from cmp_search.documents.document import BlockKind, Document, Span
from cmp_search.documents.editions import editions
from cmp_search.documents.passage import Passage
from cmp_search.encoders import Encoder, Vectors
from cmp_search.index.base import Index
from cmp_search.notes.collecting import quote_passage
from cmp_search.notes.note import Quote

APART = 0.1
AROUND = 40
"""How many sentences before and after are compared; each takes a few milliseconds to encode."""
LENGTHS = (0.4, 2.5)
"""How many times as long as the sentences quoted their counterpart may be, at least and at most."""


def in_edition(
    index: Index, encoder: Encoder, quote: Quote, language: str, accessed: str
) -> Quote | None:
    """The words of a quote in the edition in a language; None if there is none, or any doubt.

    There is none, either, if the text has changed since the words were quoted.
    """
    cited = quote.citation
    entries = editions(index.entries()).get(cited.document, ())
    other = next((e.id for e in entries if e.language == language and e.id != cited.document), None)
    if other is None:
        return None
    document, target = index.document(cited.document), index.document(other)
    heading = heading_at(document, cited.start)
    found = counterpart(document, heading, target)
    if document.sha256 != cited.edition or found.match is not Match.SAME:
        return None
    own = _sentences(index.passages_of(document.id), _section(document, heading))
    passages = index.passages_of(target.id)
    theirs = _sentences(passages, _section(target, found.heading))
    quoted = [i for i, one in enumerate(own) if one.start < cited.end and cited.start < one.end]
    if not quoted or not theirs:
        return None
    span = _partner(encoder, document, own, target, theirs, (quoted[0], quoted[-1]))
    home = next((p for p in passages if span and p.start <= span.start and span.end <= p.end), None)
    return quote_passage(index, home.id, accessed, span) if home else None


def _section(document: Document, heading: int) -> Span:
    """What is below a heading, by its number, to the next heading."""
    starts = [0, *(b.start for b in document.blocks if b.kind is BlockKind.HEADING)]
    return Span(starts[heading], [*starts, len(document.text)][heading + 1])


def _sentences(passages: Sequence[Passage], section: Span) -> list[Span]:
    """The sentences of passages in a section."""
    within = (passage for passage in passages if section.start <= passage.start < section.end)
    return [sentence for passage in within for sentence in passage.sentences]


def _partner(
    encoder: Encoder,
    document: Document,
    own: Sequence[Span],
    target: Document,
    theirs: Sequence[Span],
    quoted: tuple[int, int],
) -> Span | None:
    """Steps 3 and 4, for the numbers of the first and last sentence quoted."""
    first, last = quoted
    if (first, last) == (0, len(own) - 1):
        start, end = 0, len(theirs) - 1
    else:
        mine = _around(len(own), first, last)
        share = len(theirs) / len(own)
        others = _around(len(theirs), int(first * share), int(last * share))
        scores = _scores(
            encoder.encode_passages([document.slice(own[i]) for i in mine]),
            encoder.encode_passages([target.slice(theirs[i]) for i in others]),
            _positions(mine, len(own))[:, None] - _positions(others, len(theirs))[None, :],
        )
        begins, ends = scores[first - mine.start].argmax(), scores[last - mine.start].argmax()
        is_mutual = scores[:, begins].argmax() == first - mine.start
        if not is_mutual or scores[:, ends].argmax() != last - mine.start or ends < begins:
            return None
        start, end = others[begins], others[ends]
    length, found = own[last].end - own[first].start, theirs[end].end - theirs[start].start
    is_likely = LENGTHS[0] * length <= found <= LENGTHS[1] * length
    return Span(theirs[start].start, theirs[end].end) if is_likely else None


def _around(count: int, first: int, last: int) -> range:
    """The numbers of those of `count` sentences that are near some."""
    return range(max(first - AROUND, 0), min(last + AROUND + 1, count))


def _positions(numbers: range, count: int) -> Vectors:
    """Where in its section each sentence is, from 0 to 1."""
    positions: Vectors = np.array(numbers, np.float32) / np.float32(max(count - 1, 1))
    return positions


def _scores(own: Vectors, theirs: Vectors, apart: Vectors) -> Vectors:
    """Step 2: [n, m], the nearness of each of n sentences to each of m."""
    distances: Vectors = np.abs(apart)
    nearness: Vectors = own @ theirs.T - np.float32(APART) * distances
    return nearness
