"""The environment: Python, packages, SQLite and room on the disk."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.doctor import Finding, Severity, environment
from cmp_search.encoders import DEFAULT_MODEL
from cmp_search.encoders.e5 import weights
from cmp_search.encoders.e5.weights import model_folder
from cmp_search.settings import Settings


def environment_findings(settings: Settings) -> list[Finding]:
    return [found for found in environment.check(settings) if found.severity is not Severity.OK]


def test_packages_that_are_missing_or_too_old_are_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = ["no-such-package-anywhere", "typer>=9999", 'other; sys_platform == "none"', "rich"]
    monkeypatch.setattr(environment, "required", lambda: (">=3.99", wanted))
    python, missing, old = environment_findings(settings)
    assert ">=3.99" in python.message
    assert "no-such-package-anywhere is not installed" in missing.message
    assert ">=9999" in old.message
    assert "pip install" in missing.fix and "pip install" in old.fix


def test_without_a_checkout_the_metadata_say_what_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = environment.required()
    monkeypatch.setattr(environment, "HOME", tmp_path)
    python, packages = environment.required()
    assert python == declared[0]
    assert any(package.startswith("typer") for package in packages)


def test_other_versions_than_the_tested_ones_are_a_warning(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "_constraints", lambda: ["rich==0.1", "nowhere==1"])
    (found,) = environment_findings(settings)
    assert (
        found.severity is Severity.WARNING
        and "rich" in found.message
        and "nowhere" not in found.message
    )


def test_a_sqlite_without_full_text_search_is_wrong(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Bare(sqlite3.Connection):
        def execute(self, *_: object) -> sqlite3.Cursor:
            raise sqlite3.OperationalError("no such module: fts5")

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda name: connect(name, factory=Bare))
    (found,) = environment_findings(settings)
    assert found.severity is Severity.WRONG and "full-text" in found.message


def test_a_full_disk_is_found(
    settings: Settings, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil._ntuple_diskusage(10**12, 10**12, 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    (index,) = environment_findings(settings)
    assert index.severity is Severity.WARNING and f" in {settings.index}" in index.message
    model, _ = environment_findings(replace(settings, model=DEFAULT_MODEL))
    assert model.severity is Severity.WRONG and f" in {weights.unpacked()}" in model.message
    model_folder()
    (index,) = environment_findings(replace(settings, model=DEFAULT_MODEL))
    assert f" in {settings.index}" in index.message
