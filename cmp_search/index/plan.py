"""The plan of a build: what of the previous generation it keeps, and what it redoes.

1. Nothing is kept of a generation that is damaged, or built by another encoder.
2. Where reading, sectioning or passages have changed, or the settings of passages are others, all
   files are read again. A text that is embedded as before keeps its vector.
3. Where only derived content has changed, it is computed again from the stored texts.
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
    """What an engine knows of the current generation before a build; all empty without one.

    `known` has the hash of each document's file and its catalogue entry. `damaged` is set where a
    generation is there and cannot be used.
    """

    manifest: Manifest | None = None
    known: Mapping[str, tuple[str, Entry]] = field(default_factory=dict)
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build does besides reading what has changed in the corpus.

    `anew` says why it starts from nothing; it is empty where it goes on from the previous
    generation. `changed` are the stages that have changed since then. `keeps_vectors` is set where
    the vectors of the previous generation are of use.
    """

    anew: str = ""
    changed: tuple[Stage, ...] = ()
    keeps_vectors: bool = False

    @property
    def renewed(self) -> tuple[Stage, ...]:
        """The stages whose content is computed again from stored texts."""
        return () if self.anew else self.changed

    @property
    def keeps_off_topic(self) -> bool:
        """Whether the vectors of the off-topic questions are those of the previous generation."""
        return self.keeps_vectors and Stage.OFF_TOPIC not in self.changed


def make_plan(previous: Previous, encoder: EncoderIdentity, settings: PassageSettings) -> Plan:
    """What is to be kept and redone (steps 1 to 4)."""
    manifest = previous.manifest
    if previous.damaged:
        return Plan("the index before was damaged or of another version")
    if manifest is None:
        return Plan()
    if manifest.encoder != encoder:
        built = f"{manifest.encoder.name} ({manifest.encoder.engine})"
        return Plan(f"the index before was built by {built}")
    changed = changed_stages(manifest.versions, manifest.libraries)
    decisive = [stage.value for stage in changed if stage not in DERIVED]
    if manifest.passages != settings:
        return Plan("passages are cut by other settings", changed, keeps_vectors=True)
    if decisive:
        reason = f"this version reads or cuts texts in another way ({', '.join(decisive)})"
        return Plan(reason, changed, keeps_vectors=True)
    return Plan("", changed, keeps_vectors=True)
