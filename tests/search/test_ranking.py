"""Scores: what each part of them counts."""

from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.index.embedding import embed, heading_inputs, passage_inputs, sentence_inputs
from cmp_search.search import ranking
from cmp_search.search.answer import PHRASE_WEIGHT
from cmp_search.search.query_terms import idf, query_terms
from cmp_search.search.question import parse_question
from cmp_search.search.searcher import Searcher
from tests.search.ranked import ENCODER, corpus_of, ranked, vector
from tests.strategies import latin_words


def test_the_numbers_of_the_docstring_are_those_of_the_code() -> None:
    docstring = " ".join((ranking.__doc__ or "").split())
    for words, number in (
        ("at most 2 % of all passages", ranking.RARE_SHARE * 100),
        ("at most 3)", ranking.RARE_PASSAGES),
        ("0.06 in all, so", ranking.OTHER_LANGUAGE),
        ("names gets 0.03", ranking.NAMED_YEAR),
        ("phrase counts 5", PHRASE_WEIGHT),
        ("counts 0.05 in", ranking.WORDS_SAME_LANGUAGE),
        ("0.09 in another", ranking.WORDS_OTHER_LANGUAGE),
    ):
        assert words in docstring and f"{number:g}" in words


def test_a_phrase_weighs_more_than_all_else_can() -> None:
    lifts = ranking.OTHER_LANGUAGE + ranking.NAMED_YEAR + ranking.WORDS_OTHER_LANGUAGE
    assert PHRASE_WEIGHT > 2 * 2 + lifts


@pytest.mark.parametrize(
    "question",
    [
        "Who polished forty lenses?",
        "Ottoline Quickwater",
        "la señora Íñiguez",
        "Combien de lentilles ?",
        'what is "oil pressed from sunflower seeds"?',
        "zzz",
    ],
)
def test_the_score_of_each_passage_is_its_two_cosines_and_its_terms(
    searcher: Searcher, question: str
) -> None:
    generation = searcher.index
    asked = vector(question)
    found = ranked(generation, question)
    passages = generation.passages([hit.id for hit in found])
    for hit in found:
        passage = passages[hit.id]
        assert hit.document == passage.document
        document = generation.document(passage.document)
        texts = [sentence_inputs(passage.section, document.slice(s)) for s in passage.sentences]
        sentence_cosines = (embed(texts, ENCODER) @ asked).tolist()
        headed = embed([passage_inputs(document.entry.title, passage)], ENCODER)[0] @ asked
        assert hit.score.passage == pytest.approx(headed, abs=1e-5)
        assert hit.score.sentence == pytest.approx(max(sentence_cosines), abs=1e-5)
        assert sentence_cosines[passage.sentences.index(hit.best_sentence)] == pytest.approx(
            max(sentence_cosines)
        )
        assert hit.score.total == pytest.approx(sum(astuple(hit.score)))
    totals = [hit.score.total for hit in found]
    assert totals == sorted(totals, reverse=True)
    assert len({hit.number for hit in found}) == len(found)


def test_a_heading_counts_as_a_sentence_but_is_not_marked(tmp_path: Path) -> None:
    texts = {"a": ["# Dense fog", "Oars glide. Bread is brown.", "# Sails", "Brass."]}
    generation = corpus_of(tmp_path, texts)
    question = parse_question("dense fog, bread")
    found = ranked(generation, question.text)
    headed, other = found
    heading = embed([heading_inputs("Dense fog")], ENCODER)[0] @ vector(question.text)
    assert headed.score.heading > 0.1 > other.score.heading
    assert headed.score.sentence + headed.score.heading == pytest.approx(heading, abs=1e-5)
    passage = generation.passages([headed.id])[headed.id]
    text = generation.document("a").text
    assert text[headed.best_sentence.start : headed.best_sentence.end] == "Bread is brown."
    assert headed.best_sentence in passage.sentences
    generation.close()


def test_the_words_of_a_heading_count_for_all_passages_below(tmp_path: Path) -> None:
    texts = {"a": ["# Dense fog", "## Oars", "Fog here.", "Bread.", "# Sails", "Brass."]}
    generation = corpus_of(tmp_path, texts)
    terms = {hit.number: hit.score.terms for hit in ranked(generation, "what of fog")}
    assert terms[1] == terms[2] == ranking.WORDS_SAME_LANGUAGE and terms[3] == 0
    generation.close()


@given(st.lists(latin_words, min_size=1, max_size=6).map(" ".join))
def test_every_best_sentence_is_one_of_its_passage(searcher: Searcher, text: str) -> None:
    for hit in ranked(searcher.index, text):
        passage = searcher.index.passages([hit.id])[hit.id]
        assert hit.best_sentence in passage.sentences


@pytest.mark.parametrize(
    ("question", "english", "spanish"),
    [
        ("what of fog", ranking.WORDS_SAME_LANGUAGE, ranking.WORDS_OTHER_LANGUAGE),
        ("¿fog?", ranking.WORDS_OTHER_LANGUAGE, ranking.WORDS_SAME_LANGUAGE),
        ("fog", ranking.WORDS_SAME_LANGUAGE, ranking.WORDS_SAME_LANGUAGE),
    ],
    ids=["in English", "in Spanish", "in any language"],
)
def test_words_count_more_in_another_language_than_the_questions(
    tmp_path: Path, question: str, english: float, spanish: float
) -> None:
    texts = {"a": ["Fog here.", "Oars."], "b": ["fog densa.", "remos."]}
    generation = corpus_of(tmp_path, texts, b={"language": "es"})
    found = ranked(generation, question)
    scores = {hit.number: hit.score.terms for hit in found}
    assert scores == pytest.approx({1: english, 2: 0, 3: spanish, 4: 0})
    generation.close()


def test_words_count_their_share_of_the_weight(tmp_path: Path) -> None:
    fog = [f"Fog {i}." for i in range(4)]
    generation = corpus_of(tmp_path, {"a": [*fog, "Brass here.", "Brass and fog.", "Bread."]})
    weights = {"fog": idf(5, 7), "brass": 2 * idf(2, 7), "qqq": idf(0, 7)}
    per_weight = ranking.WORDS_SAME_LANGUAGE / sum(weights.values())
    found = {hit.number: hit.score.terms for hit in ranked(generation, "what of fog, BRASS, qqq")}
    assert found.pop(5) == pytest.approx(per_weight * weights["brass"])
    assert found.pop(6) == pytest.approx(per_weight * (weights["brass"] + weights["fog"]))
    assert found.pop(7) == 0
    assert list(found.values()) == pytest.approx([per_weight * weights["fog"]] * 4)
    generation.close()


@given(st.lists(latin_words, min_size=1, max_size=6).map(" ".join))
def test_the_words_of_every_hit_count_their_share(searcher: Searcher, text: str) -> None:
    generation, asked = searcher.index, parse_question(text).language
    languages = {entry.id: entry.language for entry in generation.entries()}
    terms = query_terms(generation, parse_question(text).words)
    for hit in ranked(generation, text):
        same = asked in ("", languages[hit.document])
        weight = ranking.WORDS_SAME_LANGUAGE if same else ranking.WORDS_OTHER_LANGUAGE
        assert hit.score.terms == pytest.approx(weight * terms.share(hit.terms))
