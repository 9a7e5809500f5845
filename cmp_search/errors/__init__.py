"""All errors, as one tree.

An error has a code, stable across versions, and parameters; docs/errors.md lists all codes.
The message says in one line what happened, to which file or folder, and what to do next. It is not
stored: it is made in the reader's language (see `locales.error_messages`).

    CmpSearchError
    ├── QuestionError            a question or a filter that cannot be used
    ├── CorpusError              the corpus folder or its catalogue
    │   ├── UnknownDocumentError     no document has that id
    │   ├── UnknownSectionError      a document has no section of that number
    │   ├── IdError                  the given id cannot be used
    │   └── TakenError               a document already has that id
    ├── FetchError               a text that could not be fetched
    │   ├── AddressError             an address that this tool does not connect to
    │   ├── TransferError            the transfer failed; another try may succeed
    │   └── AnswerError              the server's response cannot be used
    ├── RecognitionError         the text of scans cannot be recognised
    ├── ReadError                a source file that cannot be read
    │   ├── FormatError              an unsupported format, or not what its suffix says
    │   ├── DamagedError             damaged, or protected by a password
    │   │   └── BreakdownError           the reader crashed; another try may succeed
    │   ├── NoTextError              no text in it (empty, or scanned pages)
    │   └── LimitError               larger than this tool accepts
    │       └── SlowError                not read in time; another try may succeed
    ├── EncoderError             the embedding model is missing or cannot be loaded
    ├── WorkersError             the workers that help to build cannot be used
    ├── NoteError                a note, or its file, that cannot be read, changed or exported
    ├── BackupError              a backup that cannot be made or restored
    ├── AuditError               the audit log cannot be written or read
    ├── ServingError             the app cannot be served as it is asked to be
    ├── RoleError                somebody may not do what they asked of the app
    ├── RateError                more is asked of the server than it answers at once
    ├── RequestError             a program's request that cannot be used
    │   └── AccessKeyError           no key, or one that does not open what is asked for
    ├── KeysError                the file of programs' keys cannot be read or changed so
    ├── JobError                 a change made in the app broke off, or cannot be withdrawn
    ├── EvaluationError          gold questions or a saved run that cannot be used
    └── GenerationError          the index
        ├── UnknownEngineError       no engine keeps indexes at such addresses
        ├── EngineAwayError          the engine’s server does not answer; another try may succeed
        ├── EngineAccessError        the engine’s server does not let this tool in
        ├── EngineFaultError         the engine’s server reports a fault
        ├── NoIndexError             there is no index yet
        ├── BusyError                another build is running there
        ├── ForeignIndexError        the folder belongs to something else
        └── MismatchError            built by another encoder or another version
"""

from typing import Self

from cmp_search.errors.base import MAX_REASON_LENGTH as MAX_REASON_LENGTH
from cmp_search.errors.base import CmpSearchError as CmpSearchError
from cmp_search.errors.base import system_error as system_error
from cmp_search.errors.suggestions import MOST_NAMED as MOST_NAMED
from cmp_search.errors.suggestions import nearest as nearest


class QuestionError(CmpSearchError):
    """The question is empty or too long, or a filter matches nothing."""


class CorpusError(CmpSearchError):
    """The corpus folder is missing or empty, or its catalogue is wrong."""


class UnknownDocumentError(CorpusError):
    """No document of the corpus or index has the requested id."""


class UnknownSectionError(CorpusError):
    """A document has no section of the requested number."""


class IdError(CorpusError):
    """The given id cannot be used, since it cannot be a file name."""


class TakenError(CorpusError):
    """A document of the corpus already has the id."""


class FetchError(CmpSearchError):
    """A text could not be fetched; others are not affected."""


class AddressError(FetchError):
    """The address is not one that this tool connects to."""


class TransferError(FetchError):
    """The server could not be reached, or the transfer was interrupted; another try may succeed."""


class AnswerError(FetchError):
    """The server's response cannot be used."""


class RecognitionError(CmpSearchError):
    """The text of a scan, or of any, cannot be recognised."""


class ReadError(CmpSearchError):
    """A source file cannot be read; others are not affected."""

    # Its name in manifests and locales, whether another try with the same file is useless, and how
    # many tries with the same file are enough to say so; 0 if none are.
    failure = "unopened"
    lasting = False
    tries = 0

    def of(self, file: str) -> Self:
        """The same error, with the name of the file."""
        return type(self)(self.code, **{**self.parameters, "file": file})


class FormatError(ReadError):
    """The file has an unsupported format, or not the one of its suffix."""

    failure, lasting = "format", True


class DamagedError(ReadError):
    """The file is damaged, or protected by a password."""

    failure, lasting = "damaged", True


class BreakdownError(DamagedError):
    """The process that worked on the file crashed, or the system ended it."""

    lasting, tries = False, 2


class NoTextError(ReadError):
    """The file opens but contains no text."""

    failure, lasting = "no_text", True


class LimitError(ReadError):
    """The file is larger or more deeply nested than a reader accepts."""

    failure, lasting = "limit", True


class SlowError(LimitError):
    """The file was not read in time, perhaps because the machine is busy."""

    failure, lasting, tries = "slow", False, 2


class EncoderError(CmpSearchError):
    """The embedding model is missing, damaged or cannot be loaded."""


class WorkersError(CmpSearchError):
    """The workers that help to build an index are out of reach, or cannot be used."""


class NoteError(CmpSearchError):
    """A note, or the file of one, cannot be read, changed or exported."""


class BackupError(CmpSearchError):
    """A backup cannot be made, or not be restored."""


class AuditError(CmpSearchError):
    """The audit log cannot be written, so that nothing can be changed; or it cannot be read."""


class ServingError(CmpSearchError):
    """The app would be open to others without having been told so, or sign-in is set up wrong."""


class RoleError(CmpSearchError):
    """Who uses the app may not do what they asked for."""


class RateError(CmpSearchError):
    """A visitor or a program asked too often, or the queue is full; soon there is room again."""


class RequestError(CmpSearchError):
    """What a program sent to REST or MCP cannot be used."""


class AccessKeyError(RequestError):
    """A program sent no key, or one that does not open what it asks for."""


class KeysError(CmpSearchError):
    """The keys of programs cannot be read, or not be changed as asked."""


class JobError(CmpSearchError):
    """A change that was made in the app broke off, or can no more be withdrawn."""


class EvaluationError(CmpSearchError):
    """A file of gold questions or a saved run cannot be read, used or written."""


class GenerationError(CmpSearchError):
    """The index cannot be used."""


class UnknownEngineError(GenerationError):
    """There is no engine here for the index's address."""


class EngineAwayError(GenerationError):
    """The server that keeps the index does not answer; another try may succeed."""


class EngineAccessError(GenerationError):
    """The server that keeps the index does not let this tool in, or cannot be trusted."""


class EngineFaultError(GenerationError):
    """The server that keeps the index reports a fault; `number` and `reason` are its own words."""

    number = 0
    reason = ""


class NoIndexError(GenerationError):
    """There is no index in the folder."""


class BusyError(GenerationError):
    """Another build is running in the index folder."""


class ForeignIndexError(GenerationError):
    """The folder contains something that this tool did not write."""


class MismatchError(GenerationError):
    """The index was built by another encoder or by another version of this tool."""
