"""What the commands that other programs read print with `--json`, and how it is held to it.

1. `printed.txt` has each of `COMMANDS`, and below it the very line that it printed when it was
   recorded. Whatever differs from run to run, or with the ranking, has a sign in its place.
2. What a command prints now must be that line, byte for byte. Fields may be added: then
   `python -m tests.cli.printed` records all lines again, to be reviewed in the diff.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from cmp_search.cli import main
from tests.conftest import CHECKOUT
from tests.sample import write_corpus

RECORDED = Path(__file__).with_name("printed.txt")
NOTE = """\
The keepers “swap recipes, and the bakers learn to polish lenses”[^1], and “oil pressed from olive
seeds”[^1] was “never seen by anybody in all of these years”.

[^1]: Institute of Fog, Harbour Exchange: report for 2021, Part I: Background, para 1.
"""
SIGNS = (
    (r"\d{4}-\d\d-\d\dT[0-9:.]+(?:\+00:00|Z)", "<moment>"),
    (r'(?<="accessed": ")[0-9-]+', "<day>"),
    (r"(?<=accessed |sulté le )\d+ \w+ \d{4}", "<day>"),
    (r'(?<="generation": ")[^"]+', "<generation>"),
    (r"\b[0-9a-f]{12,64}\b", "<hash>"),
    (r"\b\d+\.\d+(?:e-\d+)?(?=[,}])", "<fraction>"),
    (r'(?<="n": )\d+', "<number>"),
)
"""What a line has signs for: times, names, hashes, and what the ranking and its measures give."""
LENSES = "who polished forty lenses?"
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("ask", "--json", LENSES),
    ("ask", "--json", "Who is the Canadian co-chair of the Lens Working Group?"),
    ("ask", "--json", "--language", "fr", "--year", "2021", "--count", "1", "polished lentilles"),
    ("ask", "--json", "--document", "treaty", "--count", "2", "what do the parties agree?"),
    ("ask", "--json", "--document", "treatise", LENSES),
    ("ask", "-", "--count", "1"),
    ("support", "--json", "The group polished fifty lenses."),
    ("status", "--json"),
    ("status", "--json", "harbour-2021"),
    ("status", "--json", "treaty"),
    ("status", "--json", "nothing"),
    ("text", "--json", "treaty"),
    ("text", "--json", "ports-2021"),
    ("section", "--json", "harbour-2021", "2"),
    ("section", "--json", "harbour-2021", "9"),
    ("counterpart", "--json", "harbour-2021", "3", "--in", "fr"),
    ("passage", "--json", "PASSAGE"),
    ("cite", "--json", "PASSAGE"),
    ("cite", "--json", "--style", "mcgill", "--language", "fr", "PASSAGE"),
    ("cite", "--json", "nothing:0123456789ab"),
    ("verify", "--json", "note.md"),
    ("verify", "--json", "nothing.md"),
)
"""Each begins with its name. PASSAGE stands for the id of one that was found."""


def printed() -> Iterator[str]:
    """Each command and what it prints; the sample corpus has a PDF here, too."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copy(CHECKOUT / "tests/golden/corpus/treaty.pdf", write_corpus(folder / "corpus"))
        (folder / "note.md").write_text(NOTE, "utf-8")
        settings = {"CORPUS": str(folder / "corpus"), "INDEX": str(folder / "index")}
        names = {f"CMP_SEARCH_{name}": value for name, value in settings.items()}
        with patch.dict(os.environ, {**names, "CMP_SEARCH_MODEL": "fake"}), chdir(folder):
            printed_by("index", "--json")
            found = re.search(r'"passage": "(harbour-2021:\w+)"', printed_by(*COMMANDS[0]))
            assert found
            for words in COMMANDS:
                line = printed_by(*(found[1] if word == "PASSAGE" else word for word in words))
                yield f"{' '.join(words)}\n{_with_signs(words, line)}"


def printed_by(*words: str) -> str:
    """What a command prints on standard output; `ask -` is given two questions."""
    out = TextIOWrapper(BytesIO(), "utf-8")
    given = TextIOWrapper(BytesIO(f"{LENSES}\n!!\n".encode()), "utf-8")
    with (
        patch.object(sys, "argv", ["cmp-search", *words]),
        patch.object(sys, "stdin", given),
        redirect_stdout(out),
        redirect_stderr(StringIO()),
        suppress(SystemExit),
    ):
        main()
    return out.buffer.getvalue().decode()


def _with_signs(words: Sequence[str], line: str) -> str:
    """A line with the signs; of an index, only its documents, since the rest is of its build."""
    if words == ("status", "--json"):
        line = line[line.index('"document_list"') :]
    for pattern, sign in SIGNS:
        line = re.sub(pattern, sign, line)
    return line


if __name__ == "__main__":
    RECORDED.write_text("\n".join(printed()), "utf-8")
