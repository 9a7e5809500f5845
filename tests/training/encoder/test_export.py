from pathlib import Path

import numpy as np
import pytest
import torch
from typer.testing import CliRunner

from cmp_search.encoders.e5.differences import Differences
from training.encoder.export import app

NAME = "encoder.layer.0.output.dense"


def test_of_several_states_the_mean_is_taken(tmp_path: Path) -> None:
    target, states = tmp_path / "d.safetensors", [tmp_path / "1.pt", tmp_path / "2.pt"]
    for state, value in zip(states, (1.0, 3.0), strict=True):
        factors = {f"bert.{NAME}.a": torch.ones(1, 6), f"bert.{NAME}.b": torch.full((4, 1), value)}
        torch.save({"differences": factors}, state)
    assert CliRunner().invoke(app, [str(target), *map(str, states)]).exit_code == 0
    added = Differences(target).added(f"{NAME}.weight", np.zeros((4, 6), np.float32))
    np.testing.assert_allclose(added, 2.0)


@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_the_encoder_adds_what_was_trained(tmp_path: Path, scale: float) -> None:
    a, b = torch.randn(2, 6), torch.randn(4, 2)
    state, target = tmp_path / "state.pt", tmp_path / "d.safetensors"
    torch.save({"differences": {f"bert.{NAME}.a": a, f"bert.{NAME}.b": b}}, state)
    run = CliRunner().invoke(app, [str(target), str(state), "--scale", str(scale)])
    assert run.exit_code == 0, run.output
    added = Differences(target).added(f"{NAME}.weight", np.zeros((4, 6), np.float32))
    np.testing.assert_allclose(added, scale * (b @ a).numpy(), rtol=1e-2, atol=1e-2)
