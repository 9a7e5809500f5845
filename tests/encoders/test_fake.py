import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.encoders import open_encoder
from cmp_search.encoders.fake import FakeEncoder
from tests.strategies import any_text

ENCODER = FakeEncoder()


@given(st.lists(any_text, max_size=5))
def test_vectors_have_length_one(texts: list[str]) -> None:
    vectors = ENCODER.encode_passages(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(texts), ENCODER.identity.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)


@given(any_text, any_text)
def test_a_vector_does_not_depend_on_its_neighbours(text: str, other: str) -> None:
    together = ENCODER.encode_passages([other, text])[1]
    assert (together == ENCODER.encode_questions([text])[0]).all()


def test_shared_words_are_near() -> None:
    asked, near, far = ENCODER.encode_passages(["the lens", "a lens, the fog", "bread and oil"])
    assert asked @ near > asked @ far


def test_tokens_are_words() -> None:
    assert ENCODER.count_tokens(["", "one", "one, two: 3"]) == [0, 1, 3]


def test_it_is_opened_by_its_name() -> None:
    assert isinstance(open_encoder("fake"), FakeEncoder)
