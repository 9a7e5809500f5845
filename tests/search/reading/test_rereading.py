from dataclasses import replace

import pytest

from cmp_search.documents.document import Span
from cmp_search.search.reading.rereading import READ, WHOLE, WINDOWS, read_passages
from cmp_search.search.searcher import Searcher
from tests.search.reading.reading_sample import WordReader

QUESTION = "Who polished forty lenses?"


def test_the_passage_that_the_reader_finds_relevant_comes_first(searcher: Searcher) -> None:
    before = searcher.ask(QUESTION).hits
    word = next(w for w in before[-1].passage.text.split() if w.isalpha() and len(w) > 5)
    answer = replace(searcher, reader=WordReader(word)).ask(QUESTION)
    moved = [hit for hit in answer.hits if word in hit.passage.text]
    assert {hit.passage.id for hit in answer.hits} == {hit.passage.id for hit in before}
    assert all(hit.score.reading == pytest.approx(WordReader.weight, rel=0.01) for hit in moved)
    totals = [hit.score.total for hit in answer.hits]
    assert totals == sorted(totals, reverse=True)
    assert answer.search_record.reader == "words"


def test_an_answer_is_marked_in_the_best_sentence_only(searcher: Searcher) -> None:
    best = [hit.best_sentence for hit in searcher.ask(QUESTION).hits]
    hits = replace(searcher, reader=WordReader("lenses")).ask(QUESTION).hits
    assert [hit.best_sentence for hit in hits] == best
    marked = [hit for hit in hits if hit.answer_span]
    assert marked
    for hit in marked:
        assert hit.answer_text == "lenses"
        assert hit.answer_span
        assert hit.best_sentence.start <= hit.answer_span.start
        assert hit.answer_span.end <= hit.best_sentence.end
    for hit in hits:
        assert hit.answer_span or "lenses" not in hit.best_sentence_text


def test_without_a_reader_nothing_is_read(searcher: Searcher) -> None:
    answer = searcher.ask(QUESTION)
    assert answer.search_record.reader == ""
    assert all((h.reading, h.answer_span, h.score.reading) == (None, None, 0) for h in answer.hits)


def test_the_reader_gets_headers_and_at_most_so_many_windows(searcher: Searcher) -> None:
    reader = WordReader("lenses")
    replace(searcher, reader=reader).ask(QUESTION)
    assert len(reader.read_windows) <= WHOLE * WINDOWS + READ - WHOLE
    titles = {entry.title for entry in searcher.facts.entries.values()}
    assert all(window.header.split(" › ")[0] in titles for window in reader.read_windows)


def test_a_passage_is_read_as_its_most_relevant_window(searcher: Searcher) -> None:
    passage = searcher.ask(QUESTION).hits[0].passage
    text = f"{'Fog. ' * 100}A brass lens. {'Fog. ' * 100}".strip()
    starts = [i for i in range(len(text)) if text[i] in "FA" and (i == 0 or text[i - 1] == " ")]
    sentences = tuple(Span(i, text.index(".", i) + 1) for i in starts)
    long = replace(passage, text=text, start=0, end=len(text), sentences=sentences)
    found = [(long, "", sentences[0]), (long, "", sentences[100])]
    elsewhere, within = read_passages(WordReader("brass"), QUESTION, found)
    assert elsewhere.probability > 0.99
    assert elsewhere.answer is None
    assert within.answer and text[slice(*within.answer)] == "brass"


def test_no_passage_found_is_no_passage_read(searcher: Searcher) -> None:
    assert read_passages(WordReader("lens"), QUESTION, []) == []
