"""Before: the current generation, as far as a build can go on from it."""

from dataclasses import dataclass, field
from pathlib import Path

from cmp_search.catalogue import Entry
from cmp_search.encoders import Encoder
from cmp_search.errors import GenerationError
from cmp_search.index.embedded.folder import current
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.manifest import TEXTS, Failure, Manifest, is_intact, read_manifest
from cmp_search.index.recipe import recipe
from cmp_search.passage import PassageSettings

_DAMAGED = "the index before was damaged or of another version"


@dataclass(frozen=True, slots=True)
class Before:
    """What a build goes on from; all is empty where it begins anew, and `anew` says why.

    `known` has the hash of each document's file and its catalogue entry; `serves` is set where a
    build that begins anew takes the place of an index that can still be asked.
    """

    folder: Path | None = None
    manifest: Manifest | None = None
    known: dict[str, tuple[str, Entry]] = field(default_factory=dict)
    anew: str = ""
    serves: bool = False

    @property
    def failed(self) -> tuple[Failure, ...]:
        """The files that could not be read when it was built."""
        return self.manifest.failed if self.manifest else ()


def look_before(index: Path, encoder: Encoder, settings: PassageSettings) -> Before:
    """What the build can go on from."""
    try:
        folder = current(index)
    except GenerationError:
        return Before()
    try:
        manifest = read_manifest(folder)
        if not is_intact(folder, manifest):
            return Before(anew=_DAMAGED)
        texts = Texts.load(folder / TEXTS)
        known = texts.source_keys()
        texts.close()
    except (GenerationError, OSError, ValueError):
        return Before(anew=_DAMAGED)
    if manifest.encoder != encoder.identity:
        built = f"{manifest.encoder.name} ({manifest.encoder.engine})"
        return Before(anew=f"the index before was built by {built}", serves=True)
    if (manifest.passages, manifest.recipe) != (settings, recipe()):
        return Before(anew="this version reads or cuts texts in another way", serves=True)
    return Before(folder, manifest, known)
