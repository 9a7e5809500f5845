"""What holds in every format: one numbering, the same bytes, and words that stay words."""

from io import BytesIO
from itertools import count
from zipfile import ZipFile

import pytest
from docx.oxml.parser import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.errors import NoteError
from cmp_search.export import ExportFormat, export, format_of
from cmp_search.export.setting import manuscript_of
from cmp_search.notes.note import Note, NoteSection, OwnWords, Quotation
from tests.strategies import any_text

from .making import briefing, quote
from .reading import meant, seen

HOSTILE = (
    '<script>alert("x")</script> <b>bold</b> &lt;i&gt; </p></w:t><!--',
    "[x](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>",
    "https://evil.example/path www.evil.example me@evil.example",
    "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7}",
    "=cmd|' /C calc'!A0",
    '{ HYPERLINK "https://evil.example" } { DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe }',
    "# Heading\n\n- item\n1. first\n> quoted\n\n| a | b |\n|---|---|\n\n    code\n***\n===\n```",
    "*a* _b_ **c** ~~d~~ `e` $f$ [^1] [^1]: note [1] note\\",
    "\x00\x01\x08\x0b\x0c\x1f\x7f\x85\ud800\ufffe\uffff]]>",
    "\u202eright to left \u2066isolated \u200b\ufeff",
    "word" * 2000,
    "\u2028\u2029\r\n\r\t tab",
)
hostile_words = st.sampled_from([text[:400] for text in HOSTILE])
words = st.one_of(any_text, hostile_words, st.just("")).filter(lambda text: not text.isdigit())
quoted = st.one_of(any_text, hostile_words).map(lambda text: f"So {text} it is")


@st.composite
def notes(draw: st.DrawFn) -> Note:
    """Notes of random sections, each with the sources that its quotations are from."""
    numbers = count()
    documents = st.sampled_from(["harbour", "ports", "puertos"])
    quotes = st.builds(
        quote,
        quoted,
        is_digest=st.booleans(),
        document=documents,
        title=words,
        language=st.sampled_from(["en", "fr", "es", '"><x', ""]),
        issuing_body=words,
        url=st.one_of(words, st.just("https://harbour.example/?a=1&b=<x>")),
        date=st.sampled_from(["2021-06-01", "2021", "", "<b>"]),
    )
    items = st.one_of(
        st.builds(lambda text: OwnWords(f"i{next(numbers)}", text), words),
        st.builds(
            lambda one, more: Quotation(f"i{next(numbers)}", one, tuple(more)),
            quotes,
            st.lists(quotes, max_size=1),
        ),
    )
    sections = st.lists(
        st.builds(
            lambda heading, some: NoteSection(f"s{next(numbers)}", heading, tuple(some)),
            words,
            st.lists(items, max_size=4),
        ),
        max_size=4,
    )
    return Note(draw(words), "en", tuple(draw(sections)), short_form=draw(st.booleans()))


@given(notes())
def test_every_format_has_the_same_numbers_under_the_same_words(note: Note) -> None:
    expected = meant(manuscript_of(note))
    assert [number for _, number in expected.marks] == list(expected.notes)
    assert list(expected.notes) == list(range(1, len(note.quotations) + 1))
    for format in ExportFormat:
        assert seen(export(note, format), format) == expected, format


@pytest.mark.parametrize("format", ExportFormat)
def test_the_same_note_gives_the_same_bytes(format: ExportFormat) -> None:
    assert export(briefing(), format) == export(briefing(), format)
    assert export(briefing(), format) != export(briefing("fr"), format)


def test_formats_are_known_by_their_suffix() -> None:
    assert [format_of(one) for one in (".docx", "MD", ".html", "txt")] == list(ExportFormat)
    with pytest.raises(NoteError) as raised:
        format_of(".pdf")
    assert raised.value.code == "export_format" and ".docx" in str(raised.value)


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_add_nothing_to_a_word_file(hostile: str) -> None:
    """The elements are those of a note with harmless words, but for line breaks and tabs."""
    shapes = [
        {
            name: sorted(
                {str(one.tag) for one in parse_xml(archive.read(name)).iter()}
                - {f"{{{W}}}br", f"{{{W}}}tab"}
            )
            for name in archive.namelist()
        }
        for text in ("harmless", hostile)
        for archive in [ZipFile(BytesIO(export(everywhere(text), ExportFormat.DOCX)))]
    ]
    assert shapes[0] == shapes[1]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def everywhere(text: str) -> Note:
    """A note with the same words in every place, none of them an address."""
    one = quote(f"So {text}", title=f"T {text}", issuing_body=f"B {text}", language="en")
    items = (OwnWords("w", f"W {text}"), Quotation("q", one))
    return Note(f"N {text}", "en", (NoteSection("s", f"S {text}", items),))
