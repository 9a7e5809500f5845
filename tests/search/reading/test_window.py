from hypothesis import given
from hypothesis import strategies as st

from cmp_search.documents.document import Span
from cmp_search.search.reading.window import WINDOW, window, windows


@st.composite
def _sentences(draw: st.DrawFn) -> list[Span]:
    """Sentences of up to 500 characters, with blanks between them."""
    spans, start = [], draw(st.integers(0, 50))
    for length in draw(st.lists(st.integers(1, 500), min_size=1, max_size=15)):
        spans.append(Span(start, start + length))
        start += length + 1
    return spans


@given(_sentences(), st.data())
def test_a_window_is_whole_sentences_around_its_centre(
    sentences: list[Span], data: st.DataObject
) -> None:
    centre = data.draw(st.integers(0, len(sentences) - 1))
    found = window(sentences, centre)
    assert found.start in [sentence.start for sentence in sentences[: centre + 1]]
    assert found.end in [sentence.end for sentence in sentences[centre:]]
    assert found.end - found.start <= WINDOW or found == sentences[centre]


@given(_sentences(), st.data())
def test_a_window_cannot_be_grown(sentences: list[Span], data: st.DataObject) -> None:
    found = window(sentences, data.draw(st.integers(0, len(sentences) - 1)))
    before = [sentence for sentence in sentences if sentence.end <= found.start]
    after = [sentence for sentence in sentences if sentence.start >= found.end]
    assert not before or found.end - before[-1].start > WINDOW
    assert not after or after[0].end - found.start > WINDOW


@given(_sentences(), st.data(), st.integers(1, 20))
def test_windows_cover_all_sentences_unless_there_would_be_too_many(
    sentences: list[Span], data: st.DataObject, most: int
) -> None:
    best = data.draw(st.sampled_from(sentences))
    found = windows(sentences, best, most)
    assert found[0] == window(sentences, sentences.index(best))
    assert 1 <= len(found) <= most
    missed = [s for s in sentences if not any(w.start <= s.start and s.end <= w.end for w in found)]
    assert not missed or len(found) == most
    assert all(w.end - w.start <= WINDOW or w in sentences for w in found)
