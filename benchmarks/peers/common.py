"""What the peers' scripts share: command line, passages and timing. Standard library only."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any


def passages(folder: Path) -> list[dict[str, str]]:
    """The passages to index."""
    lines = (folder / "passages.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def main(
    build: Callable[[Path, str], object],
    load: Callable[[Path, str], Any],
    ask: Callable[[Any, str], str],
) -> None:
    """Do what the command line says."""
    action, folder, model, *questions = sys.argv[1:]
    if action == "build":
        build(Path(folder), model)
        return
    loaded = load(Path(folder), model)
    times = []
    for question in questions:
        start = perf_counter()
        found = ask(loaded, question)
        times.append(perf_counter() - start)
        assert found.strip()
    print(json.dumps(times))
