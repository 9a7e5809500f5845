"""Verifying a note from the command line: what does not hold, with the difference.

1. How many quotations have each standing.
2. Each that does not hold: where in the note it is, its words against the text's, and where in the
   texts these are. Words that only the note has are [-so-], those that only the text has {+so+}, in
   colour as well.
3. Each that was not checked, and each that holds with something to know, with the reason.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from cmp_search.api.schemas import error_json
from cmp_search.api.verification import reason_words, verification_json
from cmp_search.cli.terminal import print_json, terminal
from cmp_search.errors import CmpSearchError, CorpusError, ReadError
from cmp_search.language.normalisation import one_line
from cmp_search.locales import messages_for
from cmp_search.verification.verdict import (
    Change,
    ChangeKind,
    CheckedQuotation,
    Standing,
    Verification,
)

if TYPE_CHECKING:
    from cmp_search.library import Library

COLOURS = {
    Standing.EXACT: "green",
    Standing.DIFFERS: "red",
    Standing.MOVED: "yellow",
    Standing.SOURCE_CHANGED: "yellow",
    Standing.NOT_FOUND: "red",
    Standing.NOT_CHECKED: "cyan",
}
MARKS = {
    ChangeKind.SAME: ("{}", ""),
    ChangeKind.ONLY_IN_NOTE: ("[-{}-]", "red"),
    ChangeKind.ONLY_IN_TEXT: ("{{+{}+}}", "green"),
}
LEGEND = "[-only in the note-] {+only in the text+}"
MESSAGES = messages_for("en")


def verify_and_report(library: Library, file: Path, *, as_json: bool) -> int:
    """Check a note and print what was found; returns the exit status.

    That is 0 if all holds, 1 if not, and 2 if the file cannot be read, which is no verdict.
    """
    if not file.exists():
        return _no_verdict(CorpusError("no_file", file=file), as_json=as_json)
    try:
        found = library.verify(file)
    except ReadError as error:
        return _no_verdict(error, as_json=as_json)
    if as_json:
        print_json(verification_json(found))
    else:
        print_verification(found)
    return 0 if found.holds else 1


def _no_verdict(error: CmpSearchError, *, as_json: bool) -> int:
    sys.stderr.write(f"cmp-search: {error}\n")
    if as_json:
        print_json(error_json(error))
    return 2


def print_verification(found: Verification) -> None:
    """Print the counts, then all quotations of which there is something to say."""
    out = terminal()
    out.print(Text(_summary(found), style="bold"))
    sound = (Standing.EXACT, Standing.NOT_CHECKED)
    failing = [one for one in found.quotations if one.standing not in sound]
    if any(one.difference for one in failing):
        out.print(Text(LEGEND, style="dim"))
    for one in [*failing, *(one for one in found.quotations if one.standing in sound)]:
        if one in failing or one.reason:
            out.print()
            for line in _lines(one):
                out.print(line)


def _summary(found: Verification) -> str:
    """Step 1."""
    counts = Counter(one.standing for one in found.quotations)
    parts = [f"{counts[one]} {_name(one)}" for one in Standing if counts[one]]
    total = len(found.quotations)
    told = f"{total} quotation{'' if total == 1 else 's'}"
    return f"{found.file}: {told}{': ' if parts else ''}{', '.join(parts)}"


def _lines(one: CheckedQuotation) -> Iterator[Text | Padding]:
    """Steps 2 and 3, for one quotation."""
    yield Text.assemble((_name(one.standing), f"bold {COLOURS[one.standing]}"), f", {_place(one)}")
    if one.difference:
        words = Text.assemble(*_marked(one.difference))
    else:
        words = Text(MESSAGES.quote(one_line(one.quotation.text)))
    yield Padding(words, (0, 0, 0, 3))
    reason = reason_words(one)
    if reason:
        yield Padding(Text(reason), (0, 0, 0, 3))
    if one.citation:
        yield Padding(Text(f"in the text: {one.citation.render()}", style="dim"), (0, 0, 0, 3))


def _name(standing: Standing) -> str:
    return MESSAGES(f"standing.{standing.value}")


def _place(one: CheckedQuotation) -> str:
    """Where a quotation is in the note."""
    quotation = one.quotation
    labels = ", ".join(quotation.labels)
    where = f"paragraph {quotation.paragraph + 1}"
    return f"{where}, note {labels}" if labels else where


def _marked(difference: tuple[Change, ...]) -> Iterator[tuple[str, str]]:
    """The parts of a difference with their marks, and spaces where words would touch marks."""
    last = " "
    for change in difference:
        form, colour = MARKS[change.kind]
        words = one_line(change.words)
        is_foreign = change.kind is ChangeKind.ONLY_IN_TEXT
        if not last.isspace() and (is_foreign or (last == "}" and words[:1].isalnum())):
            yield " ", ""
        yield form.format(words), colour
        last = "}" if is_foreign else change.words[-1:]
        if last.isspace():
            yield " ", ""
