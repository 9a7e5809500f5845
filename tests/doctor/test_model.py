"""The model's files: what is damaged, missing or half unpacked."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cmp_search.doctor import Severity
from cmp_search.doctor import model as doctor_model
from cmp_search.encoders import DEFAULT_MODEL
from cmp_search.encoders.e5 import weights
from cmp_search.encoders.e5.compiled import list_blobs
from cmp_search.encoders.e5.export import compiled_beside, export_folder
from cmp_search.encoders.e5.weights import model_folder
from cmp_search.errors import EncoderError
from cmp_search.settings import Settings
from tests.doctor.harming import Harm, flip
from tests.raising import raises_code

DEFAULT = Settings(model=DEFAULT_MODEL)


def model_findings() -> list[tuple[Severity, str]]:
    found = list(doctor_model.check(DEFAULT))
    assert all(bool(finding.fix) != (finding.severity is Severity.OK) for finding in found)
    return [(finding.severity, finding.message) for finding in found]


def test_the_default_model_is_well_before_and_after_it_is_unpacked(packed: Path) -> None:
    assert [level for level, _ in model_findings()] == [Severity.OK] * 3
    assert not weights.unpacked().exists()
    assert model_folder() == weights.unpacked()
    assert [level for level, _ in model_findings()] == [Severity.OK] * 3
    export_folder(model_folder())
    assert [level for level, _ in model_findings()] == [Severity.OK] * 3


def test_missing_weights_are_wrong_until_there_is_an_unpacked_folder(packed: Path) -> None:
    model_folder()
    packed.unlink()
    assert model_findings()[0][0] is Severity.WARNING
    shutil.rmtree(weights.unpacked())
    level, what = model_findings()[0]
    assert level is Severity.WRONG
    with raises_code(EncoderError, "model_missing") as caught:
        weights.packed_file()
    assert what == str(caught.value)


def test_a_damaged_packed_file_is_wrong(packed: Path) -> None:
    flip(packed)
    level, what = model_findings()[0]
    assert level is Severity.WRONG and str(packed) in what


def exported() -> Path:
    return export_folder(model_folder())


def test_what_was_compiled_and_is_damaged_is_named(packed: Path) -> None:
    compiled = compiled_beside(exported())
    compiled.mkdir()
    (compiled / "1.blob").write_bytes(b"compiled")
    list_blobs(compiled)
    assert [level for level, _ in model_findings()] == [Severity.OK] * 3
    flip(compiled / "1.blob")
    level, what = model_findings()[-1]
    assert level is Severity.WARNING and str(compiled) in what


@pytest.mark.parametrize(
    ("make", "name"),
    [
        *((model_folder, n) for n in ("model.safetensors", "tokenizer.json", "sha256.json")),
        *((exported, n) for n in ("graph.bin", "pieces.npy", "precision.txt", "sha256.json")),
    ],
)
@pytest.mark.parametrize("harm", [flip, Path.unlink])
def test_each_file_of_the_model_is_checked_and_deleting_fixes_it(
    packed: Path, make: Callable[[], Path], name: str, harm: Harm
) -> None:
    folder = make()
    harm(folder / name)
    (what,) = (what for level, what in model_findings() if level is Severity.WRONG)
    assert name in what or (name == "sha256.json" and str(folder) in what)
    shutil.rmtree(folder)
    make()
    assert {level for level, _ in model_findings()} == {Severity.OK}


def test_an_interrupted_unpacking_is_a_warning(packed: Path) -> None:
    folder = model_folder()
    folder.with_name(folder.name + ".new").mkdir()
    (message,) = (text for level, text in model_findings() if level is Severity.WARNING)
    assert message.endswith(".new")
