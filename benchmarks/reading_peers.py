"""Other tools that read files as plain text, to compare our readers with.

`pdftotext` (poppler) and pandoc are the machine's; html2text, whose licence keeps it out of our
dependencies, gets an environment of its own (see `environments`) and runs in a process of its own.
Both are asked for what a reader of the page sees, without the descriptions of pictures.
"""

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.environments import python_with
from cmp_search.readers.formats import format_of

HTML2TEXT = "html2text==2025.4.15"
_FILTER = Path(__file__).with_name("without_pictures.lua")
_PANDOC = ("pandoc", "--sandbox", "--to=plain", "--wrap=none", f"--lua-filter={_FILTER}")
_SECONDS = 120
"""What a tool may take for a file."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool; `commands` has for each of our formats the command that a file's path completes."""

    name: str
    commands: Mapping[str, Sequence[str]]
    after: Sequence[str] = ()
    """What comes after the path."""

    def text(self, path: Path) -> str | None:
        """What the tool reads from a file; None if it is not for such files, or fails.

        It has failed if there are zero bytes in it: the file is in UTF-16, which it does not know.
        """
        command = self.commands.get(format_of(path.suffix).name)
        if command is None:
            return None
        try:
            ended = subprocess.run(
                [*command, str(path.resolve()), *self.after],
                capture_output=True,
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired:
            return None
        failed = ended.returncode != 0 or b"\0" in ended.stdout
        return None if failed else ended.stdout.decode("utf-8", errors="replace")


def peers(folder: Path) -> list[Peer]:
    """The tools that this machine has; each that is missing is named on standard error."""
    found = [
        _installed("pdftotext", {"PDF": ("pdftotext", "-q", "-enc", "UTF-8")}, ("-",)),
        _installed(
            "pandoc",
            {
                "Word": (*_PANDOC, "--from=docx"),
                "HTML": (*_PANDOC, "--from=html"),
                "Markdown": (*_PANDOC, "--from=markdown"),
            },
        ),
        _html2text(folder / "html2text"),
    ]
    return [peer for peer in found if peer is not None]


def _installed(
    name: str, commands: Mapping[str, Sequence[str]], after: Sequence[str] = ()
) -> Peer | None:
    if shutil.which(name):
        return Peer(name, commands, after)
    package = {"pdftotext": "poppler-utils"}.get(name, name)
    _say_missing(name, f"it is not installed (apt-get install {package})")
    return None


def _html2text(place: Path) -> Peer | None:
    try:
        python = python_with(place, [HTML2TEXT])
    except subprocess.CalledProcessError as error:
        _say_missing("html2text", f"it could not be installed in {place} ({error})")
        return None
    options = ("--ignore-links", "--ignore-images", "--ignore-emphasis", "--body-width=0")
    command = (str(python), "-m", "html2text", *options)
    return Peer("html2text", {"HTML": command}, ("--decode-errors=replace",))


def _say_missing(name: str, why: str) -> None:
    print(f"nothing is compared with {name}: {why}", file=sys.stderr)
