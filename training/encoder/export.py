"""Writes the trained differences as they ship, in 16 bits, and prints their hash.

    python -m training.encoder.export TARGET STATE.pt… [--scale SHARE]

1. Of several states of a run, the mean of the factors is taken, which varies less with the order of
   the questions than any one of them (Izmailov et al., 2018, "Averaging weights").
2. With `--scale` below 1, only that share of each difference is taken: a way between the encoder as
   it came and as it was trained, which keeps more of what it knew of other texts and languages
   (Wortsman et al., 2022, "Robust fine-tuning of zero-shot models").
"""

from hashlib import sha256
from pathlib import Path
from typing import Annotated

import torch
import typer
from safetensors.numpy import save_file

app = typer.Typer()


@app.command()
def main(
    target: Path,
    states: list[Path],
    scale: Annotated[float, typer.Option(min=0, max=1)] = 1.0,
) -> None:
    """Write the file."""
    read = [torch.load(state, weights_only=True)["differences"] for state in states]
    factors = {}
    for name in read[0]:
        matrix, factor = name.removeprefix("bert.").rsplit(".", 1)
        mean = torch.stack([state[name].detach() for state in read]).mean(0)
        share = scale if factor == "b" else 1.0
        factors[f"{matrix}.weight.{factor}"] = (share * mean).half().numpy()
    save_file(factors, target)
    digest = sha256(target.read_bytes()).hexdigest()
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, SHA-256 {digest}")


if __name__ == "__main__":
    app()
