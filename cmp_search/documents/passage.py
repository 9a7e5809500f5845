"""Passages: what is searched and cited, cut from the sections of a document.

1. Within one section, take the sentences of its blocks in order; a sentence longer than the limit
   is halved between words until each part fits. What is far longer is halved without being counted.
2. Fill a passage up to `target` tokens. It preferably ends between blocks and never after a line
   that introduces a list; a remainder too short to stand alone joins the passage before it. A third
   block joins only up to `many` tokens: a long passage of many items or speakers is near every
   question and answers few. A list stays with the line that introduces it.
3. A passage's text is the document's slice from its first sentence to its last, nothing else.
   `index.embedding` makes the embedded text from it.
4. Its id contains a hash of its section and text, so `is_genuine` can detect a stored passage whose
   text or section was changed.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, islice

from cmp_search.documents.document import Block, Document, Span
from cmp_search.documents.section import sections
from cmp_search.documents.sentence import sentences

CountTokens = Callable[[Sequence[str]], list[int]]
_BLANKS = re.compile(r"\s+")
COUNTED = 10_000
"""Characters of the longest text that is given to the tokenizer; no passage is as long."""
_BATCH = 500_000
"""Characters that are given to the tokenizer at once."""


@dataclass(frozen=True, slots=True)
class PassageSettings:
    """Sizes of passages in tokens of the encoder; part of the index's manifest."""

    target: int = 240
    maximum: int = 320
    least: int = 60
    many: int = 140


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of one section. `paragraph` counts blocks within the section, from 1."""

    id: str
    document: str
    section: tuple[str, ...]
    paragraph: int
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...]

    def slice(self, span: Span) -> str:
        """The text of a span within the passage, which is in offsets of the document."""
        return self.text[span.start - self.start : span.end - self.start]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence with the number of its block in the section, and its size."""

    span: Span
    paragraph: int
    tokens: int
    introduces: bool


def passages(
    document: Document,
    count_tokens: CountTokens,
    settings: PassageSettings,
    split: Mapping[Block, Sequence[Span]] | None = None,
) -> Iterator[Passage]:
    """Cut a document into passages, in reading order; `split` has the sentences of each block."""
    seen: Counter[str] = Counter()
    for section in sections(document):
        spans = [
            (span, number)
            for number, block in enumerate(section.blocks, 1)
            for span in (sentences(document, block) if split is None else split[block])
        ]
        runs = _runs(document, _units(document, spans, count_tokens, settings))
        for units in (group for run in runs for group in _cut(run, settings)):
            start, end = units[0].span.start, units[-1].span.end
            text = document.text[start:end]
            key = passage_key(section.path, text)
            seen[key] += 1
            suffix = f"-{seen[key]}" if seen[key] > 1 else ""
            yield Passage(
                id=f"{document.id}:{key}{suffix}",
                document=document.id,
                section=section.path,
                paragraph=units[0].paragraph,
                start=start,
                end=end,
                text=text,
                sentences=tuple(unit.span for unit in units),
            )


def is_genuine(passage: Passage) -> bool:
    """Whether a passage still has the section and text that its id was made from."""
    key = passage.id.removeprefix(f"{passage.document}:").partition("-")[0]
    return key == passage_key(passage.section, passage.text)


def passage_key(path: tuple[str, ...], text: str) -> str:
    """The hash in a passage's id: of its section and its text."""
    return hashlib.blake2b("\0".join([*path, text]).encode(), digest_size=6).hexdigest()


def _units(
    document: Document,
    spans: Sequence[tuple[Span, int]],
    count_tokens: CountTokens,
    settings: PassageSettings,
) -> list[_Unit]:
    """Step 1: the sentences of a section, each with the number of its block, and their sizes."""
    sizes = _sizes([document.slice(span) for span, _ in spans], count_tokens)
    units: list[_Unit] = []
    for (span, number), size in zip(spans, sizes, strict=True):
        for part, tokens in _parts(document, span, size, count_tokens, settings.maximum):
            units.append(_Unit(part, number, tokens, document.slice(part).endswith(":")))
    return units


def _sizes(texts: Sequence[str], count_tokens: CountTokens) -> list[int]:
    """The tokens of each text; one that is too long is taken to have one for each character."""
    sizes = [len(text) for text in texts]
    counted = [i for i, size in enumerate(sizes) if size <= COUNTED]
    batches = zip(counted, accumulate(len(texts[i]) for i in counted), strict=True)
    for _, batch in groupby(batches, key=lambda one: one[1] // _BATCH):
        places = [i for i, _ in batch]
        for i, size in zip(places, count_tokens([texts[i] for i in places]), strict=True):
            sizes[i] = size
    return sizes


def _parts(
    document: Document, span: Span, tokens: int, count_tokens: CountTokens, maximum: int
) -> Iterator[tuple[Span, int]]:
    """A span split into parts of at most `maximum` tokens, with their sizes."""
    if tokens <= maximum or span.end - span.start < 2:
        yield span, tokens
        return
    halves = _halves(document.text, span)
    sizes = _sizes([document.slice(half) for half in halves], count_tokens)
    for half, size in zip(halves, sizes, strict=True):
        yield from _parts(document, half, size, count_tokens, maximum)


def _halves(text: str, span: Span) -> list[Span]:
    """A span cut at the white space nearest its middle, or at the middle if it has none."""
    middle = (span.start + span.end) // 2
    before, after = text[span.start : middle], text[middle : span.end]
    blanks = [
        *(span.start + blank.start() for blank in list(_BLANKS.finditer(before))[-1:]),
        *(middle + blank.start() for blank in islice(_BLANKS.finditer(after), 1)),
    ]
    cut = min(blanks, key=lambda blank: abs(blank - middle), default=middle)
    halves = (text[span.start : cut].rstrip(), text[cut : span.end].lstrip())
    return [
        Span(span.start, span.start + len(halves[0])),
        Span(span.end - len(halves[1]), span.end),
    ]


def _runs(document: Document, units: list[_Unit]) -> list[list[_Unit]]:
    """The units in runs without a title in between, since passages contain no titles."""
    runs: list[list[_Unit]] = []
    for i, unit in enumerate(units):
        if i > 0 and not document.text[units[i - 1].span.end : unit.span.start].strip():
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return runs


def _cut(units: list[_Unit], settings: PassageSettings) -> list[list[_Unit]]:
    """Step 2: group the units of a section into passages."""
    groups: list[list[_Unit]] = []
    size = 0
    rests = _rests(units)
    for i, (unit, rest) in enumerate(zip(units, rests, strict=True)):
        new_block = i > 0 and unit.paragraph != units[i - 1].paragraph
        target = _target(groups[-1], settings) if groups else settings.target
        fits = size + unit.tokens <= target
        whole = size + rest <= settings.maximum
        tied = i > 0 and units[i - 1].introduces and size + unit.tokens <= settings.maximum
        joins = tied or (fits and (not new_block or size + rest <= target))
        joins = joins or (not new_block and whole)
        if groups and joins:
            groups[-1].append(unit)
            size += unit.tokens
        else:
            lead = _lead(groups[-1], settings.maximum - unit.tokens) if groups else []
            groups.append([*lead, unit])
            size = sum(u.tokens for u in groups[-1])
    return _join_rests(groups, settings)


def _target(group: list[_Unit], settings: PassageSettings) -> int:
    """How many tokens a passage that begins with these units may have."""
    is_list = any(unit.introduces for unit in group)
    has_many = group[0].paragraph != group[-1].paragraph
    return min(settings.target, settings.many) if has_many and not is_list else settings.target


def _rests(units: list[_Unit]) -> list[int]:
    """For each unit, the tokens from there to the end of its block."""
    rests: list[int] = []
    for i, unit in reversed(list(enumerate(units))):
        goes_on = i + 1 < len(units) and units[i + 1].paragraph == unit.paragraph
        rests.append(unit.tokens + (rests[-1] if goes_on else 0))
    return rests[::-1]


def _lead(group: list[_Unit], room: int) -> list[_Unit]:
    """Take lines that introduce a list off a group's end, unless nothing would be left."""
    lead: list[_Unit] = []
    while len(group) > 1 and group[-1].introduces and group[-1].tokens <= room:
        lead.insert(0, group.pop())
        room -= lead[0].tokens
    return lead


def _join_rests(groups: list[list[_Unit]], settings: PassageSettings) -> list[list[_Unit]]:
    """Join each group too short to stand alone to the one before it, if both fit."""
    joined: list[list[_Unit]] = []
    for group in groups:
        size = sum(unit.tokens for unit in group)
        before = sum(unit.tokens for unit in joined[-1]) if joined else 0
        if joined and size < settings.least and before + size <= settings.maximum:
            joined[-1] = joined[-1] + group
        else:
            joined.append(group)
    return joined
