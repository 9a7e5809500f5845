"""Finding the quotations of a draft: what it gives as the words of a text.

1. In each paragraph, words in quotation marks (see `quotation_marks`), wherever it stands: in the
   body, a table, a footnote or an endnote. Names are none (see `names`). Short ones are found, too;
   whether they are checked is not decided here.
2. A quotation may go on in the next paragraphs. They open it again with a mark, or one of the next
   three has the mark that closes it. A note's mark at the end of a paragraph ends it there.
3. One that is never closed ends at the next mark of a note, at the next quotation or with its
   paragraph, whichever comes first; it counts if it has some words.
4. A paragraph that is set as a quotation, or a paraphrase (see `exported`), is one, without marks
   around it and without its source (see `block_quotes`). So is the paragraph at a line of the annex
   of excerpts (see `annex`), which has that line's number as its label.
5. Footnotes belong to a quotation as `belonging` says. If a paragraph that is set as a quotation
   has none, those of the next ones count, which go on with it, or else the last of the line above
   it. A quotation in a note belongs to that note.
"""

from collections.abc import Iterator, Sequence

from cmp_search.verification.annex import excerpts_of
from cmp_search.verification.belonging import Belonging
from cmp_search.verification.block_quotes import block_words
from cmp_search.verification.draft import Draft, DraftParagraph, Place
from cmp_search.verification.exported import with_paraphrases
from cmp_search.verification.names import Names
from cmp_search.verification.quotation import DraftQuotation
from cmp_search.verification.quotation_marks import SPACES, Family, Marked, Opened, marked

_MOST_PARAGRAPHS = 30
"""Paragraphs of the longest quotation in marks."""
_UNMARKED = 3
"""Paragraphs after the first in which a closing mark is looked for, if they do not open anew."""
_SOME_WORDS = 4
"""Words of a quotation that is never closed; a stray mark has less behind it."""


def find_quotations(draft: Draft) -> tuple[DraftQuotation, ...]:
    """All quotations of a draft, in the order of its paragraphs."""
    return tuple(_Finding(draft).quotations())


class _Finding:
    """One draft, its marks and what has been read of it."""

    def __init__(self, draft: Draft) -> None:
        draft = with_paraphrases(draft)
        self.paragraphs = draft.paragraphs
        self.marks = [_NONE if _is_set(one) else marked(one.text) for one in self.paragraphs]
        self.texts = _note_texts(self.paragraphs)
        self.excerpts = excerpts_of(draft)
        self.names = Names(draft, self.marks)
        self.done = [0] * len(self.paragraphs)
        """Up to where each paragraph belongs to a quotation that began before it."""

    def quotations(self) -> Iterator[DraftQuotation]:
        for position, paragraph in enumerate(self.paragraphs):
            if _is_set(paragraph) or position in self.excerpts:
                yield from self._set(position)
            else:
                yield from self._marked(position)

    # In quotation marks

    def _marked(self, position: int) -> Iterator[DraftQuotation]:
        """Steps 1 to 3: the quotations that begin in a paragraph."""
        paragraph, marks = self.paragraphs[position], self.marks[position]
        belonging = Belonging(paragraph)
        done = self.done[position]
        going = self._going_on(position)
        limit = going[0].at if going else len(paragraph.text)
        found = [(start + 1, end) for start, end in marks.pairs if done <= start < limit]
        found += self._unclosed(position, done, limit)
        for start, end in sorted(found):
            words = _words(paragraph.text, start, end, marks)
            if not any(map(str.isalnum, words)):
                continue
            notes = belonging.notes_of(start, end)
            if not self.names.has(position, words, notes):
                yield self._quotation(position, words, notes)
        if going:
            opened, last, end = going
            quotation = self._over_paragraphs(position, opened, last, end)
            if any(map(str.isalnum, quotation.text)):
                yield quotation

    def _unclosed(self, position: int, done: int, limit: int) -> Iterator[tuple[int, int]]:
        """Step 3."""
        paragraph, marks = self.paragraphs[position], self.marks[position]
        starts = [one.at for one in marks.unclosed if done <= one.at < limit]
        stops = [start for start, _ in marks.pairs] + [one.at for one in marks.unclosed]
        stops = sorted([*stops, *(mark.at for mark in paragraph.marks), limit])
        place = 0
        for start in starts:
            while stops[place] <= start:
                place += 1
            words = paragraph.text[start + 1 : stops[place]]
            if len(words.split(maxsplit=_SOME_WORDS)) >= _SOME_WORDS:
                yield start + 1, stops[place]

    def _going_on(self, position: int) -> tuple[Opened, int, int] | None:
        """Step 2: the mark whose quotation goes on, the paragraph and the offset where it ends."""
        paragraph = self.paragraphs[position]
        length = len(paragraph.text.rstrip())
        if (
            paragraph.heading
            or paragraph.place is Place.TABLE
            or any(mark.at >= length for mark in paragraph.marks)
        ):
            return None
        last_of = {one.family: one for one in self.marks[position].unclosed}
        for opened in sorted(last_of.values(), key=lambda one: one.at):
            if opened.at >= self.done[position] and (end := self._end(position, opened.family)):
                return opened, *end
        return None

    def _end(self, position: int, family: Family) -> tuple[int, int] | None:
        """Where a quotation that begins in a paragraph and is open at its end is closed."""
        first = self.paragraphs[position]
        unmarked = 0
        for after in range(position + 1, min(position + _MOST_PARAGRAPHS, len(self.paragraphs))):
            paragraph, marks = self.paragraphs[after], self.marks[after]
            if _is_set(paragraph) or paragraph.heading or not _alike(paragraph, first):
                return None
            reopened = _reopened(paragraph.text, family)
            if reopened >= 0 and marks.pairs and marks.pairs[0][0] == reopened:
                return after, marks.pairs[0][1]
            closing = [one.at for one in marks.unopened if one.family is family]
            closing = [at for at in closing if at != reopened]
            if closing:
                return after, closing[0]
            unmarked += reopened < 0
            if unmarked > _UNMARKED or (reopened < 0 and marks.unclosed):
                return None
        return None

    def _over_paragraphs(
        self, position: int, opened: Opened, last: int, end: int
    ) -> DraftQuotation:
        """A quotation from a mark to the end in a later paragraph."""
        first = self.paragraphs[position]
        parts = [_words(first.text, opened.at + 1, len(first.text), self.marks[position])]
        for between in range(position + 1, last + 1):
            text = self.paragraphs[between].text
            start = _reopened(text, opened.family) + 1
            stop = end if between == last else len(text)
            parts.append(_words(text, start, stop, self.marks[between]))
            self.done[between] = stop
        notes = [mark.note for mark in first.marks if mark.at > opened.at]
        for between in range(position + 1, last):
            notes += [mark.note for mark in self.paragraphs[between].marks]
        notes += Belonging(self.paragraphs[last]).notes_of(0, end)
        return self._quotation(position, "\n".join(parts), tuple(dict.fromkeys(notes)))

    # Set as a quotation

    def _set(self, position: int) -> Iterator[DraftQuotation]:
        """Step 4: a paragraph that is a quotation."""
        paragraph = self.paragraphs[position]
        words = block_words(paragraph.text)
        if not any(map(str.isalnum, words)):
            return
        line = self.excerpts.get(position)
        if line is not None:
            yield self._quotation(position, words, (str(line.n),) if line.n else ())
        else:
            yield self._quotation(position, words, self._notes_of_set(position))

    def _notes_of_set(self, position: int) -> tuple[str, ...]:
        """Step 5: the notes of a paragraph that is set as a quotation."""
        first = self.paragraphs[position]
        for after in range(position, min(position + _MOST_PARAGRAPHS, len(self.paragraphs))):
            paragraph = self.paragraphs[after]
            if not _is_set(paragraph) or not _alike(paragraph, first):
                break
            if paragraph.marks:
                return tuple(dict.fromkeys(mark.note for mark in paragraph.marks))
        before = position - 1
        while before > max(position - _MOST_PARAGRAPHS, 0) and _is_set(self.paragraphs[before]):
            if self.paragraphs[before].marks:
                return ()
            before -= 1
        if before < 0 or not _alike(self.paragraphs[before], first):
            return ()
        above = self.paragraphs[before]
        ends = [
            mark.note for mark in above.marks if mark.at >= len(above.text.rstrip(SPACES + ":"))
        ]
        return tuple(dict.fromkeys(ends))

    def _quotation(self, position: int, words: str, notes: tuple[str, ...]) -> DraftQuotation:
        paragraph = self.paragraphs[position]
        if paragraph.note:
            notes = tuple(dict.fromkeys((paragraph.note, *notes)))
        texts = tuple(self.texts[note] for note in notes if note in self.texts)
        return DraftQuotation(words, position, paragraph.place, notes, texts)


_NONE = Marked((), (), (), frozenset())


def _is_set(paragraph: DraftParagraph) -> bool:
    return paragraph.is_quotation


def _alike(one: DraftParagraph, other: DraftParagraph) -> bool:
    """Whether two paragraphs are in the same place, and of the same note if they are in one."""
    return one.place is other.place and one.note == other.note


def _reopened(text: str, family: Family) -> int:
    """The offset of a mark that opens a quotation again at the start of a paragraph, or -1."""
    start = len(text) - len(text.lstrip(SPACES))
    marks = "«»" if family is Family.GUILLEMETS else family.openers
    return start if text[start : start + 1] and text[start] in marks else -1


def _words(text: str, start: int, end: int, marks: Marked) -> str:
    """The words between two offsets, without marks that open anew at the start of a line."""
    if not marks.reopening:
        return text[start:end].strip(SPACES)
    kept = (text[at] for at in range(start, end) if at not in marks.reopening)
    return "".join(kept).strip(SPACES)


def _note_texts(paragraphs: Sequence[DraftParagraph]) -> dict[str, str]:
    """The words of each note, as `Draft.note_text` has them."""
    lines: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        if paragraph.note:
            lines.setdefault(paragraph.note, []).append(paragraph.text)
    return {note: "\n".join(texts) for note, texts in lines.items()}
