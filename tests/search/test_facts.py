"""Facts: the right one for what a question asks, and none where that is not sure."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmp_search.index.filters import Filters
from cmp_search.search.answer import FactKind, Level
from cmp_search.search.facts import lacks_head
from cmp_search.search.searcher import Searcher
from tests.search.fact_cases import INVENTED, FactCase, Mark, fact_cases
from tests.search.making import searcher_of


@pytest.fixture(scope="module")
def partnership(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    opened = searcher_of(INVENTED["atlantic"], tmp_path_factory.mktemp("partnership") / "index")
    yield opened
    opened.close()


def check(case: FactCase, searcher: Searcher) -> None:
    answer = searcher.ask(case.question)
    assert case.mark(answer.facts) is Mark.RIGHT, answer.facts
    if case.expected:
        assert answer.confidence.level is Level.ANSWERED
        assert answer.confidence.missing_names == () and not answer.confidence.missing_amount
        behind = {(fact.statement.passage, fact.statement.span) for fact in answer.facts}
        definitions = searcher.shelf.book(searcher.index).definitions
        behind |= {(one.fact.source.passage, one.fact.source.sentence) for one in definitions}
        first = answer.hits[0]
        assert first.states_fact and (first.passage.id, first.best_sentence) in behind
    assert not any(hit.states_fact for hit in answer.hits[1 if case.expected else 0 :])


@pytest.mark.parametrize("case", fact_cases("cmp", "digests"), ids=lambda case: case.question)
def test_a_question_to_the_digests(case: FactCase, digests: Searcher) -> None:
    check(case, digests)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Searcher]]:
    opened = {
        name: searcher_of(corpus, tmp_path_factory.mktemp(name) / "index")
        for name, corpus in INVENTED.items()
    }
    yield opened
    for searcher in opened.values():
        searcher.close()


@pytest.mark.parametrize("case", fact_cases(*INVENTED), ids=lambda case: case.question)
def test_a_question_to_other_partnerships(case: FactCase, invented: dict[str, Searcher]) -> None:
    check(case, invented[case.corpus])


def test_there_are_enough_questions_in_each_language() -> None:
    cases = fact_cases("cmp", "digests", *INVENTED)
    assert len(cases) >= 200 and sum(bool(case.expected) for case in cases) >= 130
    for language in ("en", "fr", "es"):
        assert sum(case.language == language for case in cases) >= 55


def test_a_fact_is_quoted_cited_and_dated(partnership: Searcher) -> None:
    (fact,) = partnership.ask("Qui préside le comité de suivi ?").facts
    stated = fact.statement
    document = partnership.index.document("psu-2022")
    assert (fact.kind, stated.subject) == (FactKind.HEAD, "Comité de suivi")
    assert stated.words == "Khady Gueye, conseillère au ministère des Affaires étrangères"
    assert stated.sentence == document.slice(stated.span)
    assert stated.sentence.startswith("Le Comité de suivi est présidé par Khady Gueye")
    assert (stated.language, stated.as_of) == ("fr", "2023-01-20")
    assert stated.citation.document == "psu-2022"
    assert stated.citation.section[-1] == "Comité de suivi"


@pytest.mark.parametrize(
    ("question", "document", "first"),
    [
        ("Qu’est-ce que le PSU ?", "psu-2020", "Le Partenariat Sénégal–Uruguay (PSU) a été lancé"),
        ("PSU : de quoi s’agit-il?", "psu-2020", "Le Partenariat Sénégal–Uruguay (PSU) a été lanc"),
        ("Que signifie PSU ?", "psu-2022", "Le Partenariat Sénégal–Uruguay (PSU) réunit"),
    ],
)
def test_what_something_is_is_defined_first(
    partnership: Searcher, question: str, document: str, first: str
) -> None:
    answer = partnership.ask(question)
    (fact,) = answer.facts
    assert fact.statement.words == "Partenariat Sénégal–Uruguay"
    assert answer.hits[0].passage.document == document
    assert answer.hits[0].best_sentence_text.startswith(first)


def test_without_a_definition_what_its_letters_mean_is_first(partnership: Searcher) -> None:
    answer = partnership.ask("Qu’est-ce que le PSU ?", Filters(documents=("psu-2022",)))
    (fact,) = answer.facts
    assert answer.hits[0].best_sentence == fact.statement.span


def test_the_newest_text_states_it_and_older_ones_stay_behind(partnership: Searcher) -> None:
    (fact,) = partnership.ask("Qui dirige le PSU pour l’Uruguay ?").facts
    assert fact.statement.words.startswith("Valentina Sosa")
    (older,) = fact.older
    assert older.words.startswith("Martín Olivera") and older.as_of == "2020-12-15"
    assert older.sentence.startswith("Le PSU est dirigé par Aminata Sow")


@pytest.mark.parametrize(
    ("filters", "person"),
    [
        (Filters(), "Inés Acosta"),
        (Filters(documents=("psu-2020",)), "Rodrigo Bentancor"),
        (Filters(languages=("es",)), ""),
    ],
)
def test_only_the_documents_searched_count(
    partnership: Searcher, filters: Filters, person: str
) -> None:
    facts = partnership.ask("coprésident uruguayen pêche", filters).facts
    assert [fact.statement.words.split(",")[0] for fact in facts] == ([person] if person else [])


def test_a_year_restricts_the_texts(partnership: Searcher) -> None:
    question = "Qui copréside le groupe sur la pêche pour l’Uruguay en {}?"
    found = {
        year: [f.statement.words for f in partnership.ask(question.format(year)).facts]
        for year in (2020, 2022, 1999)
    }
    assert found[2020][0].startswith("Rodrigo Bentancor")
    assert found[2022][0].startswith("Inés Acosta")
    assert found[1999] == []


def test_a_digest_in_two_editions_speaks_the_language_of_the_question(digests: Searcher) -> None:
    for question, long in (
        ("What does SAWP stand for?", "Seasonal Agricultural Workers Program"),
        ("Que signifie SAWP ?", "Programme des travailleurs agricoles saisonniers"),
        ("¿Qué significa SAWP?", "Programa de Trabajadores Agrícolas Temporales"),
    ):
        (fact,) = digests.ask(question).facts
        assert fact.statement.words == long


def test_two_texts_of_unknown_date_that_disagree_state_nothing(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, person in (("one", "Anne Roe"), ("two", "Ana López")):
        text = f"# Lamps\n\nThe Lens Working Group is chaired by {person}, director.\n"
        (corpus / f"{name}.md").write_text(text, "utf-8")
    searcher = searcher_of(corpus, tmp_path / "index")
    assert searcher.ask("Who chairs the lens group?").facts == ()
    (fact,) = searcher.ask("Who chairs the lens group?", Filters(documents=("one",))).facts
    assert fact.statement.words == "Anne Roe, director"
    searcher.close()


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize(
    ("acronym", "names"),
    [
        ("TLCAN", {"en": "(NAFTA)", "fr": "(ALENA, ou NAFTA", "es": "(TLCAN, o NAFTA"}),
        ("PCM", {"en": "(CMP)", "fr": "(PCM, ou CMP", "es": "(AMC, o CMP"}),
        ("AMC", {"en": "(CMP)", "fr": "(PCM, ou CMP", "es": "(AMC, o CMP"}),
    ],
)
def test_a_bare_acronym_of_another_language_is_explained_in_the_interface_s(
    digests: Searcher, acronym: str, names: dict[str, str], language: str
) -> None:
    answer = digests.ask(acronym, language=language)
    (fact,) = answer.facts
    assert fact.statement.subject == acronym
    first = answer.hits[0]
    assert first.language == language and names[language] in first.best_sentence_text


@pytest.mark.parametrize(
    ("question", "language"),
    [("What is TLCAN?", "en"), ("What does TLCAN stand for?", "es"), ("¿Qué es el TLCAN?", "es")],
)
def test_who_asks_for_the_letters_gets_the_text_that_has_them(
    digests: Searcher, question: str, language: str
) -> None:
    assert digests.ask(question).hits[0].language == language


def test_an_acronym_with_two_meanings_has_none(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, long in (("one", "Lamp Keepers Union"), ("two", "Lunar Kite University")):
        (corpus / f"{name}.md").write_text(f"# Fog\n\nThe {long} (LKU) met.\n", "utf-8")
    searcher = searcher_of(corpus, tmp_path / "index")
    assert searcher.ask("What does LKU stand for?").facts == ()
    searcher.close()


@pytest.fixture(scope="module")
def two_groups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """One group with a chair, and one without."""
    corpus = tmp_path_factory.mktemp("two_groups") / "corpus"
    corpus.mkdir()
    (corpus / "lamps.md").write_text(
        "# Lamps\n\n## Lens Working Group\n\nThe Lens Working Group is chaired by Anne Roe.\n\n"
        "## Energy Working Group\n\nThe Energy Working Group met in May.\n",
        "utf-8",
    )
    opened = searcher_of(corpus, corpus.parent / "index")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Who chairs the Lens Working Group?", set()),
        ("Who is Anne Roe?", set()),
        ("When did the Energy Working Group meet?", set()),
        ("Who chairs the working groups?", set()),
        ("Who chairs the Fog Working Group?", {"Lens Working Group"}),
        ("Who chairs the energy group?", {"Lens Working Group", "Energy Working Group"}),
        ("¿Quién preside el grupo de energía?", {"Lens Working Group", "Energy Working Group"}),
        ("qui dirige le groupe énergie", {"Lens Working Group", "Energy Working Group"}),
    ],
)
def test_which_passages_cannot_tell_who_heads_a_group(
    two_groups: Searcher, question: str, lacking: set[str]
) -> None:
    index = two_groups.index
    ids = [hit.passage.id for hit in two_groups.ask("lamps").hits]
    found = {
        passage.section[-1]
        for id, passage in index.passages(ids).items()
        if lacks_head(two_groups.shelf, index, question, ["lamps"], id)
    }
    assert found == lacking
