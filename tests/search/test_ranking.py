import math
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.editions import editions
from cmp_search.embedding import embed, passage_readings, sentence_readings
from cmp_search.encoders import Vectors
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from cmp_search.index.generation import Generation, open_generation
from cmp_search.index.texts import Filters
from cmp_search.passage import PassageSettings
from cmp_search.search import ranking
from cmp_search.search.question import parse_question
from cmp_search.search.ranking import NAME_WEIGHT, PHRASE_WEIGHT, WORD_WEIGHT, Ranked, idf, rank
from cmp_search.search.searcher import Searcher
from tests.strategies import latin_words

ENCODER = FakeEncoder()
NONE = Filters()


def vector(text: str) -> Vectors:
    return np.asarray(ENCODER.encode_questions([text])[0])


def ranked(
    generation: Generation, text: str, filters: Filters = NONE, count: int = 100
) -> list[Ranked]:
    question = parse_question(text)
    return rank(generation, question, vector(question.text), filters, count)


def first(generation: Generation, text: str, filters: Filters = NONE) -> str:
    """The words of the passage that comes first."""
    number = ranked(generation, text, filters)[0].number
    return generation.texts.passages([number])[number].text


def corpus_of(folder: Path, texts: dict[str, list[str]]) -> Generation:
    """An index of documents, each of some paragraphs that are passages of their own."""
    (folder / "corpus").mkdir()
    for name, paragraphs in texts.items():
        (folder / "corpus" / f"{name}.md").write_text("\n\n".join(paragraphs), "utf-8")
    one_each = PassageSettings(target=1, maximum=1_000, least=0)
    build_index(folder / "corpus", folder / "index", ENCODER, "fake", settings=one_each)
    return open_generation(folder / "index")


@pytest.mark.parametrize(("held", "count"), [(0, 1), (1, 1), (0, 100), (3, 100), (100, 100)])
def test_idf_is_the_formula(held: int, count: int) -> None:
    assert idf(held, count) == pytest.approx(math.log((count + 1) / (held + 0.5)))


@given(st.integers(1, 10**6), st.data())
def test_idf_falls_as_a_word_spreads_and_is_never_negative(count: int, data: st.DataObject) -> None:
    held = data.draw(st.integers(0, count - 1))
    assert idf(held, count) > idf(held + 1, count) > 0


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
    generation = searcher.generation
    asked = vector(question)
    found = ranked(generation, question)
    passages = generation.texts.passages([hit.number for hit in found])
    for hit in found:
        passage = passages[hit.number]
        document = generation.document(passage.document)
        texts = [sentence_readings(passage.section, document.slice(s)) for s in passage.sentences]
        spoken = (embed(texts, ENCODER) @ asked).tolist()
        headed = embed([passage_readings(document.entry.title, passage)], ENCODER)[0] @ asked
        assert hit.score.passage == pytest.approx(headed, abs=1e-5)
        assert hit.score.sentence == pytest.approx(max(spoken), abs=1e-5)
        assert spoken[passage.sentences.index(hit.best_sentence)] == pytest.approx(max(spoken))
        assert hit.score.total == pytest.approx(sum(astuple(hit.score)))
    totals = [hit.score.total for hit in found]
    assert totals == sorted(totals, reverse=True)
    assert len({hit.number for hit in found}) == len(found)


@given(st.lists(latin_words, min_size=1, max_size=6).map(" ".join))
def test_every_best_sentence_is_one_of_its_passage(searcher: Searcher, text: str) -> None:
    for hit in ranked(searcher.generation, text):
        passage = searcher.generation.texts.passages([hit.number])[hit.number]
        assert hit.best_sentence in passage.sentences


def test_a_rare_word_counts_its_share_of_the_weight(tmp_path: Path) -> None:
    texts = [f"paragraph with word{i}." for i in range(99)]
    generation = corpus_of(tmp_path, {"a": ["The fog was dense.", *texts]})
    share = math.log(101 / 1.5) / math.log(101 / 0.5)
    for question, weight in [("tell of fog", WORD_WEIGHT), ("tell of FOG", NAME_WEIGHT)]:
        scores = {hit.number: hit.score.terms for hit in ranked(generation, question)}
        assert scores.pop(1) == pytest.approx(weight * share)
        assert set(scores.values()) == {0}
    generation.texts.close()


def test_a_word_that_stands_in_many_passages_counts_nothing(tmp_path: Path) -> None:
    texts = [f"paragraph with word{i}." for i in range(200)]
    generation = corpus_of(tmp_path, {"a": texts})
    assert {hit.score.terms for hit in ranked(generation, "a PARAGRAPH")} == {0}
    held = [hit.score.terms > 0 for hit in ranked(generation, "WORD7")]
    assert (held[0], sum(held)) == (True, 1)
    generation.texts.close()


@pytest.mark.parametrize(("held", "rare"), [(3, True), (4, False), (5, False), (6, False)])
def test_a_word_is_rare_in_three_passages_or_two_in_a_hundred(
    tmp_path: Path, held: int, rare: bool
) -> None:
    texts = [f"{'fog' if i < held else 'bread'} x{i}." for i in range(100)]
    generation = corpus_of(tmp_path, {"a": texts})
    found = ranked(generation, "what of fog")
    assert sum(hit.score.terms > 0 for hit in found) == (held if rare else 0)
    generation.texts.close()


def test_a_rare_name_decides_between_passages_that_are_as_near(tmp_path: Path) -> None:
    generation = corpus_of(tmp_path, {"a": ["Quickwater spoke.", "Dubrouillard spoke."]})
    assert first(generation, "what did Dubrouillard say") == "Dubrouillard spoke."
    assert first(generation, "what did Quickwater say") == "Quickwater spoke."
    generation.texts.close()


def test_a_quoted_phrase_comes_first(tmp_path: Path) -> None:
    quoted = "Much is told here of bread, and of fog lens polish among other things of the sea."
    generation = corpus_of(tmp_path, {"a": ["lens polish fog", "polish fog lens", quoted]})
    assert first(generation, "fog lens polish") != quoted
    assert first(generation, 'fog "fog lens polish"') == quoted
    scores = [hit.score.terms for hit in ranked(generation, 'fog "fog lens polish"')]
    assert scores[0] >= PHRASE_WEIGHT > max(scores[1:])
    generation.texts.close()


FILLER = " ".join(f"filler{i}." for i in range(80))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("fog lens polish", f"{FILLER} Fog lens polish. {FILLER}"),
        ('fog lens "zebra oil"', f"{FILLER} There is zebra oil here. {FILLER}"),
        ("fog fog lens lens ZEBRA", f"{FILLER} There is a zebra in {FILLER}"),
    ],
    ids=["by a sentence", "by a phrase", "by a rare word"],
)
def test_a_passage_that_is_far_as_a_whole_is_a_candidate(
    tmp_path: Path, question: str, text: str
) -> None:
    near = [f"Fog lens {'polish' if i % 5 == 0 else 'fog'} x{i}." for i in range(200)]
    generation = corpus_of(tmp_path, {"a": near, "z": [text]})
    (far,) = generation.texts.passage_numbers("z")
    nearest = generation.passages.search(vector(question), ranking.NEAR_PASSAGES)
    assert far not in nearest
    assert far in [hit.number for hit in ranked(generation, question, count=1_000)]
    generation.texts.close()


def crowd(tmp_path: Path) -> Generation:
    """The phrase "dense fog" in eighty passages, and once more in another document."""
    filler = [f"There was dense fog on day{i}, and bread{i} too." for i in range(80)]
    return corpus_of(tmp_path, {"a": filler, "b": ["Oars and dense fog.", "Oars and clear skies."]})


def test_a_phrase_that_stands_in_many_passages_counts_in_all_of_them(tmp_path: Path) -> None:
    generation = crowd(tmp_path)
    assert first(generation, 'oars in "dense fog"') == "Oars and dense fog."
    hits = ranked(generation, 'oars in "dense fog"')
    assert sum(hit.score.terms >= PHRASE_WEIGHT for hit in hits) >= ranking.WITH_TERM
    generation.texts.close()


def test_a_phrase_counts_under_a_filter_that_leaves_out_most_that_hold_it(tmp_path: Path) -> None:
    generation = crowd(tmp_path)
    hits = ranked(generation, 'clear skies, "dense fog"', Filters(documents=("b",)))
    assert [hit.score.terms >= PHRASE_WEIGHT for hit in hits] == [True, False]
    generation.texts.close()


def test_a_rare_word_of_a_large_corpus_counts_wherever_it_stands(tmp_path: Path) -> None:
    texts = [f"x{i} fog" if i % 50 == 0 else f"x{i} bread" for i in range(3_600)]
    generation = corpus_of(tmp_path, {"a": texts})
    held = generation.texts.with_any(["fog"])
    assert ranking.WITH_TERM < len(held) == 72 == ranking.RARE_SHARE * len(texts)
    (match,) = ranking._rare_words(generation, parse_question("what of fog"))
    assert match.passages == set(held)
    assert match.weight == pytest.approx(
        WORD_WEIGHT * math.log(3_601 / 72.5) / math.log(3_601 / 0.5)
    )
    generation.texts.close()


@pytest.mark.parametrize(
    "filters",
    [
        Filters(documents=("ports-2021",)),
        Filters(languages=("es",)),
        Filters(years=(2021,)),
        Filters(languages=("en", "fr"), years=(2021,)),
    ],
)
@pytest.mark.parametrize("question", ["lens fog", 'Quickwater "forty lenses"', "boulangeries"])
def test_filters_are_kept_and_all_that_passes_can_be_found(
    searcher: Searcher, filters: Filters, question: str
) -> None:
    generation = searcher.generation
    found = [hit.number for hit in ranked(generation, question, filters)]
    assert sorted(found) == sorted(generation.texts.allowed(filters))


def test_the_count_only_cuts_the_list(searcher: Searcher) -> None:
    everything = ranked(searcher.generation, "lens")
    assert ranked(searcher.generation, "lens", count=3) == everything[:3]


@pytest.mark.parametrize("question", ["Who polished the lenses?", "¿Quién pulió lentes?", "ZKB"])
def test_a_text_without_an_edition_in_the_language_of_the_question_is_lifted(
    searcher: Searcher, question: str
) -> None:
    asked = parse_question(question).language
    works = editions(searcher.generation.texts.entries())
    answer = searcher.ask(question)
    for hit in answer.hits:
        spoken = {entry.language for entry in works[hit.passage.document]}
        lifted = bool(asked) and asked not in spoken
        assert hit.score.language == (ranking.OTHER_LANGUAGE if lifted else 0)
    lifts = {hit.score.language for hit in answer.hits}
    assert lifts == ({0, ranking.OTHER_LANGUAGE} if asked else {0})
