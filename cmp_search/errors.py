"""What can go wrong, as one tree.

Every message says what happened, to which file or folder, and what to do next, in one line. The
library raises; each front end turns the base class into its own form of message in one place. What
can be met in the app is told in three languages (see `CmpSearchError.told`).

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

from cmp_search.words import words_in


class CmpSearchError(Exception):
    """Base of every error that this package raises on purpose; its text is for the user."""

    def __init__(self, line: str = "", *, kind: str = "", **places: object) -> None:
        """An English line, or the kind of a message of `[error]` in `words` and its places.

        What a reader can meet in the app has a kind; the terminal shows it in English.
        """
        self.kind, self.places = kind, places
        super().__init__(line or self.told("en"))

    def told(self, language: str) -> str:
        """What happened, in a language; the English line where there is no kind."""
        if not self.kind:
            return str(self)
        words = words_in(language)
        filled = {
            name: words.number(value) if isinstance(value, int) else str(value)
            for name, value in self.places.items()
        }
        return words(f"error.{self.kind}", **filled)


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


def of_system(error: OSError) -> CmpSearchError:
    """What the system refused, such as room on the disk, as an error with a line for the user."""
    place = f" ({error.filename})" if error.filename else ""
    return CmpSearchError(kind="system", reason=error.strerror or error, place=place)
