"""The commands. They import what they need when they run, so that `--help` is quick."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cmp_search.cli.json_errors import FROM_STDIN, after, with_json_errors
from cmp_search.cli.options import (
    CorpusOption,
    IndexOption,
    JsonOption,
    ModelOption,
    ReaderOption,
    library_of,
)
from cmp_search.language.detection import TEXT_LANGUAGES

app = typer.Typer(
    help="Ask the texts of the Canada–Mexico Partnership in English, French or Spanish.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
@with_json_errors
def index(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Bring the index up to date with the corpus; only what changed is read again."""
    from cmp_search.cli.building import build_and_report

    build_and_report(library_of(corpus, index, model), as_json=json)


@app.command()
@with_json_errors
def ask(
    question: Annotated[
        list[str], typer.Argument(help="The question; - reads one per line from standard input.")
    ],
    document: Annotated[
        list[str] | None, typer.Option(help="Only this document; may be repeated.")
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(help=f"Only texts in this language ({', '.join(TEXT_LANGUAGES)})."),
    ] = None,
    year: Annotated[list[int] | None, typer.Option(help="Only texts of this year.")] = None,
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=100, help="Passages.")] = 10,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    reader: ReaderOption = None,
    json: JsonOption = False,
) -> None:
    """Answer a question with ranked passages and their citations."""
    from cmp_search.cli.asking import ask_each_line, ask_once
    from cmp_search.index.filters import Filters

    library = library_of(corpus, index, model, reader)
    filters = Filters(tuple(document or ()), tuple(language or ()), tuple(year or ()))
    if question == FROM_STDIN:
        raise typer.Exit(ask_each_line(library, sys.stdin, filters, count))
    ask_once(library, " ".join(question), filters, count, as_json=json)


@app.command()
@with_json_errors
def add(
    file: Annotated[Path, typer.Argument(help="A file in any supported format.")],
    id: Annotated[
        str | None, typer.Option(help="Document id.", show_default="the file's stem")
    ] = None,
    title: Annotated[str, typer.Option(help="Its title.", show_default=False)] = "",
    issuing_body: Annotated[str, typer.Option(help="Who issued it.", show_default=False)] = "",
    date: Annotated[str, typer.Option(help="A day, or a year.", show_default=False)] = "",
    language: Annotated[str, typer.Option(help="en, fr, es, …", show_default=False)] = "",
    kind: Annotated[str, typer.Option(help="Kind of text.", show_default=False)] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Take what is proposed; do not ask.")] = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Copy a file into the corpus and index it; propose what is to be said of it."""
    from cmp_search.cli.adding import add_and_report
    from cmp_search.corpus.details import Details

    library = library_of(corpus, index, model)
    given = Details(title, issuing_body, date, language, kind)
    add_and_report(library, file, id or "", given, yes=yes, as_json=json)


@app.command()
@with_json_errors
def undo(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Take the last addition back; whatever it replaced returns."""
    from cmp_search.cli.adding import undo_and_report

    undo_and_report(library_of(corpus, index, model), as_json=json)


@app.command()
@with_json_errors
def fetch(
    document: Annotated[
        list[str] | None,
        typer.Argument(help="Ids in the catalogue.", show_default="all official texts"),
    ] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Get official texts from the addresses in the catalogue, and index them. Goes online."""
    from cmp_search.api.schemas import fetch_report_json
    from cmp_search.cli.building import PARTLY, build, end_if_stopped, print_report
    from cmp_search.cli.output import fetching, print_fetched
    from cmp_search.cli.terminal import print_json

    library = library_of(corpus, index, model)
    with fetching() as progress:
        report = library.fetch(document or (), progress)
    if not json:
        print_fetched(report)
    with after(fetch_report_json(report, None), as_json=json):
        built = None if report.all_failed else build(library)
    if json:
        print_json(fetch_report_json(report, built))
    elif built:
        print_report(built)
    if built:
        end_if_stopped(built)
    if report.failed or (built and built.failed):
        raise typer.Exit(1 if report.all_failed else PARTLY)


@app.command()
@with_json_errors
def ocr(
    file: Annotated[
        list[Path] | None,
        typer.Argument(help="Scanned PDFs.", show_default="all scans of the corpus"),
    ] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Recognise the text of scans, and index them; needs the extra `ocr`, and Tesseract."""
    from cmp_search.cli.recognising import recognise_and_report

    recognise_and_report(library_of(corpus, index, model), file or [], as_json=json)


@app.command()
@with_json_errors
def remove(
    document: Annotated[str, typer.Argument(help="The document's id, as `status` lists it.")],
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Remove a document from the corpus and the index; its file is kept in corpus/removed."""
    from cmp_search.cli.building import build_and_report

    library = library_of(corpus, index, model)
    path = library.remove(document)
    typer.echo(f"“{document}” was removed from the corpus; its file is kept as {path}.", err=True)
    build_and_report(library, as_json=json)


@app.command()
@with_json_errors
def status(
    document: Annotated[
        str | None, typer.Argument(help="One document's id.", show_default="the whole index")
    ] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Show what is indexed and what has changed since; with an id, how that text was read."""
    from cmp_search.api.documents import document_detail_json, status_json
    from cmp_search.cli.document_view import print_detail
    from cmp_search.cli.output import print_status
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
        print_status(index_status)


@app.command()
@with_json_errors
def text(
    document: Annotated[str, typer.Argument(help="The document's id, as `status` lists it.")],
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Print a document's canonical text, to the character, so that a citation can be checked."""
    from cmp_search.api.documents import document_json
    from cmp_search.cli.terminal import print_json

    indexed = library_of(corpus, index).document(document)
    if json:
        print_json(document_json(indexed))
    else:
        sys.stdout.buffer.write(indexed.text.encode())


@app.command()
@with_json_errors
def doctor(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Check environment, model, corpus and index, and say how to fix what is wrong."""
    from cmp_search.api.schemas import findings_json
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


@app.command("eval")
@with_json_errors
def evaluate(
    questions: Annotated[
        list[Path], typer.Argument(help="Files of questions, as docs/evaluation.md describes.")
    ],
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    report: Annotated[Path | None, typer.Option(help="Write a report to this HTML file.")] = None,
    save: Annotated[Path | None, typer.Option(help="Save the run to this JSON file.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="Compare with a saved run.")] = None,
) -> None:
    """Measure how well the search does on questions whose answers are known."""
    from cmp_search.cli.evaluating import evaluate_files

    library = library_of(corpus, index)
    evaluate_files(library, questions, report, save, baseline, as_json=json)


@app.command()
@with_json_errors
def calibrate(
    questions: Annotated[
        list[Path] | None, typer.Argument(help="Files of questions, as for `eval`.")
    ] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
    reset: Annotated[bool, typer.Option("--reset", help="Use the shipped ones again.")] = False,
) -> None:
    """Choose the thresholds of the confidence for your texts, by questions with known answers."""
    from cmp_search.cli.calibrating import calibrate_by_files, reset_thresholds

    if bool(questions) == reset:
        raise typer.BadParameter("name files of questions, or --reset alone")
    library = library_of(corpus, index, model)
    if questions:
        calibrate_by_files(library, questions, as_json=json)
    else:
        reset_thresholds(library, as_json=json)
