"""The file of a calibration in an index folder."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from cmp_search.documents.durable import beside
from cmp_search.errors import MismatchError
from cmp_search.index.embedded import engine
from cmp_search.index.embedded.folder import CALIBRATION as NAME
from tests.index.publishing import CALIBRATION
from tests.raising import raises_code


@pytest.mark.parametrize("text", ["", "{}", '{"related": "high"}'])
def test_a_damaged_file_is_named_and_can_be_removed(index: Path, text: str) -> None:
    (index / NAME).write_text(text, "utf-8")
    with raises_code(MismatchError, "calibration_damaged", file=str(index / NAME)):
        engine.calibration(str(index))
    engine.set_calibration(str(index), None)
    assert engine.calibration(str(index)) is None


def test_a_flipped_bit_is_noticed(index: Path) -> None:
    engine.set_calibration(str(index), CALIBRATION)
    written = (index / NAME).read_bytes()
    for bit in range(0, 8 * len(written), 5):
        harmed = bytearray(written)
        harmed[bit // 8] ^= 1 << bit % 8
        (index / NAME).write_bytes(harmed)
        with raises_code(MismatchError, "calibration_damaged"):
            engine.calibration(str(index))


def test_one_of_an_older_version_has_no_sum(index: Path) -> None:
    (index / NAME).write_text(json.dumps(asdict(CALIBRATION)), "utf-8")
    assert engine.calibration(str(index)) == CALIBRATION


def test_it_is_replaced_in_one_step(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.set_calibration(str(index), CALIBRATION)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.replace", killed)
        with pytest.raises(KeyboardInterrupt):
            engine.set_calibration(str(index), CALIBRATION)
    assert engine.calibration(str(index)) == CALIBRATION
    left = [check for check in engine.inspect(str(index)) if check.path]
    assert left == []


def test_what_a_kill_leaves_of_it_is_told_and_hinders_nothing(index: Path) -> None:
    half = beside(index / NAME)
    half.write_text("{", "utf-8")
    left = [check for check in engine.inspect(str(index)) if check.path]
    assert [check.path for check in left] == [str(half)]
    engine.set_calibration(str(index), CALIBRATION)
    assert not half.exists()
