"""What can go wrong, as one tree.

An error has a code, which never changes between versions, and parameters; docs/errors.md lists all
codes. It holds no prose: its message says in one line what happened, to which file or folder, and
what to do next, and is made from `[error]` in `locales` in the reader's language.

    CmpSearchError
    ├── QuestionError            a question or a filter that cannot be searched for
    ├── CorpusError              the corpus folder or its catalogue
    │   ├── UnknownDocumentError     no document has that id
    │   ├── IdError                  what was given cannot be a document's id
    │   └── TakenError               a document has that id already
    ├── FetchError               a text that could not be fetched from its address
    │   ├── AddressError             an address that this tool refuses to fetch
    │   ├── TransferError            no connection, or a broken one; a retry may work
    │   └── AnswerError              the server's answer is unusable
    ├── ReadError                a source file that could not be read
    │   ├── FormatError              not a readable format, or not what its suffix says
    │   ├── DamagedError             a readable format, but broken or password-locked
    │   │   └── BreakdownError           the reader crashed on it; a retry may work
    │   ├── NoTextError              nothing to read in it (empty, or scanned pages)
    │   └── LimitError               larger than this tool accepts
    │       └── SlowError                not read in time; a retry may work
    ├── EncoderError             the embedding model is missing or cannot be loaded
    ├── EvaluationError          gold questions or a saved run that cannot be used
    └── GenerationError          the index folder
        ├── NoIndexError             nothing has been indexed yet
        ├── BusyError                another build is running there
        ├── ForeignIndexError        the folder belongs to something else
        └── MismatchError            built by another encoder or another version
"""

import re
from collections.abc import Mapping
from typing import Any, Self

from cmp_search.locales import Messages, messages_for

Parameter = str | int | float | bool | list[str] | dict[str, Any]
"""What JSON can hold; a dictionary is another error, as `CmpSearchError.record` gives it."""
LONGEST_REASON = 300
"""Characters kept of a library's or the system's message."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What would break a message's line, and lone surrogates, which no file can hold."""


def message(code: str, parameters: Mapping[str, Parameter], language: str = "en") -> str:
    """What happened, in a language, on one line.

    Readers get bytes, not a name: if there is a `file` parameter but the message has no place for
    it, the file is put before the message. Unknown codes or parameters, such as those another
    version left in a manifest, get a message that says so.
    """
    messages = messages_for(language)
    places: dict[str, str] = {}
    try:
        places = {name: _rendered(value, messages) for name, value in parameters.items()}
        line = messages(f"error.{code}", **places)
        is_named = "{file}" in str(messages.messages[f"error.{code}"])
    except KeyError:
        line, is_named = messages("error.unknown", code=code), False
    if "file" in places and not is_named:
        line = messages("error.of_file", file=places["file"], line=line)
    return line


def _rendered(value: Parameter, messages: Messages) -> str:
    """A parameter as shown in a message."""
    match value:
        case bool() | str():
            return str(value)
        case int():
            return messages.number(value)
        case float():
            return f"{value:g}"
        case list():
            return ", ".join(value)
        case dict():
            return message(value["code"], value["parameters"], messages.language)


def _parameter(value: object) -> Parameter:
    """A parameter in a form JSON can hold; paths and foreign errors become text."""
    match value:
        case bool() | int() | float():
            return value
        case CmpSearchError():
            return value.record
        case BaseException():
            text = (isinstance(value, OSError) and value.strerror) or str(value)
            line = next(iter(text.strip().splitlines()), "") or type(value).__name__
            return _clean(line)[:LONGEST_REASON]
        case list() | tuple():
            return [_clean(str(item)) for item in value]
        case _:
            return _clean(str(value))


def _clean(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


class CmpSearchError(Exception):
    """Base of every error that this package raises on purpose."""

    def __init__(self, code: str, /, **parameters: object) -> None:
        """A code of docs/errors.md, with the parameters that its message has places for.

        Paths, a library's errors and other errors of this tree may be passed unconverted.
        """
        super().__init__(code)
        self.code = code
        self.parameters = {name: _parameter(value) for name, value in parameters.items()}

    def __str__(self) -> str:
        """The English message, for logs and tracebacks."""
        return self.message("en")

    @property
    def record(self) -> dict[str, Any]:
        """Code and parameters, as JSON holds them."""
        return {"code": self.code, "parameters": self.parameters}

    def message(self, language: str) -> str:
        """What happened, in a language, on one line."""
        return message(self.code, self.parameters, language)


class QuestionError(CmpSearchError):
    """The question is empty or too long, or a filter names nothing."""


class CorpusError(CmpSearchError):
    """The corpus folder is missing or empty, or its catalogue is wrong."""


class UnknownDocumentError(CorpusError):
    """No document of the corpus or index has the requested id."""


class IdError(CorpusError):
    """A text that cannot be a document's id, which names its file."""


class TakenError(CorpusError):
    """A document of the corpus has the id already."""


class FetchError(CmpSearchError):
    """One text could not be fetched from its address; others are not affected."""


class AddressError(FetchError):
    """The address is one that this tool refuses to fetch."""


class TransferError(FetchError):
    """The server could not be reached, or the transfer broke off; a retry may work."""


class AnswerError(FetchError):
    """The server's answer is unusable."""


class ReadError(CmpSearchError):
    """One source file could not be read; others are not affected."""

    # Its name in manifests and messages, and whether retrying the same file is pointless.
    failure = "unopened"
    lasting = False

    def of(self, file: str) -> Self:
        """The same error, with the name of its file."""
        return type(self)(self.code, **self.parameters, file=file)


class FormatError(ReadError):
    """The file is of no known format, or not of the one its suffix names."""

    failure, lasting = "format", True


class DamagedError(ReadError):
    """The file is of a known format but broken, or a password locks it."""

    failure, lasting = "damaged", True


class BreakdownError(DamagedError):
    """The process that read the file crashed on it, or the system killed it."""

    lasting = False


class NoTextError(ReadError):
    """The file opens but holds no text."""

    failure, lasting = "no_text", True


class LimitError(ReadError):
    """The file is larger or more deeply nested than a reader accepts."""

    failure, lasting = "limit", True


class SlowError(LimitError):
    """The file was not read in time, perhaps because the machine is busy."""

    failure, lasting = "slow", False


class EncoderError(CmpSearchError):
    """The embedding model is missing, damaged or not what its name says."""


class EvaluationError(CmpSearchError):
    """A file of gold questions or a saved run cannot be read, used or written."""


class GenerationError(CmpSearchError):
    """The index folder cannot be used."""


class NoIndexError(GenerationError):
    """There is no index in the folder."""


class BusyError(GenerationError):
    """Another build is running in the index folder."""


class ForeignIndexError(GenerationError):
    """The folder holds something that this tool did not write."""


class MismatchError(GenerationError):
    """The index was built by another encoder or by another version of this tool."""


def system_error(error: OSError) -> CmpSearchError:
    """An error of the operating system, such as a full disk, as one of this tree."""
    if error.filename:
        return CmpSearchError("system_file", reason=error, file=error.filename)
    return CmpSearchError("system", reason=error)
