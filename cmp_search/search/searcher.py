"""Searcher: an open index and its encoder, asked as often as one likes.

1. Take the question apart, look its words up, mend its spelling and encode it.
2. Rank the passages of the index (see `ranking`).
3. Prove each hit against the stored text before it is shown, and cite it.
4. Weigh the evidence (see `confidence`), and note what was searched.
"""

from dataclasses import dataclass
from pathlib import Path

from cmp_search.citation import cite
from cmp_search.encoders import Encoder, open_encoder
from cmp_search.errors import QuestionError
from cmp_search.index.embedded.generation import Generation, open_generation, unknown_document
from cmp_search.index.embedded.texts import Filters
from cmp_search.index.everyday import everyday_likeness
from cmp_search.index.manifest import now
from cmp_search.search.answer import Answer, Hit, SearchRecord
from cmp_search.search.confidence import confidence
from cmp_search.search.lexicon import Wording, wording
from cmp_search.search.question import Question, parse_question
from cmp_search.search.ranking import Ranked, rank
from cmp_search.search.spelling import as_written, corrected, read_as

DEFAULT_COUNT = 10
MAX_COUNT = 100
NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Searcher:
    """Answers questions from one generation."""

    generation: Generation
    encoder: Encoder

    def ask(
        self, question: str, filters: Filters = NO_FILTERS, count: int = DEFAULT_COUNT
    ) -> Answer:
        """The best passages for a question, at most `count`.

        Raises:
            QuestionError: the question is empty or too long, no passage is asked for, or a filter
                names nothing indexed.
        """
        if count < 1:
            raise QuestionError("count_too_low", count=count)
        parsed = parse_question(question)
        searched = self._check(filters)
        known = wording(self.generation.texts, parsed.words, len(self.generation.passages))
        read = read_as(known, self.generation.texts, self.encoder)
        vector = self.encoder.encode_questions([corrected(parsed.text, read)])[0]
        # The confidence rests on the same number of passages, however many are shown.
        depth = max(DEFAULT_COUNT, min(count, MAX_COUNT))
        ranked = rank(self.generation, parsed, known, vector, filters, depth)
        hits = self._hits(parsed, known, ranked)
        manifest = self.generation.manifest
        return Answer(
            question=question,
            read_as=read,
            confidence=confidence(
                parsed, hits[:DEFAULT_COUNT], everyday_likeness(self.generation.everyday, vector)
            ),
            hits=hits[:count],
            search_record=SearchRecord(
                date=now(),
                index_fingerprint=manifest.fingerprint,
                generation=manifest.generation,
                encoder=manifest.encoder.name,
                filters=filters,
                documents=searched,
            ),
        )

    def close(self) -> None:
        """Close the files of the generation; nothing can be asked any more."""
        self.generation.close()

    def _check(self, filters: Filters) -> tuple[str, ...]:
        """The ids of the documents that pass the filters."""
        shelf = self.generation.shelf
        for id in filters.documents:
            if id not in shelf.languages:
                raise unknown_document(id, self.generation.texts)
        passing = shelf.selections.of(filters).documents
        if not passing:
            raise QuestionError("filters_match_nothing")
        return passing

    def _hits(self, question: Question, known: Wording, ranked: list[Ranked]) -> tuple[Hit, ...]:
        numbers = [place.number for place in ranked]
        passages = self.generation.texts.passages(numbers)
        terms = self.generation.texts.terms_of(numbers)
        hits = []
        for i, place in enumerate(ranked, 1):
            passage = passages[place.number]
            document = self.generation.prove(passage, place.best_sentence)
            hits.append(
                Hit(
                    rank=i,
                    score=place.score,
                    passage=passage,
                    title=document.entry.title,
                    language=document.entry.language,
                    best_sentence=place.best_sentence,
                    matched_terms=_matched(question, terms[place.number]),
                    citation=cite(document, passage),
                    alike_terms=tuple(
                        (typed, as_written(like, passage.text))
                        for typed, like in known.alike(terms[place.number])
                    ),
                )
            )
        return tuple(hits)


def open_searcher(index: Path, encoder: Encoder | None = None) -> Searcher:
    """Open the current index with an encoder, the default model's unless another is given.

    Raises:
        GenerationError: there is no index, or it was built by another encoder.
    """
    generation = open_generation(index)
    encoder = encoder or open_encoder()
    generation.check_encoder(encoder.identity)
    return Searcher(generation, encoder)


def _matched(question: Question, held: frozenset[str]) -> tuple[str, ...]:
    """The words of the question that a passage with these terms holds, as they were typed."""
    return tuple(word.typed for word in question.words if word.terms & held)
