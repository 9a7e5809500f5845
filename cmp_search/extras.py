"""Extras: libraries that only some uses need, each installed with `cmp-search[NAME]`.

A use looks for its extra before it imports anything of it, and where it is missing raises an error
of its own, which says what to type.
"""

import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

HOME = Path(__file__).parents[1]
"""The root of the checkout, if the package is in one."""
DISTRIBUTION = "cmp-search"
EXTRAS = {
    "api": ("fastapi", "prometheus_client", "uvicorn"),
    "build": ("distributed",),
    "eval": ("ir_measures", "matplotlib"),
    "fetch": ("httpcore2", "truststore"),
    "mcp": ("mcp",),
    "milvus": ("grpc", "pymilvus"),
    "models": ("sentence_transformers", "torch", "transformers"),
    "ocr": ("ocrmypdf", "pikepdf"),
    "serve": ("authlib", "httpx2"),
}
"""The modules that the package imports of each extra."""


def has_extra(name: str) -> bool:
    """Whether an extra is installed; nothing of it is imported."""
    return all(map(find_spec, EXTRAS[name]))


def install_extra(name: str) -> str:
    """The command that installs an extra where this package is installed."""
    return install_command(f"[{name}]")


def install_command(extra: str = "") -> str:
    """The command that installs this package with all that it needs, as in `[ocr]` or without.

    In a checkout, it takes the versions that the package is tested with.
    """
    command = [sys.executable, "-m", "pip", "install"]
    if (HOME / "pyproject.toml").is_file():
        pins = str(HOME / "constraints.txt")
        return shlex.join([*command, "--constraint", pins, "--editable", f"{HOME}{extra}"])
    return shlex.join([*command, f"{DISTRIBUTION}{extra}"])
