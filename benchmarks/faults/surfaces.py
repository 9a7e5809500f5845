"""All that shows a text: the commands' output, the exports, and the pages of the app.

Each function gives what it shows of the texts of a folder, and what is live in it (see `live`).
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from io import BytesIO, TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.faults.hostile_fields import WORD
from benchmarks.faults.live import OVERRIDES, controls, live_html, live_markdown, live_word
from cmp_search.citations.references import ReferenceFormat, write_references
from cmp_search.citations.references.reference import references
from cmp_search.cli import main
from cmp_search.export import ExportFormat, export
from cmp_search.library import Library
from cmp_search.notes.drafts import Drafts
from cmp_search.notes.editing import add_words, new_note
from cmp_search.notes.note import Note

QUESTION = f"How many oars do the {WORD} keepers count?"
MOST_QUOTED = 8


@contextmanager
def folder_set(folder: Path) -> Iterator[None]:
    """Have commands and the app use a folder."""
    names = {"CORPUS": "corpus", "INDEX": "index", "NOTES": "notes"}
    settings = {f"CMP_SEARCH_{name}": str(folder / place) for name, place in names.items()}
    with patch.dict(os.environ, settings | {"CMP_SEARCH_MODEL": "fake"}):
        yield


def library_of(folder: Path) -> Library:
    """The library of a folder."""
    return Library(folder / "corpus", str(folder / "index"), "fake", "none")


class _Screen(TextIOWrapper):
    """Standard output of somebody who looks at it."""

    def isatty(self) -> bool:
        return True


def run(*words: str) -> tuple[str, str]:
    """What a command writes to standard output and to standard error.

    A text is exact in a file, so that it is looked at as on a screen; all else is the same there
    but for colours.
    """
    kind = _Screen if words[0] == "text" else TextIOWrapper
    written = [kind(BytesIO(), "utf-8", newline="") for _ in range(2)]
    arguments = ["cmp-search", *words]
    with patch.object(sys, "argv", arguments), redirect_stdout(written[0]):
        with redirect_stderr(written[1]), suppress(SystemExit):
            main()
    output, errors = (_read(one) for one in written)
    return output, errors


def _read(written: TextIOWrapper) -> str:
    written.flush()
    written.seek(0)
    return written.read()


def command_faults(*words: str) -> Iterator[str]:
    """What is wrong with a command's output, as text and as JSON."""
    for flags in ((), ("--json",)):
        output, errors = run(words[0], *flags, *words[1:])
        for fault in controls(output + errors):
            yield f"{' '.join([words[0], *flags])} writes {fault}"
        if flags:
            for line in output.splitlines():
                json.loads(line)


def note_of(library: Library, ids: Sequence[str], name: str) -> Note:
    """A note that quotes the texts and says what a file's name says."""
    note, desk = new_note(name, "en"), library.notes
    for id in ids:
        for passage in library.index().passages_of(id)[:MOST_QUOTED]:
            note = desk.add(note, desk.quote(passage.id)).note
    note = desk_searched(library, note)
    return add_words(note, note.sections[0].id, name)


def desk_searched(library: Library, note: Note) -> Note:
    """The note with the search that led to it."""
    from cmp_search.notes.editing import add_search

    return add_search(note, library.notes.record(library.ask(QUESTION)))


def export_faults(note: Note) -> Iterator[str]:
    """What is wrong with a note's exports, and with its references."""
    for format in ExportFormat:
        data = export(note, format)
        words = "" if format is ExportFormat.DOCX else data.decode("utf-8")
        found = chain(
            controls(words, OVERRIDES),
            live_word(data) if format is ExportFormat.DOCX else (),
            live_html(words) if format is ExportFormat.HTML else (),
            live_markdown(words) if format is ExportFormat.MARKDOWN else (),
        )
        yield from (f"export as {format.value}: {fault}" for fault in found)
    cited = [(one.quote.citation, one.quote.accessed) for one in note.quotations]
    for kind in ReferenceFormat:
        written = write_references(references(cited, "en"), kind)
        yield from (
            f"references as {kind.value}: {fault}" for fault in controls(written, OVERRIDES)
        )


def page_faults(folder: Path, ids: Sequence[str], note: Note) -> Iterator[str]:
    """What is wrong with the pages of the app that show the texts."""
    key = Drafts(folder / "notes").keep(note)
    places: list[tuple[str, dict[str, str]]] = [("read", {"document": id}) for id in ids]
    places += [("ask", {"q": QUESTION}), ("documents", {}), ("note", {"note": key})]
    for page, query in places:
        for fault in _faults_of_page(page, query):
            yield f"page {page}: {fault}"


def _faults_of_page(page: str, query: dict[str, str]) -> Iterator[str]:
    from streamlit.testing.v1 import AppTest
    from streamlit.util import calc_hash

    from cmp_search.web.serving import SCRIPT

    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    app._page_hash = calc_hash(page)
    app.query_params.update(query)
    with _silenced():
        app.run()
    yield from (f"fails: {one.value}" for one in app.exception)
    shown = list(_shown(app))
    if not any(kind == "html" for kind, _ in shown):
        yield "nothing is shown"
    for kind, words in shown:
        yield from controls(words, OVERRIDES)
        if kind != "option":
            yield from live_html(words) if kind == "html" else live_markdown(words, html=False)


@contextmanager
def _silenced() -> Iterator[None]:
    """Streamlit's log says again and again that the app is run without a server."""
    from streamlit import logger

    before = logger._global_log_level
    logger.set_log_level("critical")
    try:
        yield
    finally:
        logger.set_log_level(before)


def _shown(app: Any) -> Iterator[tuple[str, str]]:
    """All that a page shows: HTML of ours, and words that Streamlit reads as Markdown."""
    waiting = [app.main, app.sidebar]
    while waiting:
        block = waiting.pop()
        for element in block.children.values():
            if hasattr(element, "children"):
                waiting.append(element)
                continue
            proto = getattr(element, "proto", None)
            for field in ("body", "label", "help"):
                words = getattr(proto, field, "")
                if isinstance(words, str) and words:
                    yield element.type, words
            for words in getattr(proto, "options", ()):
                yield "option", str(words)
