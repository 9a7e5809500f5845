from hypothesis import assume, given
from hypothesis import strategies as st

from cmp_search.citations.citation import cite
from cmp_search.citations.narrowing import narrowed
from cmp_search.documents.document import Document, Page, Span
from cmp_search.documents.passage import PassageSettings, passages
from cmp_search.documents.section import sections
from cmp_search.encoders.fake import FakeEncoder
from tests.sample import heading, make_document, paragraph
from tests.strategies import documents, passage_settings


@given(document=documents, settings=passage_settings, data=st.data())
def test_any_part_has_its_own_words_and_the_paragraph_that_its_section_counts(
    document: Document, settings: PassageSettings, data: st.DataObject
) -> None:
    cut = list(passages(document, FakeEncoder().count_tokens, settings))
    assume(cut)
    passage = data.draw(st.sampled_from(cut))
    start = data.draw(st.integers(passage.start, passage.end - 1))
    part = narrowed(document, passage, Span(start, data.draw(st.integers(start + 1, passage.end))))
    assert part.text == document.text[part.start : part.end]
    assert part.id == passage.id
    assume(part.text.strip() == part.text)
    (section,) = (one for one in sections(document) if one.start <= start < one.end and one.blocks)
    number = next(n for n, block in enumerate(section.blocks, 1) if start < block.end)
    assert part.paragraph == number


def test_the_citation_leads_to_the_words_and_not_to_where_their_passage_begins() -> None:
    document = make_document(
        [heading("Fog", 1), paragraph("One is here."), paragraph("Two is there.")]
    )
    middle = document.text.index("Two")
    pages = (Page(1, "i", 0, middle), Page(2, "ii", middle, len(document.text)))
    document = Document(
        document.entry, document.sha256, document.text, document.blocks, pages,
        document.headings_from,
    )  # fmt: skip
    settings = PassageSettings(target=50, maximum=60, least=1)
    (passage,) = passages(document, FakeEncoder().count_tokens, settings)
    whole, second = (
        cite(document, narrowed(document, passage, span))
        for span in (Span(passage.start, passage.end), Span(middle, middle + 3))
    )
    assert whole == cite(document, passage)
    assert whole.render().endswith("paras 1–2, pp. i–ii [PDF 1–2]")
    assert second.render().endswith("para 2, p. ii [PDF 2]")
