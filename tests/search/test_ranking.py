import json
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.documents.editions import editions
from cmp_search.encoders import Vectors
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.base import Index
from cmp_search.index.build import build_index
from cmp_search.index.embedding import embed, heading_inputs, passage_inputs, sentence_inputs
from cmp_search.index.engines import open_index
from cmp_search.index.filters import Filters
from cmp_search.search import ranking
from cmp_search.search.answer import PHRASE_WEIGHT
from cmp_search.search.document_facts import gather_facts
from cmp_search.search.query_terms import idf, query_terms
from cmp_search.search.question import parse_question
from cmp_search.search.ranking import Ranked, rank
from cmp_search.search.searcher import Searcher
from tests.search.making import ONE_EACH
from tests.strategies import latin_words

ENCODER = FakeEncoder()
NONE = Filters()


def vector(text: str) -> Vectors:
    return np.asarray(ENCODER.encode_questions([text])[0])


def ranked(generation: Index, text: str, filters: Filters = NONE, count: int = 100) -> list[Ranked]:
    question = parse_question(text)
    terms = query_terms(generation, question.words)
    facts = gather_facts(generation.entries())
    return rank(generation, facts, question, terms, vector(question.text), filters, count)


def first(generation: Index, text: str, filters: Filters = NONE) -> str:
    """The text of the first passage."""
    id = ranked(generation, text, filters)[0].id
    return generation.passages([id])[id].text


def documents_of(found: list[Ranked]) -> list[str]:
    """The documents of the ranked passages, in order."""
    return [hit.document for hit in found]


def corpus_of(folder: Path, texts: dict[str, list[str]], **entries: dict[str, str | int]) -> Index:
    """An index of English documents, each paragraph of which is a passage.

    `entries` are fields of the catalogue, by document.
    """
    (folder / "corpus").mkdir()
    catalogue = []
    for name, paragraphs in texts.items():
        (folder / "corpus" / f"{name}.md").write_text("\n\n".join(paragraphs), "utf-8")
        fields: dict[str, Any] = {"id": name, "language": "en", **entries.get(name, {})}
        catalogue += ["[[document]]", *(f"{key} = {json.dumps(v)}" for key, v in fields.items())]
    (folder / "corpus" / "catalogue.toml").write_text("\n".join(catalogue), "utf-8")
    build_index(folder / "corpus", str(folder / "index"), ENCODER, "fake", settings=ONE_EACH)
    return open_index(str(folder / "index"))


def only_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nearness find only one passage and one sentence."""
    monkeypatch.setattr(ranking, "NEAR_PASSAGES", 1)
    monkeypatch.setattr(ranking, "NEAR_SENTENCES", 1)


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


@pytest.mark.parametrize("held", range(2, 8))
def test_a_word_of_three_passages_or_two_in_a_hundred_gives_candidates(
    tmp_path: Path, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_nearest(monkeypatch)
    texts = ["Tell of it.", *(f"{'fog' if i < held else 'bread'} x{i}." for i in range(199))]
    for count, most in ((100, 3), (200, 4)):
        folder = tmp_path / f"{count}"
        folder.mkdir()
        generation = corpus_of(folder, {"a": texts[:count]})
        found = {hit.number for hit in ranked(generation, "tell of it, of fog, bread")}
        assert found == {1, *(range(2, 2 + held) if held <= most else ())}
        generation.close()


def test_a_rare_word_gives_its_nearest_passages_to_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_nearest(monkeypatch)
    monkeypatch.setattr(ranking, "PER_TERM", 2)
    texts = ["Tell of it.", "fog x y z.", "fog x.", "fog x y."]
    generation = corpus_of(tmp_path, {"a": texts})
    assert {hit.number for hit in ranked(generation, "tell of it, of fog")} == {1, 3, 4}
    generation.close()


def test_a_word_in_another_form_gives_candidates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_nearest(monkeypatch)
    generation = corpus_of(tmp_path, {"a": ["Tell of it.", "An initiative.", "Bread."]})
    found = {hit.number: hit.score.terms for hit in ranked(generation, "tell of it: iniciativa")}
    assert found.keys() == {1, 2}
    assert found[2] > 0
    generation.close()


@pytest.mark.parametrize("question", ["Who polished forty lenses?", "la señora Íñiguez", "lens"])
def test_only_the_best_by_the_other_steps_are_rescored(
    searcher: Searcher, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = ranked(searcher.index, question)
    unread = sorted(everything, key=lambda hit: hit.score.terms - hit.score.total)
    monkeypatch.setattr(ranking, "RESCORED", 2)
    read = {hit.number for hit in unread[:2]}
    assert {hit.number for hit in ranked(searcher.index, question, count=1)} <= read
    assert {hit.number for hit in ranked(searcher.index, question, count=2)} == read
    assert len(ranked(searcher.index, question, count=4)) == 4


def test_a_rare_name_decides_between_passages_that_are_as_near(tmp_path: Path) -> None:
    generation = corpus_of(tmp_path, {"a": ["Quickwater spoke.", "Dubrouillard spoke."]})
    assert first(generation, "what did Dubrouillard say") == "Dubrouillard spoke."
    assert first(generation, "what did Quickwater say") == "Quickwater spoke."
    generation.close()


def test_a_quoted_phrase_comes_first(tmp_path: Path) -> None:
    quoted = "Much is told here of bread, and of fog lens polish among other things of the sea."
    generation = corpus_of(tmp_path, {"a": ["lens polish fog", "polish fog lens", quoted]})
    assert first(generation, "fog lens polish") != quoted
    assert first(generation, 'fog "fog lens polish"') == quoted
    scores = [hit.score.terms for hit in ranked(generation, 'fog "fog lens polish"')]
    assert scores[0] >= PHRASE_WEIGHT > max(scores[1:])
    generation.close()


def test_each_quoted_phrase_counts(tmp_path: Path) -> None:
    generation = corpus_of(tmp_path, {"a": ["dense fog", "dense fog, brass oars", "oars of brass"]})
    hits = ranked(generation, '"dense fog" and "brass oars"')
    assert [(hit.number, hit.score.terms // PHRASE_WEIGHT) for hit in hits] == [
        *[(2, 2), (1, 1), (3, 0)]
    ]
    generation.close()


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
    tmp_path: Path, question: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_nearest(monkeypatch)
    near = [f"Fog lens {'polish' if i % 5 == 0 else 'fog'} x{i}." for i in range(20)]
    generation = corpus_of(tmp_path, {"a": near, "z": [text]})
    (far,) = (passage.id for passage in generation.passages_of("z"))
    found = [hit.id for hit in ranked(generation, question)]
    assert far in found
    assert len(found) == 2
    generation.close()


def crowd(tmp_path: Path) -> Index:
    """The phrase "dense fog" in eighty passages, and once more in another document."""
    filler = [f"There was dense fog on day{i}, and bread{i} too." for i in range(80)]
    return corpus_of(tmp_path, {"a": filler, "b": ["Oars and dense fog.", "Oars and clear skies."]})


def test_a_phrase_that_occurs_in_many_passages_counts_in_all_of_them(tmp_path: Path) -> None:
    generation = crowd(tmp_path)
    assert first(generation, 'oars in "dense fog"') == "Oars and dense fog."
    hits = ranked(generation, 'oars in "dense fog"')
    assert sum(hit.score.terms >= PHRASE_WEIGHT for hit in hits) >= ranking.PER_TERM
    generation.close()


def test_a_phrase_counts_under_a_filter_that_leaves_out_most_passages_with_it(
    tmp_path: Path,
) -> None:
    generation = crowd(tmp_path)
    hits = ranked(generation, 'clear skies, "dense fog"', Filters(documents=("b",)))
    assert [hit.score.terms >= PHRASE_WEIGHT for hit in hits] == [True, False]
    generation.close()


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
    generation = searcher.index
    found = [hit.id for hit in ranked(generation, question, filters)]
    passing = [entry.id for entry in generation.entries() if filters.matches(entry)]
    expected = [passage.id for id in passing for passage in generation.passages_of(id)]
    assert expected and sorted(found) == sorted(expected)


def test_the_count_only_cuts_the_list(searcher: Searcher) -> None:
    everything = ranked(searcher.index, "lens")
    assert ranked(searcher.index, "lens", count=3) == everything[:3]


@pytest.mark.parametrize("question", ["Who polished the lenses?", "¿Quién pulió lentes?", "ZKB"])
def test_a_text_without_an_edition_in_the_language_of_the_question_is_raised(
    searcher: Searcher, question: str
) -> None:
    asked = parse_question(question).language
    works = editions(searcher.index.entries())
    answer = searcher.ask(question)
    for hit in answer.hits:
        languages = {entry.language for entry in works[hit.passage.document]}
        lifted = bool(asked) and asked not in languages
        assert hit.score.language == (ranking.OTHER_LANGUAGE if lifted else 0)
    lifts = {hit.score.language for hit in answer.hits}
    assert lifts == ({0, ranking.OTHER_LANGUAGE} if asked else {0})


def test_nothing_is_added_to_a_text_in_yet_another_language(tmp_path: Path) -> None:
    texts = {"a": ["Fog."], "b": ["Fog."], "c": ["Fog."]}
    generation = corpus_of(tmp_path, texts, b={"language": "de"}, c={"language": "es"})
    added = {hit.document: hit.score.language for hit in ranked(generation, "what of the fog")}
    assert added == {"a": 0, "b": 0, "c": ranking.OTHER_LANGUAGE}
    generation.close()


def dated(folder: Path, **entries: dict[str, str | int]) -> Index:
    """Documents that all say the same twice, and "of-2019" with a year in its id."""
    names = ("a", "b", "c", "d", "of-2019")
    texts = {name: [f"Dense fog of {name}.", f"Bread in {name}."] for name in names}
    return corpus_of(folder, texts, **entries)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("what of fog in 2019", {"a", "c", "of-2019"}),
        ("what of fog in 2021", {"b"}),
        ("what of fog in 2019-2020", {"a", "c", "of-2019"}),
        ("what of fog in 2020", set()),
        ("what of fog, 12019 times", set()),
        ("what of fog", set()),
    ],
)
def test_documents_of_a_year_that_is_named_are_raised(
    tmp_path: Path, question: str, named: set[str]
) -> None:
    titled: dict[str, str | int] = {"title": "A report of 2019"}
    generation = dated(tmp_path, a={"year": 2019}, b={"year": 2021}, c=titled)
    found = ranked(generation, question)
    for hit in found:
        assert hit.score.year == (ranking.NAMED_YEAR if hit.document in named else 0)
    assert [-hit.score.total for hit in found] == sorted(-hit.score.total for hit in found)
    generation.close()


def test_a_question_of_several_years_gets_the_best_of_each_text_first(tmp_path: Path) -> None:
    texts = {"a": ["Dense fog.", "Dense fog."], "b": ["Dense bread.", "Oars."], "c": ["Dense fog."]}
    generation = corpus_of(tmp_path, texts, a={"year": 2019}, b={"year": 2021})
    asked = "what of dense fog in 2019 and 2021"
    found = ranked(generation, asked)
    assert [hit.number for hit in found] == [1, 3, 2, 5, 4]
    totals = [hit.score.total for hit in found]
    assert totals[1] < totals[2], "the best of the other text comes before better passages"
    assert totals[0] > totals[1] and totals[2:] == sorted(totals[2:], reverse=True)
    assert ranked(generation, asked, count=2) == found[:2]
    generation.close()


@pytest.mark.parametrize(
    ("years", "documents"),
    [("2019", ()), ("2019 and 1999", ()), ("2019 and 2021", ("a", "d"))],
    ids=["one year", "a year of no document", "a document that is left out"],
)
def test_a_question_about_one_text_or_year_is_ranked_by_score(
    tmp_path: Path, years: str, documents: tuple[str, ...]
) -> None:
    texts = {
        "a": ["Fog.", "Fog."],
        "b": ["Fog."],
        "c": ["Bread."],
        "d": ["What of dense fog in it?"],
    }
    of_2019: dict[str, str | int] = {"year": 2019}
    generation = corpus_of(tmp_path, texts, a=of_2019, b={"year": 2021}, c=of_2019)
    found = ranked(generation, f"what of dense fog in {years}", Filters(documents=documents))
    assert documents_of(found)[0] == "d"
    totals = [hit.score.total for hit in found]
    assert totals == sorted(totals, reverse=True)
    generation.close()


def test_the_editions_of_a_text_count_as_one(tmp_path: Path) -> None:
    texts = {"a": ["Dense fog."], "b": ["Dense fog."], "c": ["Dense bread."]}
    edition: dict[str, str | int] = {"year": 2019, "language": "es", "edition_of": "a"}
    generation = corpus_of(tmp_path, texts, a={"year": 2019}, b=edition, c={"year": 2021})
    found = ranked(generation, "what of dense fog in 2019 and 2021")
    assert documents_of(found)[:2] in (["a", "c"], ["b", "c"])
    generation.close()


named_years = st.lists(st.sampled_from(["2019", "2020", "2021", "2022"]), max_size=4)


@given(latin_words, named_years)
def test_only_the_best_of_each_text_may_be_out_of_order(
    searcher: Searcher, word: str, years: list[str]
) -> None:
    generation = searcher.index
    found = ranked(generation, " ".join([word, *years]))
    by_score = sorted(found, key=lambda hit: (-hit.score.total, hit.number))
    assert len({hit.number for hit in found}) == len(found)
    works = gather_facts(generation.entries()).texts
    best: dict[str, Ranked] = {}
    for hit in by_score:
        if hit.score.year:
            best.setdefault(works[hit.document], hit)
    several = len({"2020", "2021", "2022"} & set(years)) > 1
    lifted = list(best.values()) if several else []
    assert found == lifted + [hit for hit in by_score if hit not in lifted]


def test_a_phrase_that_occurs_in_too_many_still_counts_wherever_it_occurs(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "MAX_PASSAGES", 10_000)
    question = '"el faro" "the" lens'
    before = ranked(searcher.index, question)
    monkeypatch.setattr(ranking, "MAX_PASSAGES", 2)
    assert ranked(searcher.index, question) == before
