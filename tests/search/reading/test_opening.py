import pytest

from cmp_search.encoders import DEFAULT_MODEL
from cmp_search.search.reading.cross_encoder import CrossEncoderReader
from cmp_search.search.reading.opening import open_reader
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
