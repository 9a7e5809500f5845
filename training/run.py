"""A training run, whatever is trained: its optimizer, its log, and the state it goes on from.

1. A step takes the loss of a batch at a rate; gradients are clipped to length 1.
2. When a run is judged, a line of the log has the figures, and the state replaces the one before as
   a whole, so that a run that was interrupted goes on from it and ends as it would have ended.
"""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

STATE, LOG = "state.pt", "log.jsonl"
PRINTED_EVERY = 50


class Run:
    """A model in training. `trained` are its parameters that learn, by name."""

    def __init__(
        self,
        model: nn.Module,
        name: str,
        out: Path,
        rate: float,
        judged_every: int,
        judge: Callable[[], Mapping[str, float]],
    ) -> None:
        """Begin, or go on from the state in `out`, which has what is trained by a name."""
        self.trained = {n: p for n, p in model.named_parameters() if p.requires_grad}
        self._optimizer = torch.optim.AdamW(self.trained.values(), rate, weight_decay=0.01)
        self._name, self._out = name, out
        self._judged_every, self._judge = judged_every, judge
        self._losses: list[float] = []
        self._learnt, self._began, self.done = 0, time.time(), 0
        if (out / STATE).exists():
            state = torch.load(out / STATE, weights_only=True)
            model.load_state_dict(state[name], strict=False)
            self._optimizer.load_state_dict(state["optimizer"])
            self.done = state["step"]

    def learn(self, loss: Tensor, count: int, rate: float) -> None:
        """One step, from the loss of a batch of so many examples (step 1)."""
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.trained.values(), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._losses.append(loss.item())
        self._learnt += count
        self.done += 1
        if self.done % PRINTED_EVERY == 0:
            each = self._learnt / (time.time() - self._began)
            print(
                self.done,
                f"loss {np.mean(self._losses[-PRINTED_EVERY:]):.3f}, {each:.1f}/s",
                flush=True,
            )

    def judge_and_save(self) -> None:
        """Write a line of the log, and the state (step 2)."""
        figures: dict[str, float] = {"step": self.done}
        if self._losses:
            figures["loss"] = float(np.mean(self._losses[-self._judged_every :]))
        figures |= self._judge()
        line = json.dumps({name: round(figure, 4) for name, figure in figures.items()})
        with (self._out / LOG).open("a") as log:
            log.write(line + "\n")
        print(line, flush=True)
        state = {self._name: self.trained, "optimizer": self._optimizer.state_dict()}
        torch.save(state | {"step": self.done}, self._out / "state.new")
        (self._out / "state.new").replace(self._out / STATE)
