"""The commands that keep what was indexed: generations and their tags, backups.

They import what they need when they run, as all commands do.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cmp_search.cli.json_errors import with_json_errors
from cmp_search.cli.options import (
    CorpusOption,
    IndexOption,
    JsonOption,
    ModelOption,
    WaitOption,
    library_of,
)
from cmp_search.cli.saying import say

if TYPE_CHECKING:
    from cmp_search.index.kept import KeptGeneration

GenerationArgument = Annotated[
    str,
    typer.Argument(metavar="GENERATION", help="A generation's name or tag.", show_default=False),
]


@with_json_errors
def generations(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """List the generations of the index that are kept, and their tags."""
    from cmp_search.api.keeping import kept_json
    from cmp_search.cli.terminal import print_json, terminal

    kept = library_of(corpus, index).generations()
    if json:
        print_json({"generations": [kept_json(one) for one in kept]})
        return
    for one in kept:
        sign = "*" if one.is_current else " "
        terminal().print(f"{sign} {_line(one)}{_tags(one)}", soft_wrap=True, markup=False)
    if not kept:
        say("No generation is kept: there is no index yet.", errors=False)


@with_json_errors
def rollback(
    generation: GenerationArgument = "",
    corpus: CorpusOption = None,
    index: IndexOption = None,
    wait: WaitOption = None,
    json: JsonOption = False,
) -> None:
    """Go back to an earlier generation of the index: the one named, or the last one before."""
    from cmp_search.api.keeping import kept_json
    from cmp_search.cli.terminal import print_json

    kept = library_of(corpus, index, wait=wait).roll_back(generation)
    if json:
        print_json(kept_json(kept))
        return
    say(f"Answers now come from {_line(kept)}.", errors=False)
    say(
        "The texts in the corpus are as they were: `cmp-search index` brings the index up to date "
        "with them again.",
        errors=False,
    )


@with_json_errors
def tag(
    name: Annotated[str, typer.Argument(metavar="TAG", help="A short name of your own.")],
    generation: GenerationArgument = "",
    remove: Annotated[bool, typer.Option("--remove", help="Take the tag away.")] = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    wait: WaitOption = None,
    json: JsonOption = False,
) -> None:
    """Tag a generation, by default the current one; it is kept as long as it has a tag."""
    from cmp_search.api.keeping import kept_json
    from cmp_search.cli.terminal import print_json

    library = library_of(corpus, index, wait=wait)
    if remove:
        if generation:
            raise typer.BadParameter("--remove takes a tag alone")
        library.untag(name)
        if json:
            print_json({"removed": name})
        else:
            say(f"“{name}” is no tag any more.", errors=False)
        return
    kept = library.tag(name, generation)
    if json:
        print_json(kept_json(kept))
    else:
        say(f"“{name}” is {_line(kept)}.", errors=False)


@with_json_errors
def move(
    target: Annotated[
        str, typer.Argument(metavar="ADDRESS", help="A folder, or milvus://host:port/name.")
    ],
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    wait: WaitOption = None,
    json: JsonOption = False,
) -> None:
    """Copy the index to another address, such as a server; no text is encoded again."""
    from cmp_search.api.keeping import kept_json
    from cmp_search.cli.terminal import print_json

    kept = library_of(corpus, index, model=model, wait=wait).move(target)
    if json:
        print_json({"index": target, **kept_json(kept)})
        return
    say(f"{target} has {_line(kept)}.", errors=False)
    say("The index that it was made from is still there.", errors=False)


@with_json_errors
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, such as cmp.zip.")],
    corpus: CorpusOption = None,
    index: IndexOption = None,
    wait: WaitOption = None,
    json: JsonOption = False,
) -> None:
    """Write the corpus, its catalogue and the current index into one file, with checksums."""
    from cmp_search.api.keeping import contents_json
    from cmp_search.cli.terminal import print_json

    contents = library_of(corpus, index, wait=wait).backup(file)
    if json:
        print_json(contents_json(contents))
        return
    size = f"{contents.bytes / 1e6:,.1f} MB in {len(contents.members)} files, all checked"
    say(f"{file} has the corpus and {contents.generation} of its index: {size}.", errors=False)


@with_json_errors
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `backup` has made.")],
    yes: Annotated[
        bool, typer.Option("--yes", help="Replace the texts and the index that are there.")
    ] = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    wait: WaitOption = None,
    json: JsonOption = False,
) -> None:
    """Put the corpus and the index of a backup in their places; what was there is kept."""
    from cmp_search.api.keeping import contents_json
    from cmp_search.cli.terminal import print_json

    library = library_of(corpus, index, wait=wait)
    contents = library.restore(file, replacing=yes)
    if json:
        print_json(contents_json(contents))
        return
    texts = f"{contents.documents} documents in generation {contents.generation}"
    say(f"{library.corpus} and its index are as on {contents.created[:10]}: {texts}.", errors=False)


def _line(kept: "KeptGeneration") -> str:
    """A generation in words."""
    from cmp_search.cli.build_view import MESSAGES

    if not kept.created:
        return f"{kept.name}, which is damaged"
    made = MESSAGES.moment(kept.created)
    return f"{kept.name} of {made}: {kept.documents} documents, {kept.passages} passages"


def _tags(kept: "KeptGeneration") -> str:
    return f"; {', '.join(kept.tags)}" if kept.tags else ""
