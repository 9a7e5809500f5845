"""The commands that read: a passage, a section, the same in another language, a whole text."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cmp_search.cli.json_errors import with_json_errors
from cmp_search.cli.options import (
    CorpusOption,
    DocumentArgument,
    IndexOption,
    JsonOption,
    PassageArgument,
    library_of,
)
from cmp_search.cli.saying import say
from cmp_search.language.detection import TEXT_LANGUAGES

if TYPE_CHECKING:
    from rich.text import Text

    from cmp_search.citations.citation import Citation
    from cmp_search.documents.catalogue import Entry
    from cmp_search.lookup.counterparts import LookedUpCounterpart
    from cmp_search.lookup.passages import LookedUpPassage
    from cmp_search.lookup.sections import LookedUpSection


@with_json_errors
def passage(
    passage: PassageArgument,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Print a passage with its citation."""
    from cmp_search.api.reading import passage_json
    from cmp_search.cli.terminal import print_json

    found = library_of(corpus, index).passage(passage)
    if json:
        print_json(passage_json(found))
    else:
        _print_passage(found)


@with_json_errors
def section(
    document: DocumentArgument,
    number: Annotated[
        int,
        typer.Argument(
            metavar="NUMBER",
            help="The number of the section's heading, as the section around it lists it.",
            show_default="what stands before the first",
        ),
    ] = 0,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Print a section of a document with its citation, and the numbers of those below it."""
    from cmp_search.api.reading import section_json
    from cmp_search.cli.terminal import print_json

    found = library_of(corpus, index).section(document, number)
    if json:
        print_json(section_json(found))
    else:
        _print_section(found)


@with_json_errors
def counterpart(
    document: DocumentArgument,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The section's number.")],
    language: Annotated[
        str,
        typer.Option(
            "--in", metavar="CODE", help=f"The language: {', '.join(TEXT_LANGUAGES)} or another."
        ),
    ],
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Print the same section in another language, and say how sure that is."""
    from cmp_search.api.reading import counterpart_json
    from cmp_search.cli.terminal import print_json

    library = library_of(corpus, index)
    found = library.counterpart(document, number, language)
    if json:
        print_json(counterpart_json(found))
    else:
        if number:
            _print_remark(found, library.section(document, number))
        _print_section(found.section)


@with_json_errors
def text(
    document: DocumentArgument,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Print a document's canonical text, to the character, so that a citation can be checked.

    On a screen, signs that would steer it are shown as �.
    """
    from cmp_search.api.documents import document_json
    from cmp_search.cli.terminal import print_json

    indexed = library_of(corpus, index).document(document)
    if json:
        print_json(document_json(indexed))
    elif sys.stdout.isatty():
        say(indexed.text, errors=False)
    else:
        sys.stdout.buffer.write(indexed.text.encode())


def _print_passage(found: "LookedUpPassage") -> None:
    """Print where a passage is, its words and its citation."""
    from rich.text import Text

    from cmp_search.cli.terminal import terminal

    headings = " › ".join(found.passage.section) or found.entry.title
    words = (Text(headings, "cyan"), Text(found.passage.text))
    terminal().print(*words, *_source(found.citation, found.entry), sep="\n")


def _print_section(found: "LookedUpSection") -> None:
    """Print what is above a section, its words, its citation and what is below it."""
    from rich.text import Text

    from cmp_search.cli.terminal import terminal

    out = terminal()
    if found.path:
        out.print(Text(" › ".join(found.path[:-1]) or found.entry.title, "cyan"))
    out.print(Text(found.text), *_source(found.citation, found.entry), sep="\n")
    for one in found.subsections:
        out.print(Text(f"{one.number:>4}  {one.heading}"))


def _print_remark(found: "LookedUpCounterpart", own: "LookedUpSection") -> None:
    """Print how sure it is that a section is what another one is in another language."""
    from rich.text import Text

    from cmp_search.cli.terminal import terminal
    from cmp_search.locales import messages_for

    messages = messages_for("en")
    section = messages.quote(own.path[-1])
    language = messages.name(own.entry.language)
    remark = messages(f"edition.{found.match}", section=section, language=language)
    terminal().print(Text(remark, "yellow"))


def _source(citation: "Citation", entry: "Entry") -> "tuple[Text, ...]":
    """The citation, and below it what the text is: a paraphrase is not to be quoted."""
    from rich.text import Text

    from cmp_search.cli.output import standing

    said = standing(entry)
    return (Text(f"— {citation.render()}", "dim"), *([said] if said else []))
