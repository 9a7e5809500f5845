"""Quotes and notes of invented texts, for tests that need no index."""

from hypothesis import strategies as st

from cmp_search.citations.citation import Citation
from cmp_search.citations.pinpoint import PinpointKind, PinpointStep
from cmp_search.citations.styles import Style
from cmp_search.index.filters import Filters
from cmp_search.notes.editing import new_note
from cmp_search.notes.file_format import note_bytes
from cmp_search.notes.joining import add_quote
from cmp_search.notes.note import Item, Note, NoteSection, OwnWords, Quotation, Quote
from cmp_search.notes.searches import RecordedHit, RecordedSearch
from cmp_search.search.answer import Level, SearchRecord


def make_citation(document: str, start: int, end: int, language: str = "en") -> Citation:
    """A citation of characters of a text."""
    return Citation(
        document=document,
        issuing_body="Institute of Fog",
        title=f"The text {document}",
        date="2021-06-01",
        language=language,
        url=f"https://fog.example/{document}",
        section=("Part I",),
        pinpoint=(PinpointStep(PinpointKind.PARAGRAPH, "1", "1"),),
        start=start,
        end=end,
        edition="e" * 64,
    )


def make_quote(document: str = "fog", start: int = 0, end: int = 4, language: str = "en") -> Quote:
    """A quote of characters of a text."""
    words = "".join(chr(ord("a") + n % 26) for n in range(start, end))
    cited = make_citation(document, start, end, language)
    return Quote(words, f"{document}:{start // 100}", cited, "2026-11-29")


def make_search(question: str = "Who?", fingerprint: str = "f0", hits: int = 1) -> RecordedSearch:
    """A recorded search of one text, out of two."""
    return RecordedSearch(
        question=question,
        read_as={"Whoo": "Who"},
        level=Level.RELATED if hits else Level.NOT_FOUND,
        record=SearchRecord(
            date="2026-11-29T10:00:00+00:00",
            index_fingerprint=fingerprint,
            generation="g000001",
            encoder="fake",
            filters=Filters(documents=("fog",), years=(2021,)),
            documents=("fog",),
        ),
        left_out=("mist",),
        hits=tuple(
            RecordedHit(n, f"fog:{n}", f"{n:064}", make_citation("fog", n, n + 4))
            for n in range(1, hits + 1)
        ),
        editions={"fog": "e" * 64, "mist": "d" * 64},
    )


_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_quotes = st.builds(
    lambda document, start, length, language: make_quote(document, start, start + length, language),
    st.sampled_from(["fog", "mist", "brume"]),
    st.integers(0, 300),
    st.integers(1, 60),
    st.sampled_from(["en", "fr", "es"]),
)
_searches = st.builds(
    make_search, _words, st.sampled_from(["f0", "f1"]), st.integers(min_value=0, max_value=3)
)


@st.composite
def notes(draw: st.DrawFn) -> Note:
    """Notes of any form that a file may have, with unique ids."""
    sections = []
    last = 0
    for _ in range(draw(st.integers(0, 4))):
        last += 1
        id = f"s{last}"
        items: list[Item] = []
        for content in draw(st.lists(st.one_of(_words, st.lists(_quotes, min_size=1)), max_size=3)):
            last += 1
            if isinstance(content, str):
                items.append(OwnWords(f"w{last}", content))
            else:
                items.append(Quotation(f"q{last}", content[0], tuple(content[1:])))
        sections.append(NoteSection(id, draw(_words), tuple(items)))
    return Note(
        title=draw(_words),
        language=draw(st.sampled_from(["en", "fr", "es"])),
        sections=tuple(sections),
        searches=tuple(draw(st.lists(_searches, max_size=2))),
        style=draw(st.sampled_from(Style)),
        short_form=draw(st.booleans()),
        last_id=last,
    )


NOTE = add_quote(new_note("Brume", "fr"), make_quote()).note
"""A note of one quotation."""
DATA = note_bytes(NOTE)
"""Its file."""
