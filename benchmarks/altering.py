"""Quotations of texts, and the same with one thing altered, as they are found in bad notes."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from cmp_search.citations.citation import Citation, cite
from cmp_search.citations.pinpoint import PinpointKind
from cmp_search.documents.document import Document, Span
from cmp_search.documents.passage import Passage
from cmp_search.index.base import Index

FEWEST, MOST = 6, 60
"""Words of the sentences that are quoted."""
_NEGATIONS = {"en": "not", "fr": "pas", "es": "no"}
_NUMBER = re.compile(r"(?<![\d.,])\d+(?![\d.,]*\d)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words and the citation behind them; `passage` is the id of the passage they are from."""

    text: str
    citation: Citation
    passage: str


def quoted(index: Index, count: int, random: Random) -> list[Quoted]:
    """Sentences of an index, or two side by side, at random."""
    found = [one for entry in index.entries() for one in _sentences(index, entry.id)]
    return random.sample(found, count)


def _sentences(index: Index, id: str) -> Iterator[Quoted]:
    document = index.document(id)
    for passage in index.passages_of(id):
        for i, sentence in enumerate(passage.sentences):
            last = passage.sentences[min(i + i % 2, len(passage.sentences) - 1)]
            one = _of(document, passage, Span(sentence.start, last.end))
            if FEWEST <= len(one.text.split()) <= MOST:
                yield one


def _of(document: Document, passage: Passage, span: Span) -> Quoted:
    text = document.text[span.start : span.end]
    blocks = [b for b in document.blocks if passage.start < b.end <= span.start]
    place = replace(
        passage,
        start=span.start,
        end=span.end,
        text=text,
        paragraph=passage.paragraph + len(blocks),
    )
    return Quoted(text, cite(document, place), passage.id)


Alter = Callable[[Quoted, Quoted, Random], Quoted | None]


def _word(one: Quoted, other: Quoted, random: Random) -> Quoted | None:
    """One word is another."""
    words, others = one.text.split(), [w for w in other.text.split() if len(w) > 3 and w.isalpha()]
    places = [i for i, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    if not places or not others:
        return None
    words[random.choice(places)] = random.choice(others)
    return replace(one, text=" ".join(words))


def _number(one: Quoted, _: Quoted, random: Random) -> Quoted | None:
    """One number is another."""
    found = list(_NUMBER.finditer(one.text))
    if not found:
        return None
    match = random.choice(found)
    changed = str(int(match[0]) + random.choice((1, 2, 10)))
    return replace(one, text=one.text[: match.start()] + changed + one.text[match.end() :])


def _negation(one: Quoted, _: Quoted, random: Random) -> Quoted | None:
    """A "not" more, or one less."""
    negation = _NEGATIONS[one.citation.language]
    words = one.text.split()
    if negation in words:
        words.remove(negation)
    else:
        words.insert(random.randrange(1, len(words)), negation)
    return replace(one, text=" ".join(words))


def _swapped(one: Quoted, _: Quoted, random: Random) -> Quoted | None:
    """Two words have changed places."""
    words = one.text.split()
    i, j = random.sample(range(len(words)), 2)
    words[i], words[j] = words[j], words[i]
    return replace(one, text=" ".join(words))


def _merged(one: Quoted, other: Quoted, _: Random) -> Quoted | None:
    """The first half of one sentence, and the second of another."""
    words, others = one.text.split(), other.text.split()
    joined = [*words[: len(words) // 2], *others[len(others) // 2 :]]
    return replace(one, text=" ".join(joined))


def _page(one: Quoted, _: Quoted, random: Random) -> Quoted | None:
    """Another page, or another paragraph where there are no pages."""
    kind = PinpointKind.PAGE if one.citation.page else PinpointKind.PARAGRAPH
    more = random.randint(2, 5)
    steps = []
    for step in one.citation.pinpoint:
        if step.kind is kind:
            pdf = (step.pdf[0] + more, step.pdf[1] + more) if step.pdf else None
            first, last = (
                str(int(at) + more) if at.isdigit() else "" for at in (step.first, step.last)
            )
            step = replace(step, first=first, last=last, pdf=pdf)
        steps.append(step)
    return replace(one, citation=replace(one.citation, pinpoint=tuple(steps)))


ALTERATIONS: dict[str, Alter] = {
    "word": _word,
    "number": _number,
    "not": _negation,
    "swapped": _swapped,
    "merged": _merged,
    "page": _page,
}


def altered(originals: Sequence[Quoted], count: int, random: Random) -> list[tuple[str, Quoted]]:
    """So many altered quotations, as many of each kind, with the kind."""
    found: list[tuple[str, Quoted]] = []
    kinds = list(ALTERATIONS)
    while len(found) < count:
        kind = kinds[len(found) % len(kinds)]
        one, other = random.sample(list(originals), 2)
        changed = ALTERATIONS[kind](one, other, random)
        if changed and (changed.text.split() != one.text.split() or kind == "page"):
            found.append((kind, changed))
    return found
