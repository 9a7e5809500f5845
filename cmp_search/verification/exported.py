"""What an exported note has besides the words of its writer, told apart when it is read back.

1. A paraphrase, which is a digest's words, stands behind a warning and not in quotation marks. If
   it is all between the warning and its footnote, it is read as set as a quotation, so that it is
   checked as a whole.
2. The annexes are the excerpts, from the citation of the first to the last line (see `annex`), and
   each record of a search: from its question, alone in its paragraph in quotation marks, to the
   line with the fingerprint of the index, and the passages with their hashes below it.
What stands between or below these was added by hand.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from cmp_search.locales import interfaces, messages_for
from cmp_search.verification.annex import annex_of, excerpts_of
from cmp_search.verification.draft import Draft, DraftParagraph

_CITATION = 2
"""Paragraphs right above an excerpt, or its line, that belong to it."""
_INDEX = re.compile(r"\b[0-9a-f]{8,64}, \w+ g\d+\.")
_PASSAGE = re.compile(r"\d+\. .*\b[0-9a-f]{64}\s*", re.DOTALL)
_QUESTION = re.compile(r"[“«\"„].*[”»\"“]\s*", re.DOTALL)
_RECORD = 12
"""Paragraphs from a question to the line of the index, at most."""


def with_paraphrases(draft: Draft) -> Draft:
    """The draft with its paraphrases set as quotations; step 1."""
    warnings = tuple(messages_for(language)("export.paraphrase") for language in interfaces())
    return Draft(tuple(_paraphrase(one, warnings) for one in draft.paragraphs))


def _paraphrase(paragraph: DraftParagraph, warnings: tuple[str, ...]) -> DraftParagraph:
    if not any(mark.at >= len(paragraph.text) for mark in paragraph.marks):
        return paragraph
    text = " ".join(paragraph.text.split())
    warning = next((one for one in warnings if text.startswith(f"{one} ".replace("\xa0", " "))), "")
    if not warning:
        return paragraph
    start = len(paragraph.text) - len(paragraph.text.split(":", 1)[1].lstrip())
    marks = tuple(replace(mark, at=max(mark.at - start, 0)) for mark in paragraph.marks)
    return replace(paragraph, text=paragraph.text[start:], marks=marks, is_quotation=True)


def annexed(draft: Draft) -> frozenset[int]:
    """The positions of the paragraphs of the annexes; step 2."""
    places = {*excerpts_of(draft), *(line.paragraph for line in annex_of(draft))}
    if places:
        places.update(range(min(places) - _CITATION, max(places)))
    for position, paragraph in enumerate(draft.paragraphs):
        if _INDEX.search(paragraph.text):
            places.update(_record(draft.paragraphs, position))
    return frozenset(places)


def _record(paragraphs: tuple[DraftParagraph, ...], index: int) -> Iterator[int]:
    """The record of a search, by the position of its line of the index."""
    first = next(
        (
            before
            for before in range(index, max(index - _RECORD, -1), -1)
            if _QUESTION.fullmatch(paragraphs[before].text)
        ),
        index,
    )
    yield from range(first, index + 1)
    for after in range(index + 1, len(paragraphs)):
        if _PASSAGE.fullmatch(paragraphs[after].text):
            yield after
        elif after > index + 1:
            break
