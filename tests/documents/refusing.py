"""Folders that the system does not list, as one without permission, whoever runs the tests."""

import os
from pathlib import Path

import pytest


def refuse_folder(folder: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the system refuse to list a folder, with an error of that number."""
    scandir = os.scandir

    def refuse(path: str | os.PathLike[str]) -> object:
        if str(path) == str(folder):
            raise OSError(number, os.strerror(number), path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
