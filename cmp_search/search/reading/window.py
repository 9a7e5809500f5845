"""What a reader gets of a passage: a few sentences around the one that is nearest to the question.

A window is short, since the cost of reading grows with its length, and a reader that is trained on
short texts reads short ones best.
"""

from collections.abc import Sequence

from cmp_search.documents.document import Span

WINDOW = 360
"""Characters of a window at most, unless its one sentence is longer; about 80 tokens."""


def window(sentences: Sequence[Span], centre: int) -> Span:
    """The span around the sentence at `centre`, grown by whole sentences, after and before in turn.

    It stops growing on a side whose next sentence would make it longer than `WINDOW`.
    """
    first = last = centre
    forward, stuck = True, 0
    while stuck < 2:
        start, end = (first, last + 1) if forward else (first - 1, last)
        fits = start >= 0 and end < len(sentences)
        if fits and sentences[end].end - sentences[start].start <= WINDOW:
            first, last, stuck = start, end, 0
        else:
            stuck += 1
        forward = not forward
    return Span(sentences[first].start, sentences[last].end)


def windows(sentences: Sequence[Span], best: Span, most: int) -> list[Span]:
    """The window around the best sentence, then further ones until all sentences are in one.

    At most `most`; the further ones begin at the first sentence that is in none yet.
    """
    found = [window(sentences, sentences.index(best))]
    for i, sentence in enumerate(sentences):
        if len(found) == most:
            break
        if not any(w.start <= sentence.start and sentence.end <= w.end for w in found):
            last = i
            while last + 1 < len(sentences) and sentences[last + 1].end - sentence.start <= WINDOW:
                last += 1
            found.append(Span(sentence.start, sentences[last].end))
    return found
