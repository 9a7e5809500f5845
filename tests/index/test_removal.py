from pathlib import Path

import pytest

from cmp_search.errors import CorpusError
from cmp_search.index.removal import check_removal
from tests.index.building import ALL, build, indexed
from tests.raising import raises_code


@pytest.mark.parametrize(("texts", "gone"), [(4, 3), (4, 4), (9, 5)])
def test_more_than_half_has_to_be_meant(texts: int, gone: int) -> None:
    ids = [str(n) for n in range(texts)]
    check_removal(ids, ids[gone:], may_remove_most=True)
    with raises_code(CorpusError, "most_gone", gone=gone, indexed=texts):
        check_removal(ids, ids[gone:], may_remove_most=False)


@pytest.mark.parametrize(("texts", "gone"), [(0, 0), (3, 3), (4, 2), (9, 4)])
def test_half_and_few_texts_go_unasked(texts: int, gone: int) -> None:
    ids = [str(n) for n in range(texts)]
    check_removal(ids, ids[gone:], may_remove_most=False)


def test_others_do_not_make_up_for_them() -> None:
    with raises_code(CorpusError, "most_gone"):
        check_removal(list("abcd"), [*"dwxyz"], may_remove_most=False)


def test_most_of_the_texts_leave_the_index_only_if_they_may(corpus: Path, index: Path) -> None:
    for name in ("harbour-2021.md", "ports-2021.html", "puertos-2022.txt"):
        (corpus / name).unlink()
    with raises_code(CorpusError, "most_gone", gone=3, indexed=4):
        build(corpus, index)
    assert indexed(index) == ALL
    assert len(build(corpus, index, yes=True).removed) == 3


def test_a_corpus_that_was_emptied_at_once_is_asked_for_too(corpus: Path, index: Path) -> None:
    (corpus / "removed").mkdir()
    for path in [path for path in corpus.iterdir() if path.is_file()]:
        path.rename(corpus / "removed" / path.name)
    with raises_code(CorpusError, "most_gone"):
        build(corpus, index)
    assert indexed(index) == ALL
    assert build(corpus, index, yes=True).removed == ALL
