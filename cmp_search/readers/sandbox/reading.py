"""Reading files in the sandbox: the work that its process does, and the sandbox that does it."""

from pydantic import TypeAdapter

from cmp_search.readers import completed, read_with
from cmp_search.readers.extract import FileContent
from cmp_search.readers.formats import format_of
from cmp_search.readers.sandbox.process import MEMORY, SECONDS, Sandbox

CONTENT = TypeAdapter(FileContent)


def read(request: tuple[str, str], data: bytes) -> bytes:
    """The work: a reader's module, a language and a file's bytes in, the content out as JSON.

    Raises:
        ReadError: the bytes give no text.
    """
    module, language = request
    return CONTENT.dump_json(completed(read_with(module, data).content, language))


class ReadingSandbox(Sandbox):
    """A sandbox in which files are read."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """Set the limits for each file."""
        super().__init__(f"{__name__}:{read.__name__}", seconds, memory)

    def read(self, suffix: str, data: bytes, language: str = "") -> FileContent:
        """Read the bytes of a file with a suffix; its language is given if it is known.

        Raises:
            ReadError: they give no text, or a limit was exceeded.
        """
        return CONTENT.validate_json(self.do([format_of(suffix).module, language], data))


SANDBOX = ReadingSandbox()
"""The one in which this package reads all files."""
