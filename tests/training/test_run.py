import json
from pathlib import Path

import torch
from torch import nn

from training.run import LOG, Run

RATE = 0.1


def _run(out: Path) -> tuple[nn.Linear, Run]:
    torch.manual_seed(1)
    model = nn.Linear(3, 1)
    model.bias.requires_grad = False
    return model, Run(model, "line", out, RATE, 2, lambda: {"sum": 1.23456})


def _learn(model: nn.Linear, run: Run, steps: int) -> None:
    for _ in range(steps):
        run.learn((model(torch.ones(4, 3)) - 7).square().mean(), 4, RATE)


def test_a_run_that_goes_on_ends_as_one_that_was_not_interrupted(tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    for folder in (whole, parts):
        folder.mkdir()
    model, run = _run(whole)
    _learn(model, run, 6)
    first, begun = _run(parts)
    _learn(first, begun, 4)
    begun.judge_and_save()
    second, resumed = _run(parts)
    assert resumed.done == 4
    _learn(second, resumed, 2)
    assert torch.equal(second.weight, model.weight)
    assert list(resumed.trained) == ["weight"]


def test_the_log_has_a_line_for_each_judgement(tmp_path: Path) -> None:
    model, run = _run(tmp_path)
    run.judge_and_save()
    _learn(model, run, 2)
    run.judge_and_save()
    before, after = map(json.loads, (tmp_path / LOG).read_text().splitlines())
    assert before == {"step": 0, "sum": 1.2346}
    assert after["step"] == 2 and after["loss"] > 0
