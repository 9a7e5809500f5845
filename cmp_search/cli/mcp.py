"""The command that an assistant starts to use the tools."""

import sys

from cmp_search.cli.options import CorpusOption, IndexOption, ModelOption, ReaderOption, library_of
from cmp_search.cli.saying import say


def mcp(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    reader: ReaderOption = None,
) -> None:
    """Let an assistant search, read and quote the texts, over standard input and output (MCP)."""
    from cmp_search.errors import ServingError
    from cmp_search.extras import has_extra, install_extra

    if not has_extra("mcp"):
        raise ServingError("mcp_extra", command=install_extra("mcp"))
    from cmp_search.programs.mcp.stdio import serve

    if sys.stdin.isatty():
        say("This waits for an assistant (docs/mcp.md says how to set one up); Ctrl-C ends it.")
    serve(library_of(corpus, index, model, reader))
