"""What a build reports: its progress, and in the end what it did."""

from collections.abc import Callable
from dataclasses import dataclass

from cmp_search.documents.document import Flaw
from cmp_search.index.duplicates import Duplicate
from cmp_search.index.manifest import Failure
from cmp_search.index.plan import RebuildReason
from cmp_search.index.versions import Stage
from cmp_search.logs.events.building import BuildEnded


@dataclass(frozen=True, slots=True)
class BuildProgress:
    """How far a build is; only new and changed files count.

    `document` is the one being processed, the `number`th of `documents`; it is empty at the end.
    `done` of `total` bytes of source files are processed, `encoded` texts are encoded so far.
    """

    document: str
    number: int
    documents: int
    done: int
    total: int
    encoded: int


ProgressListener = Callable[[BuildProgress], None]
"""Called as a build makes progress."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A document read with flaws: its pages without text, or recognised with doubts; what is lost.

    `lost` is a share of the document's words.
    """

    document: str
    warnings: tuple[Flaw, ...]
    pages_without_text: tuple[int, ...]
    lost: float = 0.0
    uncertain_pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, by document id.

    `rebuild_reason` says why the build could not continue from the previous generation; it is None
    if it did. `renewed` are the stages whose content was computed
    again from the stored texts.
    `superseded` are the digests left out in favour of the texts in `superseded_by`, in the same
    order. `failed` are the files that could not be read; those in `skipped` were not tried again,
    as they have not changed. `pending` is what an interrupted build did not get to.
    `duplicates` and `warnings` cover the whole index.
    """

    generation: str
    rebuild_reason: RebuildReason | None
    renewed: tuple[Stage, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    superseded: tuple[str, ...]
    superseded_by: tuple[str, ...]
    failed: tuple[Failure, ...]
    skipped: tuple[str, ...]
    pending: tuple[str, ...]
    documents: int
    passages: int
    encoded: int
    reused: int
    duplicates: tuple[Duplicate, ...]
    warnings: tuple[Notice, ...]

    @property
    def current(self) -> int:
        """How many documents of the index are up to date."""
        return len(self.added) + len(self.changed) + len(self.unchanged)


def ended(report: BuildReport, seconds: float) -> BuildEnded:
    """What the log is told of a build that took some seconds."""
    return BuildEnded(
        generation=report.generation,
        documents=report.documents,
        passages=report.passages,
        added=len(report.added),
        changed=len(report.changed),
        removed=len(report.removed),
        failed=len(report.failed),
        encoded=report.encoded,
        seconds=seconds,
    )
