"""What any open index must do: `IndexConformance`, with exact search as the oracle.

A subclass has a fixture `opened`: an index of the fixture `texts`, a corpus, built with the fake
encoder and `SETTINGS`.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cmp_search.citations.citation import cite
from cmp_search.documents.document import Span
from cmp_search.errors import UnknownDocumentError
from cmp_search.index.base import Index
from cmp_search.index.contents import Slice
from cmp_search.index.duplicates import find_duplicates
from cmp_search.index.embedding import embed, passage_inputs
from cmp_search.index.filters import Filters
from cmp_search.index.off_topic import encode_off_topic
from cmp_search.index.proof import prove
from cmp_search.index.queries import WordQuery
from cmp_search.language.terms import folded_words
from cmp_search.orientation.orient import orient
from cmp_search.search.searcher import make_searcher
from tests.index.oracle import ENCODER, FILTERS, QUESTIONS, Oracle, oracle_of, query_of, top
from tests.sample import write_corpus


class IndexConformance:
    """The suite. It compares ids, as numbers are the engine's own."""

    @pytest.fixture(scope="class")
    @classmethod
    def texts(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        """The sample corpus."""
        return write_corpus(tmp_path_factory.mktemp("conformance") / "corpus")

    @pytest.fixture
    def oracle(self, texts: Path) -> Oracle:
        """The oracle of the corpus."""
        return oracle_of(texts)

    def test_it_is_an_index(self, opened: Index, oracle: Oracle) -> None:
        assert opened.manifest.documents == len(oracle.documents)
        assert opened.manifest.passage_count == len(oracle.passages)
        assert opened.manifest.encoder == ENCODER.identity

    def test_entries_are_those_of_the_documents_by_id(self, opened: Index, oracle: Oracle) -> None:
        assert opened.entries() == tuple(document.entry for document in oracle.documents.values())

    def test_documents_come_back_whole(self, opened: Index, oracle: Oracle) -> None:
        for id, document in oracle.documents.items():
            assert opened.document(id) == document
        with pytest.raises(UnknownDocumentError, match="harbour-2021"):
            opened.document("nothing")

    def test_statistics_are_counted(self, opened: Index, oracle: Oracle) -> None:
        statistics = {one.entry.id: one for one in opened.statistics()}
        assert list(statistics) == list(oracle.documents)
        for id, found in statistics.items():
            document = oracle.documents[id]
            own = [p for p in oracle.passages.values() if p.document == id]
            assert (found.entry, found.sha256) == (document.entry, document.sha256)
            assert (found.quality, found.headings_from) == (
                document.quality,
                document.headings_from.value,
            )
            assert (found.characters, found.pages) == (len(document.text), len(document.pages))
            assert (found.passages, found.sections) == (len(own), len({p.section for p in own}))
        assert find_duplicates(statistics.values()) == ()

    def test_orientations_are_those_of_the_documents(self, opened: Index, oracle: Oracle) -> None:
        for entry, found in opened.orientations():
            document = oracle.documents[entry.id]
            own = [p for p in oracle.passages.values() if p.document == entry.id]
            assert found == orient(document, own)

    def test_passages_are_found_by_their_ids(self, opened: Index, oracle: Oracle) -> None:
        assert opened.passages([*oracle.passages, "harbour-2021:0"]) == oracle.passages
        assert opened.passages([]) == {}

    def test_passages_of_a_document_are_in_reading_order(
        self, opened: Index, oracle: Oracle
    ) -> None:
        for id in (*oracle.documents, "nothing"):
            own = [p for p in oracle.passages.values() if p.document == id]
            assert opened.passages_of(id) == tuple(sorted(own, key=lambda p: p.start))

    def test_vectors_of_a_document_are_those_of_its_passages(
        self, opened: Index, oracle: Oracle
    ) -> None:
        for id, document in oracle.documents.items():
            own = opened.passages_of(id)
            found = opened.vectors_of(id)
            exact = embed([passage_inputs(document.entry.title, p) for p in own], ENCODER)
            assert found.ids == tuple(passage.id for passage in own)
            assert np.allclose(found.vectors, exact, atol=0.01)
        assert opened.vectors_of("nothing").ids == ()

    def test_outlines_have_length_and_headings(self, opened: Index, oracle: Oracle) -> None:
        ids = list(oracle.documents)[1:]
        for id, outline in opened.outlines(ids).items():
            document = oracle.documents[id]
            assert outline.length == len(document.text)
            assert outline.headings == tuple(
                b.start for b in document.blocks if b.kind == "heading"
            )

    def test_an_excerpt_cites_as_the_whole_does(self, opened: Index, oracle: Oracle) -> None:
        shown = list(oracle.passages.values())
        excerpts = opened.excerpts([Slice(p.document, p.start, p.end) for p in shown])
        for passage, excerpt in zip(shown, excerpts, strict=True):
            whole = oracle.documents[passage.document]
            assert excerpt.slice(Span(passage.start, passage.end)) == passage.text
            assert cite(excerpt, passage) == cite(whole, passage)
        assert opened.excerpts([]) == []
        with pytest.raises(UnknownDocumentError):
            opened.excerpts([Slice("nothing", 0, 1)])

    def test_all_passages_can_be_proved(self, opened: Index, oracle: Oracle) -> None:
        claims = [(passage, passage.sentences[-1]) for passage in oracle.passages.values()]
        assert len(prove(opened, claims)) == len(claims)

    @pytest.mark.parametrize("filters", FILTERS, ids=str)
    @pytest.mark.parametrize("question", QUESTIONS)
    def test_candidates_are_those_of_an_exact_search(
        self, opened: Index, oracle: Oracle, question: str, filters: Filters
    ) -> None:
        query = query_of(question, filters)
        found = opened.candidates(query)
        details = opened.details(found.passages, found.best_sentences)
        passing = oracle.passing(filters)
        near = {id: c for id, c in oracle.passage_cosines(query.vector).items() if id in passing}
        sentence_cosines = {
            place: c
            for place, c in oracle.sentence_cosines(query.vector).items()
            if place[0] in passing
        }
        heading_cosines = {
            id: c for id, c in oracle.heading_cosines(query.vector).items() if id in passing
        }
        with_rare = [
            {id for id in passing if oracle.terms_of(id) & terms} for terms in query.rare_terms
        ]
        phrases = [
            {id for id in oracle.passages if f" {' '.join(phrase)} " in self._words(oracle, id)}
            for phrase in query.phrases
        ]
        owned = [(c, id) for (id, _), c in sentence_cosines.items()]
        owned += [(c, id) for id, c in heading_cosines.items()]
        expected = top(near, 3) | {id for _, id in sorted(owned, reverse=True)[:3]}
        for ids in (*with_rare, *phrases):
            expected |= top({id: near[id] for id in ids & passing}, 2)
        # Of vectors as near as the last one that counts, any will do.
        assert {detail.id for detail in details} <= passing
        assert self._sums(expected, near) == pytest.approx(
            self._sums([detail.id for detail in details], near), abs=1e-4
        ) or expected == {detail.id for detail in details}
        for i, detail in enumerate(details):
            own = {p: c for p, c in sentence_cosines.items() if p[0] == detail.id}
            assert found.documents[i] == oracle.passages[detail.id].document
            assert found.passage_cosines[i] == pytest.approx(near[detail.id], abs=1e-4)
            assert found.sentence_cosines[i] == pytest.approx(max(own.values()), abs=1e-4)
            assert own[detail.id, detail.best_sentence] == pytest.approx(
                max(own.values()), abs=1e-4
            )
            assert found.heading_cosines[i] == pytest.approx(heading_cosines[detail.id], abs=1e-4)
            assert detail.terms == oracle.terms_of(detail.id) | oracle.heading_terms_of(detail.id)
            assert found.phrases[:, i].tolist() == [detail.id in ids for ids in phrases]

    def _words(self, oracle: Oracle, id: str) -> str:
        return f" {' '.join(folded_words(oracle.passages[id].text))} "

    def _sums(self, ids: Sequence[str] | set[str], near: dict[str, float]) -> float:
        return sum(near[id] for id in ids)

    def test_a_phrase_in_too_many_passages_is_found_in_the_candidates(
        self, opened: Index, oracle: Oracle
    ) -> None:
        query = replace(
            query_of("lens", Filters(), near=100), phrases=(("the",),), max_phrase_passages=1
        )
        found = opened.candidates(query)
        details = opened.details(found.passages, found.best_sentences)
        assert len(details) == len(oracle.passages)
        assert found.phrases[0].tolist() == [" the " in self._words(oracle, d.id) for d in details]

    def test_words_are_counted_by_passage(self, opened: Index, oracle: Oracle) -> None:
        terms = ("lenses", "lens", "lent", "the", "groupe", "1998", "nowhere")
        (entry,) = opened.vocabulary([WordQuery("lenses", frozenset(terms), 0.7, 1.0)])
        counts = {t: sum(t in oracle.terms_of(id) for id in oracle.passages) for t in terms}
        assert entry.terms == {term: count for term, count in counts.items() if count}
        assert entry.similar == ()

    @pytest.mark.parametrize(
        ("typed", "similar", "spelling"),
        [
            ("panederias", "panaderias", "panaderías"),
            ("suordough", "sourdough", "sourdough"),
            ("suordough2", None, ""),
            ("zzzzzzz", None, ""),
        ],
    )
    def test_a_word_that_does_not_occur_has_similar_ones(
        self, opened: Index, typed: str, similar: str | None, spelling: str
    ) -> None:
        known, entry = opened.vocabulary(
            [
                WordQuery("lenses", frozenset({"lens"}), 0.7, 0.8),
                WordQuery(typed, frozenset({typed}), 0.7, 0.8),
            ]
        )
        assert known.terms and not entry.terms
        assert [found.folded for found in entry.similar[:1]] == ([similar] if similar else [])
        assert [found.spelling for found in entry.similar[:1]] == ([spelling] if similar else [])
        (unspelt,) = opened.vocabulary([WordQuery(typed, frozenset({typed}), 0.7, 1.0)])
        assert all(not found.spelling for found in unspelt.similar)

    def test_off_topic_questions_are_encoded(self, opened: Index) -> None:
        assert np.allclose(opened.off_topic, encode_off_topic(ENCODER), atol=1e-6)

    @pytest.mark.parametrize("filters", FILTERS[:4], ids=str)
    @pytest.mark.parametrize("question", [*QUESTIONS, "who polihsed the lenses"])
    def test_it_can_be_asked(
        self, opened: Index, oracle: Oracle, question: str, filters: Filters
    ) -> None:
        answer = make_searcher(opened, ENCODER).ask(question, filters)
        editions = ("harbour-2021", "ports-2021")  # These are joined.
        scores = [h.score.total for h in answer.hits if h.passage.document not in editions]
        assert scores == sorted(scores, reverse=True)
        assert {hit.passage.id for hit in answer.hits} <= oracle.passing(filters)
        assert all(hit.passage == oracle.passages[hit.passage.id] for hit in answer.hits)

    def test_nothing_is_wrong_with_it(self, opened: Index) -> None:
        assert list(opened.verify()) == []
