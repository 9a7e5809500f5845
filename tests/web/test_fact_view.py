"""Facts above an answer: what the texts state, now and earlier."""

from dataclasses import replace
from re import findall

from streamlit.testing.v1 import AppTest

from cmp_search.locales import messages_for
from cmp_search.search.searcher import Searcher
from cmp_search.web.fact_view import facts_view
from tests.web.conftest import Open, ask, sentence_read, shown


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


def test_the_words_of_a_digest_are_no_quotation(searcher: Searcher) -> None:
    (fact,) = searcher.ask("Canadian co-chair, lens group").facts
    entries = {entry.id: entry for entry in searcher.index.entries()}
    id = fact.statement.citation.document
    digest = {**entries, id: replace(entries[id], digest_of="x")}
    official, paraphrase = (
        facts_view([fact], known, messages_for("es")).facts[0].statement.sentence.quote
        for known in (entries, digest)
    )
    assert official and (official.opening, official.closing, official.warning) == ("“", "”", "")
    assert paraphrase and (paraphrase.opening, paraphrase.closing) == ("", "")
    assert paraphrase.warning == "Síntesis – una paráfrasis, no debe citarse"
    assert paraphrase.text == official.text
