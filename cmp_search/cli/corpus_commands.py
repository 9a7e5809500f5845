"""The commands that change the corpus; each has the index follow.

They import what they need when they run, as all commands do.
"""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from cmp_search.cli.json_errors import with_json_errors
from cmp_search.cli.options import (
    CorpusOption,
    DocumentArgument,
    IndexOption,
    JsonOption,
    ModelOption,
    WaitOption,
    library_of,
)
from cmp_search.cli.saying import say


@with_json_errors
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file in any supported format.")],
    id: Annotated[
        str | None, typer.Option(metavar="ID", help="Document id.", show_default="the file's stem")
    ] = None,
    title: Annotated[
        str, typer.Option(metavar="TITLE", help="Its title.", show_default=False)
    ] = "",
    issuing_body: Annotated[
        str, typer.Option(metavar="NAME", help="Who issued it.", show_default=False)
    ] = "",
    date: Annotated[
        str, typer.Option(metavar="DATE", help="A day, or a year.", show_default=False)
    ] = "",
    language: Annotated[
        str, typer.Option(metavar="CODE", help="en, fr, es, …", show_default=False)
    ] = "",
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="Kind of text.", show_default=False)
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Take what is proposed; do not ask.")] = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    wait: WaitOption = None,
    json: JsonOption = False,
) -> None:
    """Copy a file into the corpus and index it; propose its catalogue entry."""
    from cmp_search.cli.adding import add_and_report
    from cmp_search.corpus.details import Details

    library = library_of(corpus, index, model, wait=wait)
    given = Details(title, issuing_body, date, language, kind)
    add_and_report(library, file, id or "", given, yes=yes, as_json=json)


@with_json_errors
def undo(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    wait: WaitOption = None,
    json: JsonOption = False,
) -> None:
    """Take back the last addition; whatever it replaced returns."""
    from cmp_search.cli.adding import undo_and_report

    undo_and_report(library_of(corpus, index, model, wait=wait), as_json=json)


@with_json_errors
def confirm(
    document: DocumentArgument,
    yes: Annotated[
        bool, typer.Option("--yes", help="It has been compared with the publisher's; do not ask.")
    ] = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    wait: WaitOption = None,
    json: JsonOption = False,
) -> None:
    """Vouch for a copy of an official text; until then it is cited as not verified."""
    from cmp_search.cli.confirming import confirm_and_report

    library = library_of(corpus, index, model, wait=wait)
    confirm_and_report(library, document, yes=yes, as_json=json)


@with_json_errors
def fetch(
    document: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID", help="Ids in the catalogue.", show_default="all official texts"
        ),
    ] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    wait: WaitOption = None,
    json: JsonOption = False,
) -> None:
    """Get official texts from the addresses in the catalogue, and index them. Goes online."""
    from cmp_search.api.schemas import fetch_report_json
    from cmp_search.cli.building import build_after
    from cmp_search.cli.output import fetching, print_fetched

    library = library_of(corpus, index, model, wait=wait)
    with fetching() as progress:
        report = library.fetch(document or (), progress)
    if not json:
        print_fetched(report)
    record = partial(fetch_report_json, report)
    build_after(library, report, record, needed=not report.all_failed, as_json=json)


@with_json_errors
def ocr(
    file: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE", help="Scanned PDFs.", show_default="all scans of the corpus"
        ),
    ] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    wait: WaitOption = None,
    json: JsonOption = False,
) -> None:
    """Recognise the text of scans, and index them; needs the extra `ocr`, and Tesseract."""
    from cmp_search.cli.recognising import recognise_and_report

    recognise_and_report(library_of(corpus, index, model, wait=wait), file or [], as_json=json)


@with_json_errors
def remove(
    document: DocumentArgument,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    wait: WaitOption = None,
    json: JsonOption = False,
) -> None:
    """Remove a document from the corpus and the index; its file is kept in corpus/removed."""
    from cmp_search.cli.building import build_and_report

    library = library_of(corpus, index, model, wait=wait)
    path = library.remove(document)
    say(f"“{document}” was removed from the corpus; its file is kept as {path}.")
    build_and_report(library, as_json=json)
