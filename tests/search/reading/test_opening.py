import pytest

from cmp_search.search.reading.cross_encoder import CrossEncoderReader
from cmp_search.search.reading.opening import open_reader, warm_reader
from cmp_search.search.reading.small import SmallReader


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("none", type(None)),
        ("cmp-reader", SmallReader),
        ("some/reranker", CrossEncoderReader),
    ],
)
def test_a_name_opens_its_reader(name: str, kind: type) -> None:
    assert type(open_reader(name)) is kind


def test_no_reader_is_the_default_and_needs_no_warming() -> None:
    assert open_reader() is None and warm_reader() is None
