"""The commands, in the order of `--help`.

They import what they need when they run, so that `--help` is quick.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cmp_search.cli.auditing import audit
from cmp_search.cli.citing import cite
from cmp_search.cli.corpus_commands import add, confirm, fetch, ocr, remove, undo
from cmp_search.cli.evaluation_commands import calibrate, evaluate
from cmp_search.cli.help import HELP, Commands, OneCommand, VersionOption
from cmp_search.cli.json_errors import FROM_STDIN, with_json_errors
from cmp_search.cli.keeping import backup, generations, move, restore, rollback, tag
from cmp_search.cli.keys import keys_app
from cmp_search.cli.mcp import mcp
from cmp_search.cli.note_commands import note_app, rerun
from cmp_search.cli.options import (
    COUNT_IN_JSON,
    CorpusOption,
    CountOption,
    DocumentsOption,
    IndexOption,
    JsonOption,
    LanguagesOption,
    ModelOption,
    ReaderOption,
    WaitOption,
    YearsOption,
    filters_of,
    library_of,
)
from cmp_search.cli.reading import counterpart, passage, section, text
from cmp_search.cli.serving import serve
from cmp_search.cli.starting import init

app = typer.Typer(
    cls=Commands,
    context_settings=HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def cmp_search(version: VersionOption = False) -> None:
    """Ask the texts of the Canada-Mexico Partnership in English, French or Spanish."""


app.command(cls=OneCommand)(init)


@app.command(cls=OneCommand)
@with_json_errors
def index(
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask, even if most of what is indexed is gone.")
    ] = False,
    workers: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Have workers read and encode: the address of their Dask scheduler.",
        ),
    ] = "",
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    wait: WaitOption = None,
    json: JsonOption = False,
) -> None:
    """Bring the index up to date with the corpus; only what changed is read again."""
    from cmp_search.cli.building import build_and_report

    library = library_of(corpus, index, model, wait=wait)
    build_and_report(library, as_json=json, may_remove_most=yes, workers=workers)


@app.command(cls=OneCommand)
@with_json_errors
def ask(
    question: Annotated[
        list[str],
        typer.Argument(
            metavar="QUESTION", help="The question; - reads one per line from standard input."
        ),
    ],
    document: DocumentsOption = None,
    language: LanguagesOption = None,
    year: YearsOption = None,
    count: CountOption = None,
    record: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Record the search: in a note, or in a new .cmp-record.json."
        ),
    ] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    reader: ReaderOption = None,
    json: JsonOption = False,
) -> None:
    """Answer a question with ranked passages and their citations."""
    from cmp_search.cli.asking import ask_each_line, ask_once

    library = library_of(corpus, index, model, reader)
    filters = filters_of(document, language, year)
    if question == FROM_STDIN:
        if record:
            raise typer.BadParameter("--record takes one question at a time")
        raise typer.Exit(ask_each_line(library, sys.stdin.buffer, filters, count or COUNT_IN_JSON))
    ask_once(library, " ".join(question), filters, count, record, as_json=json)


@app.command(cls=OneCommand)
@with_json_errors
def support(
    sentence: Annotated[
        list[str], typer.Argument(metavar="SENTENCE", help="A sentence of a draft.")
    ],
    document: DocumentsOption = None,
    language: LanguagesOption = None,
    year: YearsOption = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Say where a sentence may come from, and which dates, numbers and names disagree."""
    from cmp_search.cli.asking import support_once

    library = library_of(corpus, index, model, "none")
    filters = filters_of(document, language, year)
    support_once(library, " ".join(sentence), filters, as_json=json)


app.add_typer(note_app, name="note")
app.command(cls=OneCommand)(rerun)
for read in (passage, section, counterpart, cite):
    app.command(cls=OneCommand)(read)
for change in (add, undo, confirm, fetch, ocr, remove):
    app.command(cls=OneCommand)(change)
for keep in (generations, rollback, tag, move, backup, restore):
    app.command(cls=OneCommand)(keep)


@app.command(cls=OneCommand)
@with_json_errors
def status(
    document: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="One document's id.", show_default="the whole index"),
    ] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Show what is indexed and what has changed since; with an id, how that text was read."""
    from cmp_search.api.documents import document_detail_json, status_json
    from cmp_search.cli.document_view import print_detail
    from cmp_search.cli.status_view import print_status
    from cmp_search.cli.terminal import print_json

    library = library_of(corpus, index)
    if document is not None:
        detail = library.document_status(document)
        print_json(document_detail_json(detail)) if json else print_detail(detail)
        return
    index_status = library.status()
    if json:
        print_json(status_json(index_status))
    else:
        print_status(index_status, library.index_address, library.corpus)


app.command(cls=OneCommand)(text)


@app.command(cls=OneCommand)
@with_json_errors
def verify(
    note: Annotated[
        Path, typer.Argument(metavar="NOTE", help="The note: a .docx, .md, .html or .txt file.")
    ],
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Check that each quotation of a note stands in the texts, where the note says it does."""
    from cmp_search.cli.verifying import verify_and_report

    raise typer.Exit(verify_and_report(library_of(corpus, index), note, as_json=json))


@app.command(cls=OneCommand)
@with_json_errors
def doctor(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Check environment, model, corpus and index, and say how to fix what is wrong."""
    from cmp_search.api.findings import findings_json
    from cmp_search.cli.output import print_findings
    from cmp_search.cli.terminal import print_json
    from cmp_search.doctor import Severity

    findings = list(library_of(corpus, index, model).examine())
    if json:
        print_json(findings_json(findings))
    else:
        print_findings(findings)
    if any(finding.severity is Severity.WRONG for finding in findings):
        raise typer.Exit(1)


app.command(cls=OneCommand)(audit)
app.command("eval", cls=OneCommand)(evaluate)
app.command(cls=OneCommand)(calibrate)
app.command(cls=OneCommand)(serve)
app.add_typer(keys_app, name="keys")
app.command(cls=OneCommand)(mcp)
