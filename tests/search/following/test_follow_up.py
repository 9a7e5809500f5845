"""Follow-ups: the question that a short one means after another, and which stay as they are."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from cmp_search.index.engines import open_index
from cmp_search.language.country_forms import Adjective, country_adjective, country_name
from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.language.terms import folded_words
from cmp_search.search.fact_book import FactBook, make_book
from cmp_search.search.following.follow_up import follow_up
from tests.conftest import CHECKOUT

FORMS = frozenset(
    word
    for code in ("CA", "MX", "US", "GB")
    for language in TEXT_LANGUAGES
    for form in product((language,), (True, False), (True, False))
    for words in (country_name(code, language), country_adjective(code, Adjective(*form)))
    for word in folded_words(words)
)
"""The words for some countries."""
SMALL = frozenset("the an a le la les l de du des d au aux en del".split())
"""Small words that a country or group may need in its new place."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FactBook]:
    """The names that the shipped digests have."""
    folder = tmp_path_factory.mktemp("digests") / "index"
    build_index(CHECKOUT / "corpus", str(folder), FakeEncoder(), "fake")
    index = open_index(str(folder))
    yield make_book(index.orientations())
    index.close()


def cases(table: str) -> list[tuple[str, ...]]:
    """Each follow-up of a table with the question above it, and what it means if that is given."""
    found, last = [], ""
    for line in table.strip().splitlines():
        if line.startswith(" "):
            found.append((last, *line.strip().split(" → ")))
        else:
            last = line
    return found


MEANT = """
Who chairs the energy group?
    and in 2018? → Who chairs the energy group in 2018?
    And 2018? → Who chairs the energy group, 2018?
    in 2018? → Who chairs the energy group in 2018?
    et en 2018 ? → Who chairs the energy group, 2018?
    ¿y en 2018? → Who chairs the energy group, 2018?
    and Canada? → Who chairs the energy group, Canada?
    and on the Canadian side? → Who chairs the energy group on the Canadian side?
Qui copréside le groupe de travail sur les mines pour le Mexique ?
    et en 2018 ? → Qui copréside le groupe de travail sur les mines pour le Mexique en 2018 ?
    qu’en est-il du Canada ? → Qui copréside le groupe de travail sur les mines pour le Canada ?
    et la France ? → Qui copréside le groupe de travail sur les mines pour la France ?
    and the United States? → Qui copréside le groupe de travail sur les mines pour les États-Unis ?
    et l'énergie ? → Qui copréside le groupe de travail sur l’énergie pour le Mexique ?
    et celui de l’énergie ? → Qui copréside le groupe de travail de l’énergie pour le Mexique ?
    et le groupe énergie ? → Qui copréside le groupe énergie pour le Mexique ?
¿Quién copreside el grupo de minería por Canadá?
    ¿Y en 2018? → ¿Quién copreside el grupo de minería por Canadá en 2018?
    ¿y México? → ¿Quién copreside el grupo de minería por México?
    ¿y el Reino Unido? → ¿Quién copreside el grupo de minería por el Reino Unido?
    ¿y el de energía? → ¿Quién copreside el grupo de energía por Canadá?
    ¿Qué hay del grupo de energía? → ¿Quién copreside el grupo de energía por Canadá?
the annual meeting of 2004
    what about 2018 → the annual meeting of 2018
Where was the meeting of 27 November 2018 held?
    and in 2019? → Where was the meeting in 2019 held?
How many came between 2016 and 2018?
    and in 2019? → How many came in 2019?
    and between 2018 and 2020? → How many came between 2018 and 2020?
What did the 2016 report say about 2018 in 2018?
    and in 2019? → What did the 2016 report say about 2018 in 2019?
Who co-chairs the Forestry Working Group for Mexico?
    and Canada? → Who co-chairs the Forestry Working Group for Canada?
    and for the US? → Who co-chairs the Forestry Working Group for the US?
    and the Canadian co-chair? → Who co-chairs the Forestry Working Group for Canada?
    et pour le Canada ? → Who co-chairs the Forestry Working Group for Canada?
    ¿y por Estados Unidos? → Who co-chairs the Forestry Working Group for the United States?
    and for Canada in 2018? → Who co-chairs the Forestry Working Group for Canada in 2018?
    and the energy group? → Who co-chairs the energy group for Mexico?
    what about energy? → Who co-chairs the Energy Working Group for Mexico?
    and the one on energy for Canada? → Who co-chairs the Energy Working Group for Canada?
    and the HCWG? → Who co-chairs the HCWG for Mexico?
Who works for the United States?
    and Mexico? → Who works for Mexico?
who is canada's co-chair on forestry
    and mexico? → who is mexico's co-chair on forestry
How many Mexican workers come to Canada?
    and to the United States? → How many Mexican workers come to the United States?
    and American ones? → How many American workers come to Canada?
Combien viennent au Canada ?
    et la France ? → Combien viennent en France ?
Combien viennent en France ?
    et le Canada ? → Combien viennent au Canada ?
Combien viennent du Mexique ?
    et l’Allemagne ? → Combien viennent de l’Allemagne ?
¿Quién viene del Reino Unido?
    ¿y de México? → ¿Quién viene de México?
Who is a Mexican co-chair?
    and the American? → Who is an American co-chair?
mexican co-chair, mining
    and canada? → canadian co-chair, mining
Qui est la coprésidente mexicaine ?
    et le Canada ? → Qui est la coprésidente canadienne ?
Qui sont les coprésidents mexicains ?
    et les Français ? → Qui sont les coprésidents français ?
coprésident mexicain
    and Canada? → coprésident canadien
copresidenta mexicana
    ¿y Canadá? → copresidenta canadiense
copresidenta canadiense
    ¿y México? → copresidenta mexicana
copresidente canadiense
    ¿y México? → copresidente mexicano
los copresidentes canadienses
    ¿y España? → los copresidentes españoles
Los copresidentes canadienses
    ¿y Francia? → Los copresidentes franceses
Who leads the HCWG for Canada?
    and energy? → Who leads energy for Canada?
mining co-chair
    and energy? → energy co-chair
When was the plan signed?
    and for the energy group? → When was the plan signed for the energy group?
¿Quién preside el grupo de medio ambiente?
    ¿y el de energía? → ¿Quién preside el grupo de energía?
¿Quién preside el grupo de energía?
    ¿y el de medio ambiente? → ¿Quién preside el grupo de medio ambiente?
copresidenta del grupo forestal
    ¿y la mesa de energía? → copresidenta de la mesa de energía
Who is Jeff Waring?
    and Jennifer Daubeny? → Who is Jennifer Daubeny?
    and Daubeny? → Who is Daubeny?
What does HCWG stand for?
    and SEMARNAT? → What does SEMARNAT stand for?
What does SEMARNAT stand for?
    and HCWG? → What does HCWG stand for?
Where was the 14th annual meeting held?
    and the 15th? → Where was the 15th annual meeting held?
Où s’est tenue la 14e réunion?
    et la 15e? → Où s’est tenue la 15e réunion?
"""


@pytest.mark.parametrize(("last", "asked", "meant"), cases(MEANT))
def test_a_follow_up_means_a_whole_question(
    book: FactBook, last: str, asked: str, meant: str
) -> None:
    found = follow_up(asked, last, book)
    assert found is not None
    assert (found.asked, found.last, found.meant) == (asked, last, meant)


LITERAL = """
Who co-chairs the Forestry Working Group for Mexico?
    Canada
    Canada?
    2018
    in 2018
    CUSMA
    energy working group
    Energy and mining in Canada?
    E. coli in Canada
    In which year was it founded?
    and when was it founded?
    And who chairs energy for Canada?
    And is Canada a member?
    and the space group?
    and turkey?
    and
    what about it?
    and Canada and Chile?
    and Canada the the the the the the the the the the the the
    and Jennifer Daubeny?
    and Jennifer Daubeny for Canada?
Qui copréside le groupe de travail sur les mines pour le Mexique ?
    et qui préside celui de l’énergie ?
¿Quién copreside el grupo de minería por Canadá?
    ¿y quién preside el de energía?
¿Qué hay en México?
    ¿Qué hay en Canadá?
Who is Jeff Waring?
    and Canada?
Who leads the Partnership?
    and the mining group?
Who chairs the tourism group?
    and for the mining group?
When was the plan signed?
    and energy?
How many Mexican workers come to Canada?
    and Guatemala?
How many seasonal workers come to Canada?
    and from Mexico?
What did the 2016 report say about 2018?
    and 2019?
How many came between 2016 and 2018?
    and 2019?
Where was the 14th annual meeting held?
    and in 2015?
    et la 15e ?
Who represents the Canadian Federation of Agriculture?
    and Mexico?
Who is it at Global Affairs Canada?
    and Mexico?
coprésident mexicain
    and Guatemala?
and in 2018?
    and in 2019?
"""


@pytest.mark.parametrize(("last", "asked"), cases(LITERAL))
def test_in_doubt_a_question_stays_as_it_is(book: FactBook, last: str, asked: str) -> None:
    assert follow_up(asked, last, book) is None


def test_a_follow_up_goes_on_from_the_last_one(book: FactBook) -> None:
    meant = "Who co-chairs the Forestry Working Group for Mexico?"
    for asked in ("and Canada?", "in 2018?", "and energy?", "et en 2019 ?", "¿y México?"):
        found = follow_up(asked, meant, book)
        assert found is not None
        meant = found.meant
    assert meant == "Who co-chairs the Energy Working Group for Mexico in 2019?"


def test_a_long_text_is_no_follow_up(book: FactBook) -> None:
    assert follow_up("and Canada" + "?" * 200, "Who chairs energy for Mexico?", book) is None


def test_a_partnership_s_name_names_neither_country(book: FactBook) -> None:
    found = follow_up("and for Mexico?", "Who leads the Canada-Mexico Partnership?", book)
    assert found is not None
    assert found.meant == "Who leads the Canada-Mexico Partnership for Mexico?"


PARTS = st.sampled_from(
    "who chairs the Mexican co-chair of for in from Canada the US du Mexique le groupe sur les "
    "forêts énergie HCWG CONAFOR 2016 2018 14th meeting Jeff Waring ¿quién por México la "
    "copresidenta mexicana canadienne del Reino Unido ? , and - y et what about en".split()
)
QUESTIONS = st.lists(PARTS, min_size=1, max_size=9).map(" ".join)
CUES = st.sampled_from(
    ["and ", "what about ", "et ", "¿y ", "qu’en est-il du ", "¿qué hay del ", ""]
)


@given(last=QUESTIONS, cue=CUES, rest=st.lists(PARTS, min_size=1, max_size=4).map(" ".join))
def test_no_word_is_made_up(book: FactBook, last: str, cue: str, rest: str) -> None:
    found = follow_up(f"{cue}{rest}?", last, book)
    if found is None:
        return
    known = {*folded_words(last), *folded_words(rest), *SMALL, *FORMS}
    assert set(folded_words(found.meant)) <= known
    assert follow_up(found.meant, last, book) is None, "what is meant is no follow-up itself"


@given(last=QUESTIONS, asked=QUESTIONS)
def test_without_a_cue_a_question_is_asked_as_it_stands(
    book: FactBook, last: str, asked: str
) -> None:
    opens = asked.lstrip("¿ ").startswith(
        ("and", "what about", "et", "y", "in", "for", "en", "por")
    )
    assert opens or follow_up(asked, last, book) is None
