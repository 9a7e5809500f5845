"""What property tests draw: words, prose with every trap of Unicode, and documents made of it."""

from hypothesis import strategies as st

from cmp_search.document import BlockKind, Document
from cmp_search.passage import PassageSettings
from tests.sample import Piece, make_document

LANGUAGES = st.sampled_from(["en", "fr", "es"])
_LATIN = "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôûùüÿñáíóúœæ"

latin_words = st.text(_LATIN, min_size=1, max_size=12)
"""Words as the three languages write them."""

_WORDS = st.one_of(
    latin_words,
    latin_words.map(str.capitalize),
    st.sampled_from(
        [
            *["Mr.", "Mme", "Sra.", "p. ex.", "U.S.", "etc.", "2019", "3.5", "1,000", "I.", "a)"],
            *[
                "😀",
                "👩\u200d🚀",
                "e\u0301",
                "n\u0303",
                "שלום",
                "مرحبا",
                "\u200fab",
                "東京",
                "ﬁn",
                "™",
            ],
        ]
    ),
)
_GAPS = st.sampled_from(
    [" ", " ", " ", "  ", "\n", "\n\n", ". ", ".\n", "? ", "! ", ": ", ":\n", "\u00a0", "; ", ""]
)

prose = st.lists(st.tuples(_WORDS, _GAPS), min_size=1, max_size=60).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
"""Text of one block: sentences, lines, abbreviations, emoji, right-to-left, combining marks."""

any_text = st.one_of(prose, st.text(max_size=200))

_BODY = st.sampled_from([BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.NOTE])
_PIECES = st.one_of(
    st.tuples(_BODY, prose, st.just(0)),
    st.tuples(_BODY, prose, st.just(0)),
    st.tuples(st.just(BlockKind.HEADING), latin_words, st.integers(1, 6)),
    st.tuples(st.just(BlockKind.TITLE), latin_words, st.just(0)),
)


def _document(pieces: list[Piece], language: str) -> Document:
    return make_document(pieces, language)


documents = st.builds(_document, st.lists(_PIECES, max_size=20), LANGUAGES)
"""Documents with headings of any level anywhere, and bodies of prose."""

passage_settings = st.builds(
    lambda target, more, least: PassageSettings(target, target + more, least),
    st.integers(1, 60),
    st.integers(0, 40),
    st.integers(0, 20),
)
"""Small sizes, so that small documents are cut in many places."""
