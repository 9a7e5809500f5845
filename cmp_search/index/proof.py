"""Proof: a passage is shown only when it is the slice of its document that it claims to be.

1. Its words are those that stand at its place in the stored text.
2. Its id holds the hash of its section and words (see `passage.is_genuine`).
3. The sentence that is marked lies within it.
"""

from collections.abc import Sequence

from cmp_search.documents.document import Excerpt, Span
from cmp_search.documents.passage import Passage, is_genuine
from cmp_search.errors import MismatchError
from cmp_search.index.base import Index, Slice


def prove(index: Index, claims: Sequence[tuple[Passage, Span]]) -> list[Excerpt]:
    """What it takes to cite each passage, with the sentence that is marked in it.

    Raises:
        MismatchError: a passage is not what was cut from its document; it must never be shown.
    """
    places = [Slice(passage.document, passage.start, passage.end) for passage, _ in claims]
    excerpts = index.excerpts(places)
    for (passage, sentence), excerpt in zip(claims, excerpts, strict=True):
        sliced = excerpt.slice(Span(passage.start, passage.end)) == passage.text
        within = passage.start <= sentence.start < sentence.end <= passage.end
        if not (sliced and within and is_genuine(passage)):
            raise MismatchError("passage_false", passage=passage.id)
    return excerpts
