"""The Ask page in three languages, run by Streamlit's own test runner with the fake encoder."""

from dataclasses import replace
from pathlib import Path
from re import findall

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cmp_search.errors import NoIndexError, QuestionError
from cmp_search.index.caveats import Caveat
from cmp_search.index.filters import Filters
from cmp_search.locales import interfaces, messages_for
from cmp_search.search.answer import Confidence, Level
from cmp_search.search.searcher import Searcher
from cmp_search.web.answer_view import SIGNS, VIEWS, answer_view
from cmp_search.web.asking import LAST
from cmp_search.web.engine import entries_of
from cmp_search.web.error_view import error_sentence
from cmp_search.web.fact_view import facts_view
from cmp_search.web.rendering import escape_markdown, render
from tests.index.counting import counted
from tests.web.conftest import Open, ask, sentence_read, shown

WORDS = messages_for("en")
EXAMPLES = WORDS.lines("ask.examples")


def test_the_first_page_offers_questions(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert page.title[0].value
    assert tuple(page.button_group[0].options) == EXAMPLES


def test_a_question_gets_marked_passages_and_citations(page: AppTest) -> None:
    page.run()
    ask(page, "who plants trees?")
    assert not page.exception
    assert "<mark>" in shown(page)
    assert '<p class="citation">' in shown(page)
    assert page.query_params["q"] in ("who plants trees?", ["who plants trees?"])


def test_a_word_that_was_read_as_another_is_said(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def remarks() -> str:
        return shown(page)

    page.query_params["q"] = "who plants tres?"
    page.run()
    assert "Read “tres”" not in remarks()
    monkeypatch.setattr("cmp_search.search.searcher.read_as", lambda *_: {"tres": "trees"})
    del page.session_state[LAST]
    page.run()
    assert not page.exception
    assert "Read “tres” as “trees”." in remarks()
    assert page.text_area[0].value == "who plants tres?"


def test_an_address_is_a_search(page: AppTest) -> None:
    page.query_params["q"] = "trees"
    page.query_params["language"] = "fr"
    page.run()
    assert page.text_area[0].value == "trees"
    assert page.multiselect[1].value == ["fr"]
    passages = findall(r'class="passage" lang="(..)"', shown(page))
    assert passages and set(passages) == {"fr"}


def test_an_example_is_asked_with_a_click(page: AppTest) -> None:
    page.run()
    page.button_group[0].select(EXAMPLES[0]).run()
    assert page.text_area[0].value == EXAMPLES[0]
    assert '<ol class="hits">' in shown(page)


def test_a_missing_index_is_said_in_a_sentence(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "nothing"))
    page.run()
    assert not page.exception
    assert [one.value for one in page.info] == [messages_for("en")("app.no_text")]
    assert not page.error and not page.code


@pytest.mark.parametrize("language", interfaces())
@pytest.mark.parametrize("place", ["", "start", "read"])
def test_whoever_may_add_the_first_text_is_led_to_it(
    open_page: Open, language: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", "yes")
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "nothing"))
    monkeypatch.setenv("CMP_SEARCH_CORPUS", str(tmp_path / "empty"))
    page, words = open_page(place, lang=language), messages_for(language)
    assert [one.value for one in page.info] == [words("app.empty")]
    assert words("app.add_first") in [one.proto.label for one in page.get("page_link")]
    assert not page.error and not page.code


def test_whoever_may_change_the_texts_reads_what_is_wrong_with_their_index(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", "yes")
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "nothing"))
    page = open_page("", lang="en")
    missing = NoIndexError("no_index", folder=tmp_path / "nothing")
    assert page.error[0].value == escape_markdown(error_sentence(missing, messages_for("en")))
    assert page.code[0].value == "cmp-search index"


def test_a_question_that_cannot_be_asked_is_answered_by_a_sentence(page: AppTest) -> None:
    page.run()
    ask(page, "?!")
    assert not page.exception
    empty = QuestionError("question_empty")
    assert page.error[0].value == escape_markdown(error_sentence(empty, messages_for("en")))
    page.radio[0].set_value("es").run()
    assert page.error[0].value == escape_markdown(error_sentence(empty, messages_for("es")))


@pytest.mark.parametrize("language", interfaces())
def test_the_page_speaks_each_language(page: AppTest, language: str) -> None:
    page.query_params["lang"] = language
    page.query_params["q"] = "who plants trees?"
    page.run()
    assert not page.exception
    words = messages_for(language)
    assert page.title[0].value == words("ask.title")
    assert page.text_area[0].label == words("ask.question")
    assert f"<summary>{words('hit.why')}</summary>" in shown(page)
    assert words("hit.by_sentence") in shown(page)


def test_citations_are_in_the_language_of_the_app(page: AppTest) -> None:
    page.query_params.update({"lang": "fr", "q": "lenses", "document": "harbour-2021"})
    page.run()
    (cited, *_) = findall(r'<p class="citation">(.*?)</p>', shown(page))
    assert "<span>au para 3</span>" in cited, "the sentence is cited, not its passage"
    assert ">https://fog.example/2021</a>" in cited
    assert '<p class="citation of-passage">' in shown(page)
    assert "<span>aux para 1–6</span>" in shown(page)


def test_the_browser_s_language_is_taken_and_not_put_into_the_address(page: AppTest) -> None:
    page.context = {"locale": "es-MX"}
    page.run()
    assert page.title[0].value == messages_for("es")("ask.title")
    assert "lang" not in page.query_params
    page.context = {"locale": "de-DE"}
    assert page.radio[0].value == "es"


def test_the_switch_keeps_question_and_filters(page: AppTest) -> None:
    page.query_params.update({"q": "trees", "language": "fr", "year": "2021"})
    page.run()
    page.radio[0].set_value("fr").run()
    assert not page.exception
    assert page.title[0].value == messages_for("fr")("ask.title")
    assert page.text_area[0].value == "trees"
    assert [choice.value for choice in page.multiselect] == [[], ["fr"], [2021]]
    assert page.query_params["lang"] in ("fr", ["fr"])
    ask(page, "phares")
    page.radio[0].set_value("es").run()
    assert page.text_area[0].value == "phares"


def test_a_name_in_an_error_is_no_markup(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", "yes")
    monkeypatch.setenv("CMP_SEARCH_INDEX", "![x](https://fog.example/x.png)")
    page.run()
    assert "![x](" not in page.error[0].value


def test_a_hit_leads_to_its_place_in_the_document(page: AppTest) -> None:
    page.query_params.update({"q": "lenses", "lang": "fr"})
    page.run()
    links = findall(r'<a class="within" target="_self" href="(read\?document[^"]*)"', shown(page))
    assert links and all(link.startswith("read?document=") for link in links)
    assert all("&amp;passage=" in link and "&amp;lang=fr" in link for link in links)


def test_the_navigation_leads_to_the_empty_page(open_page: Open) -> None:
    open_page("", q="lenses", year="2021", lang="es")
    for address in ("about", ""):
        page = open_page(address)
        page.query_params.clear()
    assert page.text_area[0].value == ""
    assert page.multiselect[2].value == []
    assert page.button_group(key="example").options
    assert page.title[0].value == messages_for("es")("ask.title")


def test_back_leads_to_the_empty_page_too(page: AppTest) -> None:
    page.run()
    ask(page, "lenses")
    del page.query_params["q"]
    page.run()
    assert page.text_area[0].value == ""
    assert page.button_group(key="example").options
    assert "q" not in page.query_params
    page.query_params["q"] = "lenses"
    page.run()
    assert page.text_area[0].value == "lenses"


def test_only_the_button_asks_what_is_typed(page: AppTest) -> None:
    page.query_params["q"] = "lenses"
    page.run()
    page.text_area[0].set_value("lenses in 20").run()
    page.radio[0].set_value("fr").run()
    assert page.query_params["q"] in ("lenses", ["lenses"])
    ask(page, "lenses in 2021")
    assert page.query_params["q"] in ("lenses in 2021", ["lenses in 2021"])


def test_the_address_of_a_passage_is_no_search(open_page: Open) -> None:
    open_page("", q="lenses")
    page = open_page("read", document="harbour-2021", passage="harbour-2021:0")
    assert page.query_params["passage"]
    page = open_page("")
    assert page.text_area[0].value == "lenses"
    assert page.multiselect[0].value == []


def test_hits_are_grouped_by_document_and_keep_their_ranks(page: AppTest) -> None:
    page.query_params["q"] = "lenses"
    page.run()
    ranks = [int(rank) for rank in findall(r'<li value="(\d+)">', shown(page))]
    assert ranks == list(range(1, len(ranks) + 1))
    assert '<section class="group">' not in shown(page)
    page.button_group[0].select("documents").run()
    assert not page.exception
    assert page.query_params["view"] in ("documents", ["documents"])
    grouped = [int(rank) for rank in findall(r'<li value="(\d+)">', shown(page))]
    assert sorted(grouped) == ranks
    groups = shown(page).split('<section class="group">')[1:]
    first = [int(findall(r'<li value="(\d+)">', group)[0]) for group in groups]
    assert len(groups) > 1 and first == sorted(first) and first[0] == 1


@pytest.mark.parametrize("language", interfaces())
def test_the_map_is_in_the_address_and_says_the_same_as_a_table(
    page: AppTest, language: str
) -> None:
    page.query_params.update({"q": "lenses", "view": "map", "lang": language})
    page.run()
    assert not page.exception
    assert page.button_group[0].value == ["map"]
    drawn, table = shown(page).split('<section class="map"')[1].split("</section>")[0].split("<det")
    link = r'<a class="within" target="_self" href="([^"]*)"'
    assert sorted(findall(link, drawn)) == sorted(findall(link, table)) != []
    assert len(findall(r"<li value", shown(page))) == sum(
        int(n) for n in findall(r"</td><td>(\d+)</td><td>", table)
    )
    assert messages_for(language)("map.table") in table


def test_limits_are_named_and_can_be_taken_off(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.query_params.update({"q": "lenses", "language": "fr", "year": "2021", "lang": "en"})
    page.run()
    limits = shown(page).partition('<p class="limits">')[2].partition("</p>")[0]
    assert limits.startswith("Limited to: Français, 2021. ")
    assert 'href="./?q=lenses&amp;lang=en">Remove all limits</a>' in limits
    page.multiselect[2].set_value([2022]).run()
    assert page.error[0].value.startswith("No document matches the filters")
    press(page, "ask.widen")
    assert not page.exception and not page.error
    assert [choice.value for choice in page.multiselect] == [[], [], []]
    assert "language" not in page.query_params


def test_limits_that_do_not_exist_are_said_and_not_applied(page: AppTest) -> None:
    page.query_params.update({"q": "lenses", "year": "1999", "document": "nosuch", "lang": "en"})
    page.run()
    said = WORDS("ask.unknown_limits", limits="nosuch, 1999")
    assert said in shown(page)
    assert '<p class="limits">' not in shown(page) and "year" not in page.query_params
    assert [choice.value for choice in page.multiselect] == [[], [], []]
    ask(page, "bread")
    assert said not in shown(page)


def test_only_where_there_are_limits_one_may_remove_them(searcher: Searcher) -> None:
    for limits, key in (((), "advice.not_found"), (("2021",), "ask.not_found_limited")):
        answer = replace(searcher.ask("lenses"), confidence=Confidence(Level.NOT_FOUND, 0.1))
        view = answer_view(searcher.index, answer, (), limits, WORDS)
        assert view.verdict.advice == WORDS(key)
        assert (view.verdict.limits is not None) == bool(limits)


def test_questions_of_this_visit_are_asked_again_and_forgotten(page: AppTest) -> None:
    page.run()
    assert "asked" not in page.session_state
    for question in ("lenses", "bread", "?!", "lenses"):
        ask(page, question)
    assert page.session_state["asked"] == ["lenses", "bread"]
    page.button_group[1].select("bread").run()
    assert page.text_area[0].value == "bread"
    assert page.session_state["asked"] == ["bread", "lenses"]
    press(page, "history.clear")
    assert not page.exception
    assert page.session_state["asked"] == ["bread"]


def press(page: AppTest, label: str) -> None:
    """Press the button with a label, by the key of its words."""
    (button,) = [one for one in page.button if one.label == messages_for("en")(label)]
    button.click().run()


def test_back_in_the_browser_asks_the_question_of_the_address(page: AppTest) -> None:
    page.run()
    for question in ("lenses", "bread"):
        ask(page, question)
    page.query_params["q"] = "lenses"
    page.query_params["language"] = "en"
    page.run()
    assert page.text_area[0].value == "lenses"
    assert page.multiselect[1].value == ["en"]
    ask(page, "bread")
    assert page.query_params["q"] in ("bread", ["bread"])
    assert page.text_area[0].value == "bread"


def test_passages_are_folded_where_the_texts_answer_nothing(
    page: AppTest, searcher: Searcher
) -> None:
    answer = searcher.ask("lenses")
    for level, folded in ((Level.NOT_FOUND, True), (Level.RELATED, False)):
        judged = replace(answer, confidence=Confidence(level, 0.1))
        view = answer_view(searcher.index, judged, (), (), messages_for("en"))
        assert ('<details class="nearest">' in render("answer.html", "answer", view)) == folded


@pytest.mark.parametrize("language", interfaces())
@pytest.mark.parametrize("code", ["older_generation", "corpus_changed"])
def test_what_to_know_stands_above_the_answer(searcher: Searcher, code: str, language: str) -> None:
    words = messages_for(language)
    plain = searcher.ask("lenses")
    answer = replace(plain, caveats=(Caveat(code, {"date": "2026-03-01T08:00:00Z"}),))
    html = render("answer.html", "answer", answer_view(searcher.index, answer, (), (), words))
    first = html.partition('<section class="verdict')[0]
    assert 'role="alert"' in first and "2026" in first and "cmp-search index" in first
    assert "`" not in first
    html = render("answer.html", "answer", answer_view(searcher.index, plain, (), (), words))
    assert "caveat" not in html


def test_a_hit_says_first_where_it_comes_from(page: AppTest) -> None:
    page.query_params.update({"q": "Who polished forty lenses?", "lang": "en"})
    page.run()
    first = shown(page).partition("<article")[2].partition("<mark>")[0]
    assert first.index("Harbour Exchange: report for 2021") < first.index("2021 · ")
    assert first.index("Official") < first.index("Lens Working Group")
    assert "<summary>The whole passage</summary>" in shown(page)


def test_a_digest_says_that_it_is_not_to_be_quoted(page: AppTest) -> None:
    page.query_params.update({"q": "storm", "document": "harbour-2020-digest", "lang": "en"})
    page.run()
    warning = "Digest – a paraphrase, do not quote"
    assert f'<span class="digest">{warning}</span>' in shown(page)
    (quotes,) = set(findall(r'data-quote="([^"]*)" data-remark="([^"]*)"', shown(page))) - {
        ("“|”", "")
    }
    assert quotes == ("|", warning)


def test_a_long_question_is_shown_short_in_the_list_and_asked_whole(page: AppTest) -> None:
    question = "lenses " * 40
    page.run()
    ask(page, question)
    assert page.session_state["asked"] == [question]
    ask(page, "bread")
    assert len(page.button_group[1].options[0]) < 100


@pytest.mark.parametrize("upkeep", ["yes", "no"])
def test_a_damaged_index_is_told_in_the_language_of_the_app(
    page: AppTest, index: Path, monkeypatch: pytest.MonkeyPatch, upkeep: str
) -> None:
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", upkeep)
    page.query_params.update({"q": "lenses", "lang": "fr"})
    (next(index.glob("g*")) / "manifest.json").write_text("{}", "utf-8")
    st.cache_resource.clear()
    page.run()
    assert not page.exception
    if upkeep == "yes":
        assert "reconstruisez-le avec la commande" in page.error[0].value
    else:
        assert [one.value for one in page.info] == [messages_for("fr")("app.no_index")]
        assert not page.error and not page.code


@pytest.mark.parametrize("level", Level)
def test_a_level_has_its_sign_its_words_and_its_colour(searcher: Searcher, level: Level) -> None:
    answer = searcher.ask("lenses")
    judged = replace(answer, confidence=Confidence(level, 0.5, ("Zurbano",), "money"))
    for language in interfaces():
        words = messages_for(language)
        view = answer_view(searcher.index, judged, (), (), words)
        html = render("answer.html", "answer", view)
        assert f'<section class="verdict {level.value}">' in html
        assert f'aria-hidden="true">{SIGNS[level]}</span>' in html
        assert words(f"level.{level.value}") in html and words(f"advice.{level.value}") in html
        assert "Zurbano" in html and words("amount.money") in html
    assert len(set(SIGNS.values())) == len(Level)


@pytest.mark.parametrize("count", [5, 50])
def test_a_page_takes_few_calls_of_the_index(searcher: Searcher, count: int) -> None:
    entries_of(searcher.index)  # Kept for all answers from an index.
    index, calls = counted(searcher.index)
    asked = Searcher(index, searcher.encoder, searcher.facts)
    answer = asked.ask('Who polihsed the "forty lenses"?', count=count)
    render("answer.html", "answer", answer_view(index, answer, VIEWS, (), messages_for("en")))
    assert calls[7:] == ["outlines", "excerpts"], "the first seven are those of the question"
    assert len(calls) <= 12


MANY = tuple(f"text-{n}" for n in range(8))


@pytest.mark.parametrize(
    ("language", "filters", "documents", "said"),
    [
        ("en", Filters(), MANY, "in 8 documents, index"),
        ("en", Filters(years=(2021,)), MANY[:2], "in 2 documents (text-0, text-1), index"),
        ("en", Filters(documents=MANY), MANY, "text-3, text-4 and 3 more), index"),
        ("fr", Filters(languages=("fr",)), MANY, "text-3, text-4 et 3 autres), index"),
        ("fr", Filters(languages=("fr",)), MANY[:6], "text-3, text-4 et 1 autre), index"),
        ("es", Filters(languages=("es",)), MANY, "text-3, text-4 y 3 más), índice"),
    ],
)
def test_what_was_searched_names_few_documents_and_only_if_limited(
    searcher: Searcher, language: str, filters: Filters, documents: tuple[str, ...], said: str
) -> None:
    answer = searcher.ask("trees")
    record = replace(answer.search_record, filters=filters, documents=documents)
    answer = replace(answer, search_record=record)
    view = answer_view(searcher.index, answer, (), (), messages_for(language))
    assert said in view.record


def test_facts_are_above_the_passages_and_lead_to_theirs(page: AppTest) -> None:
    page.query_params["q"] = "Who is the Canadian co-chair of the Lens Working Group?"
    page.run()
    assert not page.exception
    html = shown(page)
    assert html.index("Stated in the texts") < html.index('class="hits"')
    assert '<strong lang="en">Ottoline Quickwater, Keeper of the Northern Lens' in html
    assert "Lens Working Group · Canadian Co-Chair" in html
    facts = html[html.index('class="facts"') : html.index('class="count"')]
    (address,) = findall(r'href="(read[^"]+)"', facts)
    assert "passage=harbour-2021" in address
    assert "Ottoline Quickwater" in facts.partition('<details class="cited">')[2]
    (added,) = findall(r'data-adds="([^"]+)" data-span="\d+-\d+"', facts)
    assert added.startswith("harbour-2021") and 'data-copies="q"' in facts
    assert "Stated earlier" not in facts
    ask(page, "who plants trees?")
    assert "Stated in the texts" not in shown(page)


def test_the_sentence_of_a_fact_stands_out_in_its_text(open_page: Open) -> None:
    html = shown(open_page("", q="Who is the Canadian co-chair of the Lens Working Group?"))
    facts = html[html.index('class="facts"') : html.index('class="count"')]
    (address,) = findall(r'href="(read[^"]+)"', facts)
    assert "Ottoline Quickwater" in sentence_read(open_page, address)


def test_older_statements_are_behind_and_a_heading_is_no_quotation(searcher: Searcher) -> None:
    (fact,) = searcher.ask("Canadian co-chair, lens group").facts
    old = replace(fact.statement, words="Anne Roe", as_of="2010-05-03")
    entries = {entry.id: entry for entry in searcher.index.entries()}
    view = facts_view([replace(fact, older=(old,))], entries, messages_for("fr"))
    (shown_fact,) = view.facts
    assert (view.title, shown_fact.older_label) == (
        "Ce que disent les textes",
        "Ce qu’ils disaient auparavant",
    )
    assert shown_fact.statement.sentence.quote is not None
    (older,) = shown_fact.older
    assert older.sentence.quote is None and older.as_of == "Date du texte\u00a0: 3 mai 2010"


def test_what_older_texts_state_in_the_same_words_is_not_said_again(searcher: Searcher) -> None:
    (fact,) = searcher.ask("Canadian co-chair, lens group").facts
    same = replace(fact.statement, as_of="2015-01-01")
    other, again = (replace(same, words="Anne Roe", as_of=day) for day in ("2012-1-1", "2010-1-1"))
    assert replace(fact, older=(same, other, again)).others == (other,)
    assert replace(fact, older=(same,)).others == ()


def test_an_address_from_before_the_last_pick_takes_no_limit_away(page: AppTest) -> None:
    page.query_params["q"] = "lenses"
    page.run()
    first, second = page.multiselect(key="document").options[:2]
    page.multiselect(key="document").select(first).run()
    page.query_params.clear()
    page.query_params["q"] = "lenses"
    page.multiselect(key="document").select(second).run()
    assert not page.exception
    assert len(page.multiselect(key="document").value) == 2
    page.query_params.clear()
    page.query_params["q"] = "lenses"
    page.run()
    assert page.multiselect(key="document").value == [], "a step back is followed"
