import pytest

from cmp_search.encoders import DEFAULT_MODEL
from cmp_search.search.confidence import FITTED_READER
from cmp_search.search.reading.cross_encoder import CrossEncoderReader
from cmp_search.search.reading.opening import open_reader, warm_reader
from cmp_search.search.reading.small import SmallReader


@pytest.mark.parametrize(
    ("name", "model", "kind"),
    [
        ("auto", DEFAULT_MODEL, SmallReader),
        ("auto", "fake", type(None)),
        ("none", DEFAULT_MODEL, type(None)),
        ("cmp-reader", "fake", SmallReader),
        ("some/reranker", DEFAULT_MODEL, CrossEncoderReader),
    ],
)
def test_a_name_opens_its_reader(name: str, model: str, kind: type) -> None:
    assert type(open_reader(name, model)) is kind


def test_where_there_is_no_reader_nothing_is_warmed() -> None:
    assert warm_reader("none") is None


def test_the_confidence_is_fitted_for_the_reader_that_ships() -> None:
    assert SmallReader().identity == FITTED_READER
