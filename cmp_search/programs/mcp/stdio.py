"""The tools over standard input and output, for an assistant on this machine.

1. The model is loaded in the background, so that the first question need not wait for all of it.
2. Whoever starts the command may read the files anyway, so that it takes no key, and errors say
   which file they are about.
3. Without an index the server starts, too: the tools say that there is none, until there is.
4. Ctrl-C ends the process at once, as nothing is changed here. Python's own way would wait for the
   thread that reads standard input, which has to have a line first.
"""

import asyncio
from signal import SIG_DFL, SIGINT, signal

from mcp.server.stdio import stdio_server

from cmp_search.library import Library
from cmp_search.programs.mcp.server import Tools
from cmp_search.programs.workers import Workers


def serve(library: Library) -> None:
    """Answer an assistant until it closes our standard input."""
    signal(SIGINT, SIG_DFL)
    library.warm()
    with library:
        asyncio.run(_serve(library))


async def _serve(library: Library) -> None:
    workers = Workers()
    server = Tools(lambda: library, workers).server()
    try:
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())
    finally:
        workers.close()
