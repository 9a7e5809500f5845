"""The JSON of generations that are kept, and of backups."""

from dataclasses import asdict

from cmp_search.api.schemas import Json
from cmp_search.backup.contents import BackupContents
from cmp_search.index.kept import KeptGeneration


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
