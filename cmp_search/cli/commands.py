"""The commands. What they load, they load when they run, so that `--help` is quick."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cmp_search.cli.options import CorpusOption, IndexOption, JsonOption, ModelOption, library_of
from cmp_search.cli.refusal import EACH_LINE, tells_errors
from cmp_search.language.detection import TEXT_LANGUAGES

app = typer.Typer(
    help="Ask the texts of the Canada–Mexico Partnership in English, French or Spanish.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
@tells_errors
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
@tells_errors
def ask(
    question: Annotated[list[str], typer.Argument(help="The question; - reads one a line.")],
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
    json: JsonOption = False,
) -> None:
    """Answer a question with ranked passages and their citations."""
    from cmp_search.cli.asking import ask_each_line, ask_once
    from cmp_search.index.base import Filters

    library = library_of(corpus, index, model)
    filters = Filters(tuple(document or ()), tuple(language or ()), tuple(year or ()))
    if question == EACH_LINE:
        raise typer.Exit(ask_each_line(library, sys.stdin, filters, count))
    ask_once(library, " ".join(question), filters, count, as_json=json)


@app.command()
@tells_errors
def add(
    file: Annotated[Path, typer.Argument(help="A file of any format that can be read.")],
    id: Annotated[
        str | None, typer.Option(help="Document id.", show_default="the file's stem")
    ] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Copy a file into the corpus and index it."""
    from cmp_search.cli.building import build_and_report

    library = library_of(corpus, index, model)
    source = library.add(file, id)
    typer.echo(f"{source.path} is in the corpus as “{source.id}”.", err=True)
    build_and_report(library, as_json=json)


@app.command()
@tells_errors
def fetch(
    document: Annotated[
        list[str] | None,
        typer.Argument(help="Ids of the catalogue.", show_default="all official texts"),
    ] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Get official texts from the addresses in the catalogue, and index them. Goes online."""
    from cmp_search.api.schemas import fetch_json
    from cmp_search.cli.building import PARTLY, build, end_if_stopped, print_report
    from cmp_search.cli.output import fetching, print_fetched
    from cmp_search.cli.terminal import print_json

    library = library_of(corpus, index, model)
    with fetching() as progress:
        report = library.fetch(document or (), progress)
    if not json:
        print_fetched(report)
    built = None if report.all_failed else build(library)
    if json:
        print_json(fetch_json(report, built))
    elif built:
        print_report(built)
    if built:
        end_if_stopped(built)
    if report.failed or (built and built.failed):
        raise typer.Exit(1 if report.all_failed else PARTLY)


@app.command()
@tells_errors
def remove(
    document: Annotated[str, typer.Argument(help="The document's id, as `status` lists it.")],
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Take a document out of the corpus and the index; its file is kept in corpus/removed."""
    from cmp_search.cli.building import build_and_report

    library = library_of(corpus, index, model)
    place = library.remove(document)
    typer.echo(f"“{document}” is out of the corpus; its file is kept as {place}.", err=True)
    build_and_report(library, as_json=json)


@app.command()
@tells_errors
def status(
    document: Annotated[
        str | None, typer.Argument(help="One document's id.", show_default="the whole index")
    ] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Say what is indexed and what has changed since; with an id, how that text was read."""
    from cmp_search.api.schemas import detail_json, status_json
    from cmp_search.cli.document_view import print_detail
    from cmp_search.cli.output import print_status
    from cmp_search.cli.terminal import print_json

    library = library_of(corpus, index)
    if document is not None:
        detail = library.document_status(document)
        print_json(detail_json(detail)) if json else print_detail(detail)
        return
    found = library.status()
    if json:
        print_json(status_json(found))
    else:
        print_status(found)


@app.command()
@tells_errors
def text(
    document: Annotated[str, typer.Argument(help="The document's id, as `status` lists it.")],
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Print a document's canonical text, to the character, so that a citation can be checked."""
    from cmp_search.api.schemas import document_json
    from cmp_search.cli.terminal import print_json

    found = library_of(corpus, index).document(document)
    if json:
        print_json(document_json(found))
    else:
        sys.stdout.buffer.write(found.text.encode())


@app.command()
@tells_errors
def doctor(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Check environment, model, corpus and index, and say what mends what is wrong."""
    from cmp_search.api.schemas import findings_json
    from cmp_search.cli.output import print_findings
    from cmp_search.cli.terminal import print_json
    from cmp_search.doctor import Severity

    found = list(library_of(corpus, index, model).examine())
    if json:
        print_json(findings_json(found))
    else:
        print_findings(found)
    if any(finding.severity is Severity.WRONG for finding in found):
        raise typer.Exit(1)


@app.command("eval")
@tells_errors
def evaluate(
    questions: Annotated[
        list[Path], typer.Argument(help="Files of questions, as docs/evaluation.md describes.")
    ],
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    report: Annotated[Path | None, typer.Option(help="Write a report into this HTML file.")] = None,
    save: Annotated[Path | None, typer.Option(help="Keep the run in this JSON file.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="Say what moved since a kept run.")] = None,
) -> None:
    """Measure how well the search does on questions whose answers are known."""
    from cmp_search.cli.evaluating import evaluate_files

    library = library_of(corpus, index)
    evaluate_files(library, questions, report, save, baseline, as_json=json)
