"""How large passages are: which blocks are put together, and what is cut."""

from collections.abc import Sequence

import pytest

from cmp_search.documents.document import BlockKind
from cmp_search.documents.passage import COUNTED, PassageSettings, passages
from tests.documents.cutting import TEN, count_tokens, cut, sizes
from tests.sample import make_document, paragraph


def lengths(pieces: list[int], settings: PassageSettings) -> list[int]:
    """Sentences in each passage of paragraphs that have so many sentences of ten tokens."""
    document = make_document([paragraph(" ".join([TEN] * count)) for count in pieces])
    return [len(passage.sentences) for passage in cut(document, settings)]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([2, 2], [4]),
        ([5, 5], [5, 5]),
        ([3, 4], [3, 4]),
        ([8], [8]),
        ([9], [6, 3]),
        ([6, 1], [7]),
        ([8, 1], [8, 1]),
        ([6, 2], [6, 2]),
        ([1, 6], [1, 6]),
    ],
)
def test_how_paragraphs_are_put_together(pieces: list[int], expected: list[int]) -> None:
    """Up to 60 tokens, 80 where that keeps a block whole; less than 20 joins the one before."""
    assert lengths(pieces, PassageSettings(target=60, maximum=80, least=20)) == expected


def test_a_third_block_joins_only_a_short_passage() -> None:
    blocks = [paragraph(TEN)] * 6
    for settings, expected in (
        (PassageSettings(60, 80, 0, many=60), [6]),
        (PassageSettings(60, 80, 0, many=30), [3, 3]),
        (PassageSettings(60, 80, 0, many=10), [2, 2, 2]),
    ):
        found = cut(make_document(blocks), settings)
        assert [len(passage.sentences) for passage in found] == expected


def test_a_list_stays_with_the_line_that_introduces_it() -> None:
    blocks = [paragraph("They agreed on the following:"), *[paragraph(TEN)] * 4]
    assert len(cut(make_document(blocks), PassageSettings(60, 80, 0, many=10))) == 1


def test_a_line_that_introduces_a_list_moves_to_the_list() -> None:
    document = make_document(
        [paragraph(TEN), paragraph("We look at this:"), (BlockKind.ITEM, TEN[:-4] + "list.", 0)]
    )
    found = cut(document, PassageSettings(target=14, maximum=20, least=0))
    assert [passage.text for passage in found] == [TEN, f"We look at this:\n\n{TEN[:-4]}list."]
    assert [passage.paragraph for passage in found] == [1, 2]


def test_a_line_that_introduces_a_list_holds_more_than_the_target_together() -> None:
    document = make_document([paragraph(TEN), paragraph("We look at this:"), paragraph(TEN)])
    found = cut(document, PassageSettings(target=14, maximum=24, least=0))
    assert [passage.text for passage in found] == [document.text]


def test_a_sentence_that_is_too_long_is_cut_by_its_tokens_not_its_characters() -> None:
    crowded = "a " * 600 + "counterrevolutionaries " * 100
    document = make_document([paragraph(crowded)])
    found = cut(document)
    assert all(sum(sizes(passage, document)) <= PassageSettings().maximum for passage in found)
    assert " ".join(passage.text for passage in found) == crowded.strip()


def test_a_long_word_without_blanks_is_cut_where_it_must() -> None:
    def letters(texts: object) -> list[int]:
        return [len(text) for text in texts] if isinstance(texts, list) else []

    document = make_document([paragraph("x" * 100)])
    found = list(passages(document, letters, PassageSettings(30, 30, 0)))
    assert "".join(passage.text for passage in found) == "x" * 100
    assert all(len(passage.text) <= 30 for passage in found)


def test_empty_lines_within_a_long_block_leave_no_blanks_at_an_edge() -> None:
    block = "\n\n".join(["word " * 20] * 20)
    found = cut(make_document([(BlockKind.ROW, block, 0)]), PassageSettings(30, 40, 0))
    assert len(found) > 1
    assert all(passage.text == passage.text.strip() for passage in found)


def test_the_tokenizer_gets_bounded_texts_and_few_at_once() -> None:
    calls: list[list[int]] = []

    def counting(texts: Sequence[str]) -> list[int]:
        calls.append([len(text) for text in texts])
        return count_tokens(texts)

    document = make_document([paragraph("«" * 100_000), paragraph("Oars. " * 100_000)])
    found = list(passages(document, counting, PassageSettings()))
    assert max(map(max, calls)) <= COUNTED and max(map(sum, calls)) <= 600_000
    assert "".join("".join(one.text.split()) for one in found) == "".join(document.text.split())
