from hashlib import sha256

from cmp_search.index.filters import Filters
from cmp_search.notes.searches import RecordedSearch, is_same_search, recorded
from cmp_search.search.searcher import Searcher


def test_a_record_says_what_was_asked_of_what_and_what_was_found(searcher: Searcher) -> None:
    answer = searcher.ask("Who polished lenses?", Filters(languages=("en",)), 2)
    texts = searcher.index.statistics()
    search = recorded(answer, texts)
    assert search.question == "Who polished lenses?"
    assert search.record == answer.search_record
    assert search.record.documents == ("harbour-2020-digest", "harbour-2021")
    assert search.left_out == ("ports-2021", "puertos-2022")
    assert search.editions == {text.entry.id: text.sha256 for text in texts}
    assert search.level is answer.confidence.level
    found = [(hit.rank, hit.passage, hit.sha256, hit.citation) for hit in search.hits]
    assert found == [
        (hit.rank, hit.passage.id, sha256(hit.passage.text.encode()).hexdigest(), hit.citation)
        for hit in answer.hits
    ]


def test_two_records_are_the_same_search_on_another_day(searcher: Searcher) -> None:
    def ask(question: str, count: int = 2) -> RecordedSearch:
        return recorded(searcher.ask(question, Filters(), count), searcher.index.statistics())

    first, again, other, more = ask("lens?"), ask("lens?"), ask("oars?"), ask("lens?", 3)
    assert is_same_search(first, again)
    assert not is_same_search(first, other)
    assert not is_same_search(first, more)
