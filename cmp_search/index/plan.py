"""The plan of a build: what it keeps of the previous generation, and what it redoes.

1. Nothing is kept of a generation that is damaged, or was built with another encoder.
2. If reading, sectioning, passages or the passage settings have changed, all files are read again.
   A text whose encoder inputs are the same keeps its vector.
3. If only derived content has changed, it is computed again from the stored texts.
4. Otherwise only the files that have changed are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build does besides reading what has changed in the corpus.

    `rebuild_reason` says why it starts from nothing; it is empty if it continues from the previous
    generation. `changed` are the stages that have changed since. `keeps_vectors` says whether the
    vectors of the previous generation can be reused.
    """

    rebuild_reason: str = ""
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
        return Plan("the previous index was damaged or from another version")
    if manifest is None:
        return Plan()
    if manifest.encoder != encoder:
        built = f"{manifest.encoder.name} ({manifest.encoder.engine})"
        return Plan(f"the previous index was built with {built}")
    changed = changed_stages(manifest.versions, manifest.libraries)
    not_derived = [stage.value for stage in changed if stage not in DERIVED]
    if manifest.passages != settings:
        return Plan("the passage settings have changed", changed, keeps_vectors=True)
    if not_derived:
        reason = f"this version reads or cuts texts differently ({', '.join(not_derived)})"
        return Plan(reason, changed, keeps_vectors=True)
    return Plan("", changed, keeps_vectors=True)
