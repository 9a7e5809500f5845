"""The locks of the core: every package with its hashes, in the versions that are tested."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.conftest import CHECKOUT
from tests.importing import normalised

LOCKS = sorted((CHECKOUT / "requirements").glob("core-*.txt"))
PLATFORMS = {
    "core-linux-arm64": ("linux", "aarch64"),
    "core-linux-x86_64": ("linux", "x86_64"),
    "core-macos-arm64": ("darwin", "arm64"),
    "core-windows-x86_64": ("win32", "AMD64"),
}
ENTRY = re.compile(
    r"^(?P<name>[\w.\[\]-]+)==(?P<version>\S+)(?P<hashes>( \\\n    --hash=\S+)+)", re.M
)
SHA256 = re.compile(r"--hash=sha256:[0-9a-f]{64}$")


def test_there_is_one_for_each_platform() -> None:
    assert [lock.stem for lock in LOCKS] == sorted(PLATFORMS)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_it_has_what_the_core_needs_there_and_no_extra(lock: Path) -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    platform, machine = PLATFORMS[lock.stem]
    there = {"sys_platform": platform, "platform_machine": machine}
    needed = {
        normalised(one.name)
        for one in map(Requirement, project["dependencies"])
        if one.marker is None or one.marker.evaluate(there)
    }
    locked = {normalised(entry["name"]) for entry in ENTRY.finditer(lock.read_text("utf-8"))}
    assert needed <= locked, "run `make locks`"
    assert not locked & {"torch", "transformers", "sentence-transformers", "ir-measures"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_its_versions_are_the_tested_ones_and_each_has_hashes(lock: Path) -> None:
    text = lock.read_text("utf-8")
    pins = (CHECKOUT / "constraints.txt").read_text("utf-8").splitlines()
    tested = {normalised(line.partition("==")[0]): line.partition("==")[2] for line in pins}
    entries = list(ENTRY.finditer(text))
    assert len(entries) == text.count("==")
    for entry in entries:
        # What only another system needs is in no environment that pins were taken from.
        name = normalised(entry["name"].partition("[")[0])
        assert tested.get(name, entry["version"]) == entry["version"], "run `make locks`"
        assert all(SHA256.match(one) for one in entry["hashes"].replace("\\\n", "").split())
