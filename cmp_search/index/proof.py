"""Proof: a passage is shown only when it is the slice of its document that it claims to be.

1. Its text is what the stored document has at its place.
2. Its id contains the hash of its section and text (see `passage.is_genuine`).
3. The sentence marked in it lies within it.
"""

from collections.abc import Sequence

from cmp_search.documents.document import Excerpt, Span
from cmp_search.documents.passage import Passage, is_genuine
from cmp_search.errors import MismatchError
from cmp_search.index.base import Index
from cmp_search.index.contents import Slice


def prove(index: Index, claims: Sequence[tuple[Passage, Span]]) -> list[Excerpt]:
    """The excerpts to cite passages from; each claim is a passage and the sentence marked in it.

    Raises:
        MismatchError: a passage is not what was cut from its document; it must never be shown.
    """
    slices = [Slice(passage.document, passage.start, passage.end) for passage, _ in claims]
    excerpts = index.excerpts(slices)
    for (passage, sentence), excerpt in zip(claims, excerpts, strict=True):
        is_slice = excerpt.slice(Span(passage.start, passage.end)) == passage.text
        is_within = passage.start <= sentence.start < sentence.end <= passage.end
        if not (is_slice and is_within and is_genuine(passage)):
            raise MismatchError("passage_false", passage=passage.id)
    return excerpts
