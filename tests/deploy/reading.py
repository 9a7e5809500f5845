"""Reads what `deploy/` has, as the tests need it."""

import re
import shlex
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from tests.conftest import CHECKOUT

DEPLOY = CHECKOUT / "deploy"
CONTAINERFILE = DEPLOY / "Containerfile"
_COMMAND = re.compile(r"(?:/bin/cmp-search|--rm upkeep|(?:^ *|`)upkeep) ([^`'\n]*)", re.MULTILINE)


def written(path: str) -> str:
    """A file of `deploy/`."""
    return (DEPLOY / path).read_text("utf-8")


def yaml_of(path: str) -> Any:
    """A YAML file of `deploy/`."""
    return yaml.safe_load(written(path))


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Containerfile, each with what follows it, in order."""
    lines = [line for line in written("Containerfile").splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    parts = [line.partition(" ") for line in joined.splitlines() if line.strip()]
    return [(name, rest.strip()) for name, _, rest in parts]


def following(name: str) -> list[str]:
    """What follows each instruction of a name."""
    return [rest for one, rest in instructions() if one == name]


def commands() -> list[tuple[str, list[str]]]:
    """Each command line of cmp-search in `deploy/`: the file it is in, and its words."""
    found = []
    for path in files():
        for line in _COMMAND.findall(path.read_text("utf-8").replace("\\\n", " ")):
            words = shlex.split(line.split(" #")[0].split("&&")[0], posix=True)
            found.append((path.name, words))
    for name, service in yaml_of("compose.yaml")["services"].items():
        if name in ("app", "upkeep"):
            found.append(("compose.yaml", list(service["command"])))
    return found


def files() -> list[Path]:
    """All files of `deploy/` that the project has."""
    kept = {".md", ".service", ".timer", ".sysusers", ".yaml", ".toml", ".conf", ""}
    own = [one for one in DEPLOY.rglob("*") if one.is_file() and one.suffix in kept]
    return sorted(one for one in own if not {"settings", "secrets", ".env"} & set(one.parts))
