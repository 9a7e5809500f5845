"""How many of a file's words our readers give, and how many of ours are the file's.

    python -m benchmarks.reading FOLDER … [--json] [--below 0.95]

1. Every file in the folders that we can read is read in the sandbox, as for an index, and timed;
   each format has been read once before, so that no file waits for libraries.
2. Other tools read the same file (see `reading_peers`): `pdftotext` PDF; pandoc Word, HTML and
   Markdown; html2text HTML as well. Plain text has no other reader, and is only timed.
3. Words are folded and without hyphens, so that one broken at the end of a line is itself. They are
   compared as bags: a word that one has three times and the other twice is found twice.
4. Recall is the share of the tool's words that we have. Those that we have not count in the first
   alone of lines that differ in numbers at most: a running head or an entry of the contents, which
   we leave out, is no loss if its words are there once (as in `cmp_search.readers.omissions`). A
   lone number that opens or ends a page is the page's, and not counted. Precision is the share of
   our words that the tool has.
5. A file is lost in silence if its recall is below a bound by every tool, as ten words at least are
   missing, and no flaw says so: what one tool alone has is a mark or a menu of its own, and in a
   few lines a note's mark weighs too much. One that is refused is not: the reason is in its row.

The table has a row for each file and tool, then one for each format: means, and the times. Those
lost in silence are named at the end, and make the exit status 1. `--json` prints all as JSON.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import Annotated

import typer

from benchmarks.markdown import table
from benchmarks.options import FOLDER, Folder
from benchmarks.reading_peers import Peer, peers
from benchmarks.seeds import seeds
from cmp_search.documents.document import Flaw
from cmp_search.errors import ReadError
from cmp_search.language.terms import folded_words
from cmp_search.readers.extract import FileContent
from cmp_search.readers.formats import format_of, suffixes
from cmp_search.readers.sandbox.reading import SANDBOX

SAYING = frozenset(
    {Flaw.WORDS_LOST, Flaw.PAGES_WITHOUT_TEXT, Flaw.LOST_CHARACTERS, Flaw.INCLUDED_UNREAD}
)
"""The flaws that say that words may be missing."""
LEAST_MISSING = 10
_PAGE_NUMBER = re.compile(r"(?:\A|(?<=\f))\s*\d+\s*?(?=\n)|(?<=\n)[^\S\n]*\d+\s*(?=\f|\Z)")
_HYPHEN = re.compile(r"(?<=\w)[-\xad\u2010\u2011](?:\s*[\n\f]\s*)?(?=\w)")


@dataclass(frozen=True, slots=True)
class Compared:
    """What we read against what another tool read; `words` are the tool's, by step 4."""

    tool: str
    words: int
    recall: float
    precision: float

    @property
    def missing(self) -> int:
        """How many of the tool's words we do not have."""
        return round(self.words * (1 - self.recall))


@dataclass(frozen=True, slots=True)
class FileFigures:
    """A file that was read, or `refused` for a reason; `pages` are a PDF's, else 0."""

    file: str
    format: str
    seconds: float
    pages: int = 0
    refused: str = ""
    warnings: tuple[Flaw, ...] = ()
    compared: tuple[Compared, ...] = ()

    def lost_in_silence(self, below: float) -> bool:
        """Whether words are missing, by every tool, that no flaw mentions (step 5)."""
        missing = [one.recall < below and one.missing >= LEAST_MISSING for one in self.compared]
        return bool(missing) and all(missing) and SAYING.isdisjoint(self.warnings)


def main(
    folders: Annotated[list[Path], typer.Argument(exists=True)],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    below: Annotated[float, typer.Option(min=0, max=1, help="The least recall.")] = 0.95,
    folder: Folder = FOLDER,
) -> None:
    """Read all files, print how well; exit with status 1 if one is lost in silence."""
    tools = peers(folder)
    for suffix, (one, *_) in seeds().items():
        with suppress(ReadError):
            SANDBOX.read(suffix, one)
    figures = [figures_of(path, tools) for path in files_in(folders)]
    silent = [one for one in figures if one.lost_in_silence(below)]
    if as_json:
        lost = [one.file for one in silent]
        record = {"files": [asdict(one) for one in figures], "lost_in_silence": lost}
        print(json.dumps(record, indent=1, ensure_ascii=False))
    else:
        print(report(figures, silent, below))
    sys.exit(1 if silent else 0)


def files_in(folders: Iterable[Path]) -> Iterator[Path]:
    """The files that we can read in some folders, in order; a file stands for itself."""
    known = suffixes()
    for folder in folders:
        paths = sorted(folder.rglob("*")) if folder.is_dir() else [folder]
        yield from (path for path in paths if path.suffix.lower() in known and path.is_file())


def figures_of(path: Path, tools: Sequence[Peer]) -> FileFigures:
    """Read a file with our reader and with each tool that is for such files."""
    data, name = path.read_bytes(), format_of(path.suffix).name or "text"
    start = perf_counter()
    try:
        content = SANDBOX.read(path.suffix, data)
    except ReadError as error:
        return FileFigures(str(path), name, perf_counter() - start, refused=str(error))
    seconds = perf_counter() - start
    return FileFigures(
        file=str(path),
        format=name,
        seconds=seconds,
        pages=len(content.pages),
        warnings=content.quality.warnings,
        compared=tuple(compared(content, tools, path)),
    )


def compared(content: FileContent, tools: Sequence[Peer], path: Path) -> Iterator[Compared]:
    """What we read against what each tool reads, if it finds any words."""
    ours = words_of(content.text)
    for tool in tools:
        text = tool.text(path)
        if text is not None and (once := words_of(each_line_once(text))):
            found, missing = (words_of(text) & ours).total(), (once - ours).total()
            recall, precision = found / (found + missing), found / max(ours.total(), 1)
            yield Compared(tool.name, found + missing, recall, precision)


def words_of(text: str) -> Counter[str]:
    """The bag of a text's words (step 3)."""
    return Counter(folded_words(_HYPHEN.sub("", text)))


def each_line_once(text: str) -> str:
    """The text without lines that differ from an earlier one in numbers at most (step 4)."""
    lines: dict[str, str] = {}
    for line in _HYPHEN.sub("", _PAGE_NUMBER.sub("", text)).splitlines():
        words = folded_words(line)
        letters = [word for word in words if not word.isdigit()]
        lines.setdefault(" ".join(letters or words), line)
    return "\n".join(lines.values())


def report(figures: Sequence[FileFigures], silent: Sequence[FileFigures], below: float) -> str:
    """The tables of files and formats, and what was lost in silence."""
    head = ("file", "tool", "words", "recall", "precision", "s", "ms a page", "remarks")
    files = table(head, [row for one in figures for row in _rows(one)])
    head = ("format", "tool", "files", "recall", "least", "precision", "s", "ms a page")
    formats = table(head, list(_format_rows(figures)))
    names = "".join(f"\n- {one.file}" for one in silent) or " none"
    return f"{files}\n\n{formats}\n\nRecall below {below:g} and no flaw that says so:{names}"


def _rows(one: FileFigures) -> Iterator[tuple[str, ...]]:
    """A row for each tool; one without, if none has read the file."""
    times = (f"{one.seconds:.2f}", _per_page([one]))
    remarks = one.refused or ", ".join(one.warnings)
    for each in one.compared:
        shares = (f"{each.recall:.3f}", f"{each.precision:.3f}")
        yield one.file, each.tool, f"{each.words:,}", *shares, *times, remarks
    if not one.compared:
        yield one.file, "–", "–", "–", "–", *times, remarks


def _format_rows(figures: Sequence[FileFigures]) -> Iterator[tuple[str, ...]]:
    """A row for each format and tool that has read files of it."""
    for name, group in groupby(sorted(figures, key=lambda one: one.format), lambda one: one.format):
        read = [one for one in group if not one.refused]
        times = (f"{sum(one.seconds for one in read):.2f}", _per_page(read))
        found = [each for one in read for each in one.compared]
        for tool in sorted({each.tool for each in found}):
            own = [each for each in found if each.tool == tool]
            recalls = [each.recall for each in own]
            shares = (mean(recalls), min(recalls), mean(each.precision for each in own))
            yield name, tool, str(len(own)), *(f"{share:.3f}" for share in shares), *times
        if not found:
            yield name, "–", str(len(read)), "–", "–", "–", *times


def _per_page(figures: Sequence[FileFigures]) -> str:
    pages = sum(one.pages for one in figures)
    return f"{sum(one.seconds for one in figures) / pages * 1_000:.1f}" if pages else "–"


if __name__ == "__main__":
    typer.run(main)
