"""Which documents are shown, and in which order."""

from hypothesis import given
from hypothesis import strategies as st

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Quality
from cmp_search.index.status import DocumentStatus
from cmp_search.web.document_filter import DocumentFilter, filter_documents

LANGUAGES = ("en", "fr", "es", "de")


def document(
    id: str, title: str, language: str, year: int | None, edition_of: str | None = None
) -> DocumentStatus:
    entry = Entry(id=id, title=title, language=language, year=year, edition_of=edition_of)
    return DocumentStatus(entry, 1, 1, 1, 0, "markup", (entry,), Quality())


EVERYTHING = DocumentFilter()


def ids(held: list[DocumentStatus], wanted: DocumentFilter = EVERYTHING) -> list[str]:
    """The documents that match a filter, in order."""
    return [one.entry.id for one in filter_documents(held, wanted)]


documents = st.lists(
    st.builds(
        document,
        st.text("abc", min_size=1),
        st.text("é fog", max_size=8),
        st.sampled_from(LANGUAGES),
        st.none() | st.integers(2010, 2012),
        st.none() | st.sampled_from(["a", "b"]),
    ),
    max_size=8,
    unique_by=lambda one: one.entry.id,
)
PLAN = document("plan", "Plan d’action: Forêts", "fr", 2010)


@given(
    documents,
    st.text("é fog", max_size=3),
    st.lists(st.sampled_from(LANGUAGES)),
    st.lists(st.integers(2010, 2012)),
)
def test_filters_together_leave_what_each_of_them_leaves(
    held: list[DocumentStatus], words: str, languages: list[str], years: list[int]
) -> None:
    codes, named = tuple(languages), tuple(years)
    each = [DocumentFilter(words), DocumentFilter(languages=codes), DocumentFilter(years=named)]
    kept = set.intersection(
        *({one.entry.id for one in filter_documents(held, wanted)} for wanted in each)
    )
    found = filter_documents(held, DocumentFilter(words, codes, named))
    assert [one for one in filter_documents(held, EVERYTHING) if one.entry.id in kept] == found
    assert all(not languages or one.entry.language in languages for one in found)
    assert all(not years or one.entry.year in years for one in found)


@given(documents)
def test_without_a_limit_all_are_listed_the_newest_first(held: list[DocumentStatus]) -> None:
    found = filter_documents(held, EVERYTHING)
    assert sorted(one.entry.id for one in found) == sorted(one.entry.id for one in held)
    years = [one.entry.year or 0 for one in found]
    assert years == sorted(years, reverse=True)


def test_each_word_stands_somewhere_accents_and_case_aside() -> None:
    for words in ("foret", "FORÊTS plan", "2010 action".split()[1], "  "):
        assert filter_documents([PLAN], DocumentFilter(words)) == [PLAN], words
    assert filter_documents([PLAN], DocumentFilter("forêts 2019")) == []


def test_editions_of_one_text_stand_together() -> None:
    held = [
        document("b", "B", "en", 2010),
        document("a.es", "A", "es", 2010, "a"),
        document("a", "A", "en", 2010),
        document("a.fr", "A", "fr", 2010, "a"),
    ]
    assert [one.entry.id for one in filter_documents(held, EVERYTHING)] == [
        "a",
        "a.fr",
        "a.es",
        "b",
    ]
