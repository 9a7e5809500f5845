"""Strategies for property tests: words, prose with the traps of Unicode, and documents of it."""

from hypothesis import strategies as st

from cmp_search.documents.document import BlockKind, Document
from cmp_search.documents.passage import PassageSettings
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
                "Œuvre",
                "Ælfric",
                "co\xadopé\xadrer",
                "👩\u200d👩\u200d👧\u200d👦",
                "🇨🇦",
            ],
        ]
    ),
)
_GAPS = st.sampled_from(
    [
        " ",
        " ",
        " ",
        "  ",
        "\n",
        "\n\n",
        ". ",
        ".\n",
        "? ",
        "! ",
        ": ",
        ":\n",
        "\u00a0",
        "\u202f",
        "; ",
        "",
    ]
)

prose = st.lists(st.tuples(_WORDS, _GAPS), min_size=1, max_size=60).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
"""Text of one block: sentences, lines, abbreviations, emoji, right-to-left, combining marks."""

_INLINE = st.sampled_from([" ", " ", " ", "\u00a0", "\u202f", ", "])
_TRAPS = st.sampled_from(
    "ﬁn oﬃce Œuvre Æon œil æther e\u0301te\u0301 n\u0303 c\u0327a fj\u0101\u0323 e\xad\u0301 "
    "co\xadopé\xadrer 😀 👩\u200d🚀 👩\u200d👩\u200d👧\u200d👦 🇨🇦 👍🏽 שלום מרחבא\u05b8 مرحبا "
    "\u200fab \u202bab\u202c 東京 क्षि ™".split(" ")
)
typed_paragraphs = st.lists(
    st.lists(st.tuples(st.one_of(latin_words, _TRAPS), _INLINE), min_size=1, max_size=30).map(
        lambda pairs: "so " + "".join(map("".join, pairs)) + "end."
    ),
    min_size=1,
    max_size=6,
)
"""Paragraphs of one line each, which no format takes for anything else, with traps of Unicode."""

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
