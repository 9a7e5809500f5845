"""What modules import, and which distributions that comes from."""

import ast
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path


def imported(paths: Iterable[Path]) -> set[str]:
    """The top-level modules that some modules import anywhere, without those of Python itself."""
    names: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names


def distributions(paths: Iterable[Path]) -> set[str]:
    """The distributions that modules of this package import from, by normalised name.

    A module that no installed distribution has stands for itself.
    """
    names = {owner for name in imported(paths) for owner in owners_of(name)}
    return names - {"cmp-search"}


def owners_of(module: str) -> set[str]:
    """The distributions that have a top-level module, by normalised name; itself if none has."""
    return {normalised(name) for name in _owners().get(module, [module])}


@cache
def _owners() -> Mapping[str, list[str]]:
    return packages_distributions()


def normalised(name: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
