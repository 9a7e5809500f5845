from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.encoders.e5.export import FILES, export_folder
from cmp_search.encoders.e5.fast import BATCH_TOKENS, THREADS, FastEncoder, batches
from cmp_search.encoders.sentence_transformer import SentenceTransformerEncoder
from cmp_search.errors import EncoderError
from tests.encoders.packing import HIDDEN, POSITIONS, write_model
from tests.raising import raises_code

TEXTS = [
    *["the fog", "lens", "", "the lens the fog the fog", "Fog s é", "fi:ne fog"],
    *["東京 fog 😀", "the " * 2 * POSITIONS, "query: s"],
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def tiny(folder: Path) -> FastEncoder:
    return FastEncoder(folder, export_folder(folder))


@pytest.fixture(scope="module")
def slow(folder: Path) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(str(folder))


def test_the_export_is_made_once_beside_the_model_under_its_version(folder: Path) -> None:
    export = export_folder(folder)
    assert export.parent == folder.parent
    assert export.name.startswith(folder.name) and export.name.endswith(FILES)
    made = (export / "graph.bin").stat().st_mtime_ns
    assert (export_folder(folder) / "graph.bin").stat().st_mtime_ns == made


def test_an_export_that_cannot_be_written_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("cmp_search.encoders.e5.export.made_once", refuse)
    with raises_code(EncoderError, "model_export", reason="Permission denied"):
        export_folder(folder)


@pytest.mark.parametrize("texts", [TEXTS[:1], TEXTS])
def test_with_one_thread_the_vectors_are_the_same(
    folder: Path, tiny: FastEncoder, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(THREADS, "1")
    alone = FastEncoder(folder, export_folder(folder))
    assert np.allclose(alone.encode_passages(texts), tiny.encode_passages(texts), atol=1e-3)
    (graph,) = alone._compiled.values()
    assert graph.get_property("INFERENCE_NUM_THREADS") == 1


def test_weights_that_are_gone_are_named(tmp_path: Path) -> None:
    model = write_model(tmp_path / "tiny")
    encoder = FastEncoder(model, export_folder(model))
    encoder.encode_questions(["the fog"])
    (model / "model.safetensors").unlink()
    with raises_code(EncoderError, "model_unloadable", reason="No such file or directory"):
        encoder.encode_questions(["the fog"])


def test_a_damaged_graph_is_not_compiled(tmp_path: Path) -> None:
    model = write_model(tmp_path / "tiny")
    export = export_folder(model)
    data = bytearray((export / "graph.bin").read_bytes())
    data[len(data) // 2] ^= 4
    (export / "graph.bin").write_bytes(data)
    with raises_code(EncoderError, "model_folder_damaged", folder=str(export)):
        FastEncoder(model, export).encode_questions(["the fog"])


def test_a_damaged_model_is_not_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmp_search.encoders.e5.cache.WHOLE_BYTES", 0)
    model = write_model(tmp_path / "tiny")
    data = bytearray((model / "model.safetensors").read_bytes())
    data[-9] ^= 1
    (model / "model.safetensors").write_bytes(data)
    with raises_code(EncoderError, "model_folder_damaged", folder=str(model)):
        export_folder(model)


def test_a_damaged_blob_is_compiled_again(tmp_path: Path) -> None:
    model = write_model(tmp_path / "tiny")
    export = export_folder(model)
    before = FastEncoder(model, export).encode_questions(["the fog"])
    (blob,) = export.with_name(f"{export.name}-compiled").glob("*.blob")
    data = bytearray(blob.read_bytes())
    data[len(data) // 2] ^= 64
    blob.chmod(0o600)
    blob.write_bytes(data)
    after = FastEncoder(model, export).encode_questions(["the fog"])
    np.testing.assert_array_equal(after, before)
    assert blob.read_bytes() != bytes(data)


def test_vectors_have_length_one_in_the_order_asked(tiny: FastEncoder) -> None:
    together = tiny.encode_passages(TEXTS)
    assert together.dtype == np.float32 and together.shape == (len(TEXTS), HIDDEN)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, rtol=1e-5)
    alone = np.concatenate([tiny.encode_passages([text]) for text in TEXTS])
    assert (together * alone).sum(axis=1).min() > 0.999


def test_no_text_gives_no_vector(tiny: FastEncoder) -> None:
    assert tiny.encode_passages([]).shape == (0, HIDDEN)
    assert tiny.count_tokens([]) == []


@pytest.mark.slow
def test_it_agrees_with_sentence_transformers(
    tiny: FastEncoder, slow: SentenceTransformerEncoder
) -> None:
    assert tiny.count_tokens(TEXTS) == slow.count_tokens(TEXTS)
    for one, other in (
        (tiny.encode_passages(TEXTS), slow.encode_passages(TEXTS)),
        (tiny.encode_questions(TEXTS), slow.encode_questions(TEXTS)),
    ):
        assert (one * other).sum(axis=1).min() > 0.999


@given(st.lists(st.integers(1, 600), max_size=200))
def test_batches_hold_each_text_once_and_are_not_too_large(lengths: list[int]) -> None:
    made = list(batches(lengths))
    assert sorted(place for batch in made for place in batch) == list(range(len(lengths)))
    for batch in made:
        longest = max(lengths[place] for place in batch)
        assert len(batch) == 1 or longest * len(batch) <= BATCH_TOKENS


def test_the_compiled_graph_is_kept_and_used_again(folder: Path) -> None:
    export = export_folder(folder)
    kept = export.with_name(f"{export.name}-compiled")
    before = FastEncoder(folder, export).encode_questions(["the fog"])
    made = sorted(kept.iterdir())
    assert made
    np.testing.assert_array_equal(FastEncoder(folder, export).encode_questions(["the fog"]), before)
    assert sorted(kept.iterdir()) == made


def test_where_nothing_can_be_kept_the_graph_is_compiled_each_time(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "tiny")
    export = export_folder(folder)
    export.with_name(f"{export.name}-compiled").write_text("in the way", "utf-8")
    assert FastEncoder(folder, export).encode_questions(["the fog"]).shape == (1, HIDDEN)
