"""What can go wrong, as one tree.

An error has a code, which stays the same over versions, and parameters; docs/errors.md lists all
codes. No error holds prose: its message, which says in one line what happened, to which file or
folder, and what to do next, is made from `[error]` in `locales`, in the reader's language.

    CmpSearchError
    ├── QuestionError            a question or a filter that cannot be searched for
    ├── CorpusError              the corpus folder or its catalogue
    │   ├── UnknownDocumentError     no document has that id
    │   ├── IdError                  what was given cannot be a document's id
    │   └── TakenError               a document has that id already
    ├── FetchError               a text that could not be got from its address
    │   ├── AddressError             an address that this tool does not go to
    │   ├── TransferError            the way there failed or broke off; another try may do
    │   └── AnswerError              what the server answered cannot be taken
    ├── ReadError                one source file that gives no document
    │   ├── FormatError              not a format this tool reads, or not what its suffix says
    │   ├── DamagedError             right format, but broken or locked by a password
    │   │   └── BreakdownError           the reader broke down over it; another try may do
    │   ├── NoTextError              nothing to read in it (empty, or scanned pages)
    │   └── LimitError               larger than this tool takes
    │       └── SlowError                not read within its time; another try may do
    ├── EncoderError             the embedding model is missing or cannot be loaded
    ├── EvaluationError          gold questions or a saved run that cannot be used
    └── GenerationError          the index folder
        ├── NoIndexError             nothing has been indexed there yet
        ├── BusyError                another build is at work there
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
"""Characters that are kept of what a library or the system says."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What would break a line of a message, and halves of characters, which no file can hold."""


def message(code: str, parameters: Mapping[str, Parameter], language: str = "en") -> str:
    """What happened, in a language, on one line.

    Readers see bytes and no name: where a file is known and the message has no place for it, the
    file stands before the message. A code or parameters of another version, as an older manifest
    may hold them, get a message that says so.
    """
    messages = messages_for(language)
    places: dict[str, str] = {}
    try:
        places = {name: _shown(value, messages) for name, value in parameters.items()}
        line = messages(f"error.{code}", **places)
        is_named = "{file}" in str(messages.messages[f"error.{code}"])
    except KeyError:
        line, is_named = messages("error.unknown", code=code), False
    if "file" in places and not is_named:
        line = messages("error.of_file", file=places["file"], line=line)
    return line


def _shown(value: Parameter, messages: Messages) -> str:
    """A parameter as it stands in a message."""
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
    """What is given to an error, in the form that is kept; paths and foreign errors are words."""
    match value:
        case bool() | int() | float():
            return value
        case CmpSearchError():
            return value.record
        case BaseException():
            said = (isinstance(value, OSError) and value.strerror) or str(value)
            line = next(iter(said.strip().splitlines()), "") or type(value).__name__
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

        A path, the error of a library or another error of this tree may be given as it is.
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
    """No document of the corpus or index has the id that was asked for."""


class IdError(CorpusError):
    """What was given cannot be a document's id, which names its file."""


class TakenError(CorpusError):
    """A document of the corpus has the id already."""


class FetchError(CmpSearchError):
    """One text could not be got from its address; the others are not touched by that."""


class AddressError(FetchError):
    """The address is not one that this tool goes to."""


class TransferError(FetchError):
    """The server could not be reached, or the transfer broke off; another try may do."""


class AnswerError(FetchError):
    """The server answered with something that cannot be taken."""


class ReadError(CmpSearchError):
    """One source file gave no document; the others are not touched by that."""

    # What manifests and the words of the app call it, and whether another try of the same file is
    # of no use.
    failure = "unopened"
    lasting = False

    def of(self, file: str) -> Self:
        """The same error, of a file by its name."""
        return type(self)(self.code, **self.parameters, file=file)


class FormatError(ReadError):
    """The file is of no known format, or not of the one its suffix promises."""

    failure, lasting = "format", True


class DamagedError(ReadError):
    """The file is of a known format but broken, or a password locks it."""

    failure, lasting = "damaged", True


class BreakdownError(DamagedError):
    """The process that read the file ended over it, or was ended by the system."""

    lasting = False


class NoTextError(ReadError):
    """The file opens but holds no text."""

    failure, lasting = "no_text", True


class LimitError(ReadError):
    """The file is larger or deeper than a reader takes."""

    failure, lasting = "limit", True


class SlowError(LimitError):
    """The file was not read within its time, which a busy machine may be the cause of."""

    failure, lasting = "slow", False


class EncoderError(CmpSearchError):
    """The embedding model is missing, damaged or not what its name says."""


class EvaluationError(CmpSearchError):
    """A file of gold questions, or a saved run of them, cannot be read, used or written."""


class GenerationError(CmpSearchError):
    """The index folder cannot serve."""


class NoIndexError(GenerationError):
    """There is no index in the folder."""


class BusyError(GenerationError):
    """Another build is at work in the index folder."""


class ForeignIndexError(GenerationError):
    """The folder holds something that this tool did not write."""


class MismatchError(GenerationError):
    """The index was built by another encoder or by another version of this tool."""


def system_error(error: OSError) -> CmpSearchError:
    """What the system refused, such as room on the disk, as an error of this tree."""
    if error.filename:
        return CmpSearchError("system_file", reason=error, file=error.filename)
    return CmpSearchError("system", reason=error)
