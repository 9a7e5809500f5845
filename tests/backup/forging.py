"""Backups that say or have something else than was saved."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cmp_search.backup.contents import CONTENTS


def rewritten(file: Path, change: Callable[[dict[str, Any], dict[str, bytes]], object]) -> None:
    """Change what a backup says and has."""
    with zipfile.ZipFile(file) as old:
        members = {name: old.read(name) for name in old.namelist()}
    contents = json.loads(members.pop(CONTENTS))
    change(contents, members)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr(CONTENTS, json.dumps(contents))
        for name, data in members.items():
            new.writestr(name, data)


def moved_to(path: str) -> Callable[[dict[str, Any], dict[str, bytes]], object]:
    """One file of the corpus has another path."""

    def change(contents: dict[str, Any], members: dict[str, bytes]) -> None:
        contents["corpus"][path] = contents["corpus"].pop("harbour-2021.md")
        members[f"corpus/{path}"] = members.pop("corpus/harbour-2021.md")

    return change


FORGERIES: dict[str, Callable[[dict[str, Any], dict[str, bytes]], object]] = {
    "a path that leads out": moved_to("../out.md"),
    "an absolute path": moved_to("/tmp/out.md"),
    "a path with a drive": moved_to("C:/out.md"),
    "a hidden file": moved_to(".git/config"),
    "the place of what is unpacked": moved_to(".restore/backup.json"),
    "another text": lambda _, members: members.update({"corpus/harbour-2021.md": b"False."}),
    "a text too long": lambda _, members: members.update(
        {"corpus/harbour-2021.md": b"x" * 50_000_000}
    ),
    "a file less": lambda _, members: members.pop("corpus/harbour-2021.md"),
    "another generation's name": lambda contents, _: contents.update(generation="../g000001"),
    "no name of a generation": lambda contents, _: contents.update(generation="removed"),
    "a generation without a manifest": lambda contents, members: (
        contents["index"].pop("manifest.json"),
        members.pop("index/manifest.json"),
    ),
    "another generation": lambda contents, _: contents.update(generation="g000009-01234567"),
    "a field less": lambda contents, _: contents.pop("index"),
    "no list of files": lambda contents, _: contents.update(corpus=[1]),
    "thresholds that are none": lambda contents, _: contents.update(calibration={"related": "x"}),
}
