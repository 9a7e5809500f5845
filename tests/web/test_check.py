"""The Check page: a note's quotations with their standings, and where a sentence comes from."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.locales import interfaces, messages_for
from cmp_search.search.searcher import Searcher
from cmp_search.verification.drafts import draft_of
from cmp_search.verification.support import support
from cmp_search.verification.verify import verify_draft
from cmp_search.web.check_view import (
    SupportView,
    VerificationView,
    support_view,
    verification_view,
)
from cmp_search.web.rendering import render
from tests.web.conftest import Open, shown

NOTE = """\
“The group polished forty lenses.” [^1]

“The group polished sixty lenses.” [^1]

“Whales sing at night off Zanzibar, and nobody hears them.” [^1]

[^1]: Institute of Fog, Harbour Exchange: report for 2021.
"""


def checked(searcher: Searcher, note: str, language: str = "en") -> VerificationView:
    draft = draft_of(".md", note.encode())
    found = verify_draft(searcher.index, draft, "note.md")
    return verification_view(found, searcher.index, messages_for(language))


def traced(searcher: Searcher, sentence: str, language: str) -> SupportView:
    found = support(searcher, sentence)
    return support_view(found, searcher.index, messages_for(language))


@pytest.mark.parametrize("language", interfaces())
def test_what_fails_comes_first_with_its_difference(searcher: Searcher, language: str) -> None:
    view = checked(searcher, NOTE, language)
    words = messages_for(language)
    assert view.verdict == words("check.fails")
    assert [one.standing for one in view.failing] == ["differs", "not_found"]
    assert [one.standing for one in view.sound] == ["exact"]
    html = render("check.html", "verification", view)
    only = words("check.only_in_note"), words("check.only_in_text")
    assert f'<del><span class="heard">{only[0]} </span>sixty' in html
    assert f'<ins><span class="heard">{only[1]} </span>forty' in html
    assert "polished <del>" in html.replace(f'<span class="heard">{only[0]} </span>', "")


def test_a_quotation_leads_to_its_passage(searcher: Searcher) -> None:
    [exact] = checked(searcher, NOTE).sound
    [passage] = [
        one for one in searcher.index.passages_of("harbour-2021") if "forty lenses" in one.text
    ]
    assert exact.address.endswith(passage.id.replace(":", "%3A"))
    assert "note 1" in exact.place


def test_a_note_that_holds_says_so_and_one_without_quotations_too(searcher: Searcher) -> None:
    assert checked(searcher, NOTE.splitlines()[0]).level == ""
    empty = checked(searcher, "Nothing is quoted here.")
    assert (empty.verdict, empty.counts) == (messages_for("en")("check.none"), "")


def test_markup_in_a_note_stays_text(searcher: Searcher) -> None:
    view = checked(searcher, "“<b>The group</b> polished &lt;i&gt;forty lenses and a brass rail.”")
    html = render("check.html", "verification", view)
    assert "<i>" not in html and "<b>" not in html


def test_a_sentence_is_traced_with_what_disagrees(searcher: Searcher) -> None:
    view = traced(searcher, "The group polished sixty lenses.", "fr")
    assert (view.level, view.sign) == ("not_found", "≠")
    assert view.finding == messages_for("fr")("support.contradicted")
    assert "sixty" in view.restriction
    assert "sixty" in view.passages[0].remarks[0] and "forty" in view.passages[0].remarks[0]
    html = render("check.html", "support", view)
    assert "<mark>The group polished forty lenses.</mark>" in html
    nothing = traced(searcher, "Whales sing at night.", "es")
    assert (nothing.finding, nothing.passages) == (messages_for("es")("support.none"), ())


def test_a_passage_that_a_sentence_may_come_from_says_what_its_text_is(searcher: Searcher) -> None:
    view = traced(searcher, "The group polished sixty lenses.", "fr")
    source = view.passages[0].source
    assert (source.title, source.facts) == ("Harbour Exchange: report for 2021", "2021 · anglais")
    html = render("check.html", "support", view)
    digest = replace(source, standing=messages_for("fr")("hit.digest"), is_digest=True)
    passages = (replace(view.passages[0], source=digest),)
    assert source.title in html and 'class="digest"' not in html
    marked = render("check.html", "support", replace(view, passages=passages))
    assert '<span class="digest">Condensé – une paraphrase, à ne pas citer</span>' in marked


def test_the_page_traces_what_is_entered(open_page: Open, index: Path) -> None:
    page = open_page("check", lang="en")
    trace(page, "The group polished sixty lenses.")
    assert not page.exception
    assert "does not give the number “sixty”" in shown(page)
    trace(page, "…")
    assert page.error[0].value


def trace(page: AppTest, sentence: str) -> None:
    page.text_area[0].set_value(sentence)
    label = messages_for("en")("check.trace")
    next(one for one in page.button if one.label == label).click().run()
