"""The JSON of generations that are kept, of backups, and of an index that was moved."""

from dataclasses import asdict

from cmp_search.api.schemas import Json
from cmp_search.backup.contents import BackupContents
from cmp_search.index.kept import KeptGeneration
from cmp_search.index.manifest import Manifest


def kept_json(kept: KeptGeneration) -> Json:
    """A generation that is kept, as `generations --json` lists it."""
    return {**asdict(kept), "tags": list(kept.tags)}


def contents_json(contents: BackupContents) -> Json:
    """What a backup has, as `backup --json` and `restore --json` print it."""
    return {
        "generation": contents.generation,
        "created": contents.created,
        "tool": contents.tool,
        "documents": contents.documents,
        "fingerprint": contents.fingerprint,
        "files": len(contents.members),
        "bytes": contents.bytes,
    }


def moved_json(index: str, manifest: Manifest) -> Json:
    """An index at the address that it was moved to, as `move --json` prints it."""
    return {
        "index": index,
        "generation": manifest.generation,
        "documents": manifest.documents,
        "passages": manifest.passage_count,
    }
