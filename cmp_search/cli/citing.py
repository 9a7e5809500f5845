"""The commands that cite: a passage in a style, and texts for reference managers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cmp_search.citations.styles import Style
from cmp_search.cli.json_errors import with_json_errors
from cmp_search.cli.options import (
    CorpusOption,
    IndexOption,
    JsonOption,
    PassageArgument,
    library_of,
)
from cmp_search.cli.saying import say

if TYPE_CHECKING:
    from cmp_search.citations.citation import Citation

ReferencesOption = Annotated[
    str,
    typer.Option(
        metavar="FORMAT",
        help="For reference managers: csl-json, ris or bibtex.",
        show_default=False,
    ),
]


def style_named(text: str) -> Style:
    """The style of a name; an option's mistake if there is none."""
    if text not in set(Style):
        raise typer.BadParameter(f"choose one of {', '.join(Style)}")
    return Style(text)


@with_json_errors
def cite(
    passage: PassageArgument,
    style: Annotated[
        Style,
        typer.Option(parser=style_named, metavar="STYLE", help=f"One of {', '.join(Style)}."),
    ] = Style.PLAIN,
    language: Annotated[
        str, typer.Option(metavar="CODE", help="Language of the citation: en, fr or es.")
    ] = "en",
    references: ReferencesOption = "",
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Cite a passage in a style, or give its text to a reference manager."""
    from cmp_search.api.notes import cited_json
    from cmp_search.cli.terminal import print_json

    check_language(language)
    quote = library_of(corpus, index).notes.quote(passage)
    if references:
        write_sources([(quote.citation, quote.accessed)], references, language)
        return
    cited = cited_json(quote, style, language)
    print_json(cited) if json else say(cited["cited"], errors=False)


def note_references(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The note.")],
    references: Annotated[str, typer.Argument(metavar="FORMAT", help="csl-json, ris or bibtex.")],
) -> None:
    """Give the texts that a note quotes to a reference manager."""
    from cmp_search.notes.file import read_note

    note = read_note(file)
    if not note.quotations:
        say("The note quotes no text.")
    cited = [(one.quote.citation, one.quote.accessed) for one in note.quotations]
    write_sources(cited, references, note.language)


def write_sources(cited: list[tuple["Citation", str]], format: str, language: str) -> None:
    """Write cited texts to standard output, in a format of reference managers."""
    from cmp_search.citations.references import ReferenceFormat, write_references
    from cmp_search.citations.references import references as sources_of

    if format not in set(ReferenceFormat):
        raise typer.BadParameter(f"choose one of {', '.join(ReferenceFormat)}")
    written = write_references(sources_of(cited, language), ReferenceFormat(format))
    say(written.removesuffix("\n"), errors=False)


def check_language(language: str) -> None:
    """Make sure that a language is one of the interface."""
    from cmp_search.locales import interfaces

    if language not in interfaces():
        raise typer.BadParameter(f"choose one of {', '.join(interfaces())}")
