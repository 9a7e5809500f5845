"""Offline search over the texts of the Canada-Mexico Partnership, with citations that hold.

    with cmp_search.open("corpus", "index") as library:
        library.build()
        answer = library.ask("Who chairs the forestry group?")
        print(answer.hits[0].citation.render("fr"))

docs/python.md has more. `import cmp_search` is quick: each name loads its module when it is first
used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cmp_search.version import __version__ as __version__

if TYPE_CHECKING:
    from cmp_search.audit.event import Action as Action
    from cmp_search.audit.event import Event as Event
    from cmp_search.audit.event import Via as Via
    from cmp_search.audit.log import AuditLog as AuditLog
    from cmp_search.backup.contents import BackupContents as BackupContents
    from cmp_search.citations.citation import Citation as Citation
    from cmp_search.citations.pinpoint import PinpointStep as PinpointStep
    from cmp_search.citations.styles import Style as Style
    from cmp_search.corpus.adding import Addition as Addition
    from cmp_search.corpus.details import Details as Details
    from cmp_search.corpus.fetch.texts import FetchReport as FetchReport
    from cmp_search.corpus.files import Moved as Moved
    from cmp_search.corpus.proposal import Proposal as Proposal
    from cmp_search.corpus.recognition.scans import RecognitionReport as RecognitionReport
    from cmp_search.doctor.finding import Finding as Finding
    from cmp_search.documents.document import Document as Document
    from cmp_search.documents.document import Span as Span
    from cmp_search.documents.lock import Waiting as Waiting
    from cmp_search.documents.passage import Passage as Passage
    from cmp_search.documents.source import Source as Source
    from cmp_search.encoders import Encoder as Encoder
    from cmp_search.errors import AuditError as AuditError
    from cmp_search.errors import BackupError as BackupError
    from cmp_search.errors import BusyError as BusyError
    from cmp_search.errors import CmpSearchError as CmpSearchError
    from cmp_search.errors import CorpusError as CorpusError
    from cmp_search.errors import EncoderError as EncoderError
    from cmp_search.errors import EvaluationError as EvaluationError
    from cmp_search.errors import FetchError as FetchError
    from cmp_search.errors import GenerationError as GenerationError
    from cmp_search.errors import NoIndexError as NoIndexError
    from cmp_search.errors import NoteError as NoteError
    from cmp_search.errors import QuestionError as QuestionError
    from cmp_search.errors import ReadError as ReadError
    from cmp_search.errors import RecognitionError as RecognitionError
    from cmp_search.errors import UnknownDocumentError as UnknownDocumentError
    from cmp_search.errors import UnknownSectionError as UnknownSectionError
    from cmp_search.evaluation.calibration import CalibrationReport as CalibrationReport
    from cmp_search.evaluation.questions import GoldQuestion as GoldQuestion
    from cmp_search.evaluation.questions import read_questions as read_questions
    from cmp_search.evaluation.run import Run as Run
    from cmp_search.index.base import Index as Index
    from cmp_search.index.calibration import Calibration as Calibration
    from cmp_search.index.caveats import Caveat as Caveat
    from cmp_search.index.filters import Filters as Filters
    from cmp_search.index.kept import KeptGeneration as KeptGeneration
    from cmp_search.index.report import BuildProgress as BuildProgress
    from cmp_search.index.report import BuildReport as BuildReport
    from cmp_search.index.status import DocumentDetail as DocumentDetail
    from cmp_search.index.status import Status as Status
    from cmp_search.library import Library as Library
    from cmp_search.library import open as open
    from cmp_search.lookup.counterparts import LookedUpCounterpart as LookedUpCounterpart
    from cmp_search.lookup.listing import Listing as Listing
    from cmp_search.lookup.passages import LookedUpPassage as LookedUpPassage
    from cmp_search.lookup.sections import LookedUpSection as LookedUpSection
    from cmp_search.lookup.sections import Subsection as Subsection
    from cmp_search.notes.desk import NoteDesk as NoteDesk
    from cmp_search.notes.editing import add_words as add_words
    from cmp_search.notes.editing import move_item as move_item
    from cmp_search.notes.editing import new_note as new_note
    from cmp_search.notes.editing import remove_item as remove_item
    from cmp_search.notes.file import read_note as read_note
    from cmp_search.notes.file import write_note as write_note
    from cmp_search.notes.joining import Added as Added
    from cmp_search.notes.joining import Outcome as Outcome
    from cmp_search.notes.merging import merge_notes as merge_notes
    from cmp_search.notes.note import Note as Note
    from cmp_search.notes.note import NoteSection as NoteSection
    from cmp_search.notes.note import OwnWords as OwnWords
    from cmp_search.notes.note import Quotation as Quotation
    from cmp_search.notes.note import Quote as Quote
    from cmp_search.notes.rerun import ChangedHit as ChangedHit
    from cmp_search.notes.rerun import HitChange as HitChange
    from cmp_search.notes.rerun import Rerun as Rerun
    from cmp_search.notes.searches import RecordedHit as RecordedHit
    from cmp_search.notes.searches import RecordedSearch as RecordedSearch
    from cmp_search.overview.guide import Guide as Guide
    from cmp_search.search.answer import Answer as Answer
    from cmp_search.search.answer import Confidence as Confidence
    from cmp_search.search.answer import EditionHit as EditionHit
    from cmp_search.search.answer import Fact as Fact
    from cmp_search.search.answer import FactKind as FactKind
    from cmp_search.search.answer import FactStatement as FactStatement
    from cmp_search.search.answer import Hit as Hit
    from cmp_search.search.answer import Level as Level
    from cmp_search.search.answer import Score as Score
    from cmp_search.search.answer import SearchRecord as SearchRecord
    from cmp_search.search.reading.rereading import PassageReading as PassageReading
    from cmp_search.search.searcher import Searcher as Searcher
    from cmp_search.verification.support import Disagreement as Disagreement
    from cmp_search.verification.support import Support as Support
    from cmp_search.verification.support import SupportingPassage as SupportingPassage
    from cmp_search.verification.verdict import CheckedQuotation as CheckedQuotation
    from cmp_search.verification.verdict import Standing as Standing
    from cmp_search.verification.verdict import Verification as Verification

_HOMES = {
    "Action": "audit.event",
    "Added": "notes.joining",
    "Addition": "corpus.adding",
    "Answer": "search.answer",
    "AuditError": "errors",
    "AuditLog": "audit.log",
    "BackupContents": "backup.contents",
    "BackupError": "errors",
    "BuildProgress": "index.report",
    "BuildReport": "index.report",
    "BusyError": "errors",
    "Calibration": "index.calibration",
    "CalibrationReport": "evaluation.calibration",
    "Caveat": "index.caveats",
    "ChangedHit": "notes.rerun",
    "CheckedQuotation": "verification.verdict",
    "Citation": "citations.citation",
    "CmpSearchError": "errors",
    "Confidence": "search.answer",
    "CorpusError": "errors",
    "Details": "corpus.details",
    "Disagreement": "verification.support",
    "Document": "documents.document",
    "DocumentDetail": "index.status",
    "EditionHit": "search.answer",
    "Encoder": "encoders",
    "EncoderError": "errors",
    "EvaluationError": "errors",
    "Event": "audit.event",
    "Fact": "search.answer",
    "FactKind": "search.answer",
    "FactStatement": "search.answer",
    "FetchError": "errors",
    "FetchReport": "corpus.fetch.texts",
    "Filters": "index.filters",
    "Finding": "doctor.finding",
    "GenerationError": "errors",
    "GoldQuestion": "evaluation.questions",
    "Guide": "overview.guide",
    "Hit": "search.answer",
    "HitChange": "notes.rerun",
    "Index": "index.base",
    "KeptGeneration": "index.kept",
    "Level": "search.answer",
    "Library": "library",
    "Listing": "lookup.listing",
    "LookedUpCounterpart": "lookup.counterparts",
    "LookedUpPassage": "lookup.passages",
    "LookedUpSection": "lookup.sections",
    "Moved": "corpus.files",
    "NoIndexError": "errors",
    "Note": "notes.note",
    "NoteDesk": "notes.desk",
    "NoteError": "errors",
    "NoteSection": "notes.note",
    "Outcome": "notes.joining",
    "OwnWords": "notes.note",
    "Passage": "documents.passage",
    "PassageReading": "search.reading.rereading",
    "PinpointStep": "citations.pinpoint",
    "Proposal": "corpus.proposal",
    "QuestionError": "errors",
    "Quotation": "notes.note",
    "Quote": "notes.note",
    "ReadError": "errors",
    "RecognitionError": "errors",
    "RecognitionReport": "corpus.recognition.scans",
    "RecordedHit": "notes.searches",
    "RecordedSearch": "notes.searches",
    "Rerun": "notes.rerun",
    "Run": "evaluation.run",
    "Score": "search.answer",
    "SearchRecord": "search.answer",
    "Searcher": "search.searcher",
    "Source": "documents.source",
    "Span": "documents.document",
    "Standing": "verification.verdict",
    "Status": "index.status",
    "Style": "citations.styles",
    "Subsection": "lookup.sections",
    "Support": "verification.support",
    "SupportingPassage": "verification.support",
    "UnknownDocumentError": "errors",
    "UnknownSectionError": "errors",
    "Verification": "verification.verdict",
    "Via": "audit.event",
    "Waiting": "documents.lock",
    "add_words": "notes.editing",
    "merge_notes": "notes.merging",
    "move_item": "notes.editing",
    "new_note": "notes.editing",
    "open": "library",
    "read_note": "notes.file",
    "read_questions": "evaluation.questions",
    "remove_item": "notes.editing",
    "write_note": "notes.file",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"cmp_search.{_HOMES[name]}"), name)
