from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.citations.citation import Citation, cite
from cmp_search.citations.pinpoint import PinpointKind, PinpointStep, heading_step
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document, Page, Quality
from cmp_search.documents.passage import Passage, PassageSettings, passages
from cmp_search.documents.recognition import RecognisedPage
from cmp_search.encoders.fake import FakeEncoder
from tests.sample import heading, make_document, paragraph

WHOLE = Citation(
    document="fog",
    issuing_body="Institute of Fog",
    title="Report for 2021",
    date="2021-06-01",
    language="en",
    url="https://fog.example",
    section=("Part II", "Lenses"),
    pinpoint=(
        PinpointStep(PinpointKind.PART, "II", "II", "Part II"),
        PinpointStep(PinpointKind.SECTION, heading="Lenses"),
        PinpointStep(PinpointKind.PARAGRAPH, "3", "3"),
    ),
    start=10,
    end=20,
    edition="0" * 64,
)


def page(first: str, last: str, *pdf: int) -> PinpointStep:
    return PinpointStep(PinpointKind.PAGE, first, last, pdf=(pdf[0], pdf[-1]))


@pytest.mark.parametrize(
    ("step", "english", "french", "spanish"),
    [
        (page("xii", "xii", 14), "p. xii [PDF 14]", "à la p. xii [PDF 14]", "p. xii [PDF 14]"),
        (
            page("xii", "1", 14, 15),
            "pp. xii–1 [PDF 14–15]",
            "aux p. xii–1 [PDF 14–15]",
            "pp. xii–1 [PDF 14–15]",
        ),
        (page("", "", 14), "PDF p. 14", "à la p. 14 du PDF", "p. 14 del PDF"),
        (page("", "", 14, 16), "PDF pp. 14–16", "aux p. 14–16 du PDF", "pp. 14–16 del PDF"),
    ],
)
def test_pages(step: PinpointStep, english: str, french: str, spanish: str) -> None:
    citation = replace(WHOLE, pinpoint=(*WHOLE.pinpoint, step))
    place = "Institute of Fog, Report for 2021, Part II › Lenses"
    assert citation.render() == f"{place}, para 3, {english}"
    assert citation.render("fr") == f"{place}, au para 3, {french}"
    assert citation.render("es") == f"{place}, párr. 3, {spanish}"


def test_a_text_without_pages() -> None:
    assert WHOLE.render() == "Institute of Fog, Report for 2021, Part II › Lenses, para 3"


@pytest.mark.parametrize(
    ("missing", "shown"),
    [
        ({"issuing_body": ""}, "Report for 2021, Part II › Lenses, para 3"),
        ({"pinpoint": WHOLE.pinpoint[2:]}, "Institute of Fog, Report for 2021, para 3"),
        ({"issuing_body": "", "title": "", "pinpoint": WHOLE.pinpoint[2:]}, "para 3"),
    ],
)
def test_what_is_not_known_leaves_no_gap(missing: dict[str, Any], shown: str) -> None:
    assert replace(WHOLE, **missing).render() == shown


def paged(lengths: list[int]) -> Document:
    """A document of one paragraph whose pages have so many characters, labelled a, b, …"""
    text = ("word " * (sum(lengths) // 5 + 1))[: sum(lengths)]
    document = make_document([paragraph("x" + text[1:-1] + "x")])
    starts = [sum(lengths[:i]) for i in range(len(lengths))]
    pages = tuple(
        Page(i + 1, chr(ord("a") + i), start, start + length)
        for i, (start, length) in enumerate(zip(starts, lengths, strict=True))
    )
    return replace(document, pages=pages)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8).filter(lambda ns: sum(ns) > 4))
def test_the_pages_of_a_passage_are_those_its_characters_lie_on(lengths: list[int]) -> None:
    document = paged(lengths)
    for passage in passages(document, FakeEncoder().count_tokens, PassageSettings(3, 4, 0)):
        held = cite(document, passage).page
        assert held is not None
        first, last = (
            next(page for page in document.pages if page.start <= place < page.end)
            for place in (passage.start, passage.end - 1)
        )
        assert held == page(str(first.label), str(last.label), first.number, last.number)


def test_a_citation_says_where_a_passage_stands() -> None:
    entry = Entry(
        id="fog",
        title="Report",
        issuing_body="Institute",
        date=date(2021, 6, 1),
        language="en",
        url="https://fog.example",
    )
    made = make_document([heading("Fog", 1), paragraph("One."), paragraph("Two.")], id="fog")
    document = replace(made, entry=entry, sha256="f" * 64)
    passage: Passage = list(
        passages(document, FakeEncoder().count_tokens, PassageSettings(1, 1, 0))
    )[1]
    assert cite(document, passage) == Citation(
        document="fog",
        issuing_body="Institute",
        title="Report",
        date="2021-06-01",
        language="en",
        url="https://fog.example",
        section=("Fog",),
        pinpoint=(
            PinpointStep(PinpointKind.SECTION, heading="Fog"),
            PinpointStep(PinpointKind.PARAGRAPH, "2", "2"),
        ),
        start=document.text.index("Two."),
        end=len(document.text),
        edition="f" * 64,
        year=2021,
    )


def test_a_document_without_a_date_has_an_empty_one() -> None:
    document = make_document([paragraph("One.")])
    (passage,) = passages(document, FakeEncoder().count_tokens, PassageSettings())
    assert cite(document, passage).date == ""


@pytest.mark.parametrize(
    ("url", "anchor", "digest_of", "shown"),
    [
        ("https://fog.example/a", "lamps", None, "https://fog.example/a#lamps"),
        ("https://fog.example/a#top", "lamps", None, "https://fog.example/a#lamps"),
        ("https://fog.example/a?b=c", "a-1", None, "https://fog.example/a?b=c#a-1"),
        ("https://fog.example/a", "été<", None, "https://fog.example/a#%C3%A9t%C3%A9%3C"),
        ("https://fog.example/a#top", None, None, "https://fog.example/a#top"),
        ("https://fog.example/a", "lamps", "fog", "https://fog.example/a"),
        ("", "lamps", None, ""),
    ],
)
def test_the_address_leads_to_the_section(
    url: str, anchor: str | None, digest_of: str | None, shown: str
) -> None:
    made = make_document([heading("Lamps", 1), paragraph("One.")])
    named = tuple(replace(b, anchor=anchor) if b.level else b for b in made.blocks)
    entry = replace(made.entry, url=url, digest_of=digest_of)
    document = replace(made, entry=entry, blocks=named)
    (passage,) = passages(document, FakeEncoder().count_tokens, PassageSettings())
    citation = cite(document, passage)
    assert (citation.url, citation.anchor) == (shown, anchor)


def test_a_section_without_a_name_has_that_of_the_one_around_it() -> None:
    pieces = [heading("Lamps", 1), heading("Wicks", 2), paragraph("One."), heading("Oil", 1)]
    made = make_document([*pieces, paragraph("Two.")])
    first, *rest = made.blocks
    document = replace(made, blocks=(replace(first, anchor="lamps"), *rest))
    found = passages(document, FakeEncoder().count_tokens, PassageSettings(1, 1, 0))
    assert [cite(document, passage).anchor for passage in found] == ["lamps", None]


def test_an_article_is_named_by_its_number_between_the_headings_around_it() -> None:
    names = ("Title I", "Chapter 2", "Article 5.-", "Lamps")
    citation = replace(WHOLE, pinpoint=tuple(map(heading_step, names)))
    assert citation.render().endswith(", Title I › Chapter 2, art. 5, Lamps")


def test_recognised_text_is_named_as_such() -> None:
    citation = replace(WHOLE, pinpoint=(page("", "", 14),), section=(), recognised=True)
    place = "Institute of Fog, Report for 2021"
    assert citation.render() == f"{place}, PDF p. 14 [recognised text]"
    assert citation.render("fr") == f"{place}, à la p. 14 du PDF [texte reconnu]"
    assert citation.render("es") == f"{place}, p. 14 del PDF [texto reconocido]"


def test_a_passage_is_recognised_if_a_page_of_it_is() -> None:
    document = make_document([paragraph("Oars of ash."), paragraph("Oars of oak.")])
    first, second = document.blocks
    document = replace(
        document,
        pages=(Page(1, None, 0, first.end), Page(2, None, first.end, second.end)),
        quality=Quality(recognised=(RecognisedPage(2, 93),)),
    )
    (whole,) = passages(document, FakeEncoder().count_tokens, PassageSettings())
    assert cite(document, whole).recognised
    assert not cite(document, replace(whole, end=first.end)).recognised
