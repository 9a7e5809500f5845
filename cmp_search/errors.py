"""What can go wrong, as one tree.

Every message says what happened, to which file or folder, and what to do next, in one line. The
library raises; each front end turns the base class into its own form of message in one place. What
can be met in the app is told in three languages (see `CmpSearchError.told`).

    CmpSearchError
    ├── QuestionError            a question or a filter that cannot be searched for
    ├── CorpusError              the corpus folder or its catalogue
    │   └── UnknownDocumentError     no document has that id
    ├── FetchError               a text that could not be got from its address
    │   ├── AddressError             an address that this tool does not go to
    │   ├── TransferError            the way there failed or broke off; another try may do
    │   └── AnswerError              what the server answered cannot be taken
    ├── ReadError                one source file that gives no document
    │   ├── FormatError              not a format this tool reads, or not what its suffix says
    │   ├── DamagedError             right format, but broken or locked by a password
    │   ├── NoTextError              nothing to read in it (empty, or scanned pages)
    │   └── LimitError               larger than this tool takes
    ├── EncoderError             the embedding model is missing or cannot be loaded
    ├── EvaluationError          gold questions or a saved run that cannot be used
    └── GenerationError          the index folder
        ├── NoIndexError             nothing has been indexed there yet
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


class FormatError(ReadError):
    """The file is of no known format, or not of the one its suffix promises."""


class DamagedError(ReadError):
    """The file is of a known format but broken, or a password locks it."""


class NoTextError(ReadError):
    """The file opens but holds no text."""


class LimitError(ReadError):
    """The file is larger or deeper than a reader takes."""


class EncoderError(CmpSearchError):
    """The embedding model is missing, damaged or not what its name says."""


class EvaluationError(CmpSearchError):
    """A file of gold questions, or a saved run of them, cannot be read, used or written."""


class GenerationError(CmpSearchError):
    """The index folder cannot serve."""


class NoIndexError(GenerationError):
    """There is no index in the folder."""


class ForeignIndexError(GenerationError):
    """The folder holds something that this tool did not write."""


class MismatchError(GenerationError):
    """The index was built by another encoder or by another version of this tool."""
