"""The plan of a build: what it keeps of the previous generation, and what it redoes.

1. Nothing is kept of a generation that is damaged, or was built with another encoder.
2. If reading, sectioning, passages or the passage settings have changed, all files are read again.
   A text whose encoder inputs are the same keeps its vector.
3. If only derived content has changed, it is computed again from the stored texts.
4. Otherwise only the files that have changed are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.passage import PassageSettings
from cmp_search.encoders import EncoderIdentity
from cmp_search.index.manifest import Manifest
from cmp_search.index.versions import DERIVED, Stage, changed_stages


@dataclass(frozen=True, slots=True)
class Previous:
    """What an engine knows of the current generation before a build; empty if there is none.

    `known` has the hash of each document's file and its catalogue entry. `damaged` means that there
    is a generation, but it cannot be used.
    """

    manifest: Manifest | None = None
    known: Mapping[str, tuple[str, Entry]] = field(default_factory=dict)
    damaged: bool = False


class RebuildCode(StrEnum):
    """Why a build cannot continue from the previous generation; `[rebuild]` has the words."""

    DAMAGED = "damaged"
    ENCODER = "encoder"
    PASSAGE_SETTINGS = "passage_settings"
    STAGES = "stages"


@dataclass(frozen=True, slots=True)
class RebuildReason:
    """Why a build starts from nothing.

    `encoder` has the name and engine of the encoder of the previous generation, and `stages` what
    has changed, where that is the reason.
    """

    code: RebuildCode
    encoder: str = ""
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build does besides reading what has changed in the corpus.

    `rebuild_reason` says why it starts from nothing; it is None if it continues from the previous
    generation. `changed` are the stages that have changed since. `keeps_vectors` says whether the
    vectors of the previous generation can be reused.
    """

    rebuild_reason: RebuildReason | None = None
    changed: tuple[Stage, ...] = ()
    keeps_vectors: bool = False

    @property
    def renewed(self) -> tuple[Stage, ...]:
        """The stages whose content is computed again from the stored texts."""
        return () if self.rebuild_reason else self.changed

    @property
    def keeps_off_topic(self) -> bool:
        """Whether the off-topic questions keep the vectors of the previous generation."""
        return self.keeps_vectors and Stage.OFF_TOPIC not in self.changed


def make_plan(previous: Previous, encoder: EncoderIdentity, settings: PassageSettings) -> Plan:
    """What to keep and what to redo (steps 1 to 4)."""
    manifest = previous.manifest
    if previous.damaged:
        return Plan(RebuildReason(RebuildCode.DAMAGED))
    if manifest is None:
        return Plan()
    if manifest.encoder != encoder:
        built = f"{manifest.encoder.name} ({manifest.encoder.engine})"
        return Plan(RebuildReason(RebuildCode.ENCODER, encoder=built))
    changed = changed_stages(manifest.versions, manifest.libraries)
    not_derived = tuple(stage for stage in changed if stage not in DERIVED)
    if manifest.passages != settings:
        reason = RebuildReason(RebuildCode.PASSAGE_SETTINGS)
        return Plan(reason, changed, keeps_vectors=True)
    if not_derived:
        reason = RebuildReason(RebuildCode.STAGES, stages=not_derived)
        return Plan(reason, changed, keeps_vectors=True)
    return Plan(None, changed, keeps_vectors=True)
