"""Settings: folders of corpus, index and notes, model, reader, and so on; from the environment.

| variable | meaning | default | needs a new index |
|---|---|---|---|
| CMP_SEARCH_CORPUS | folder of the texts | corpus | no |
| CMP_SEARCH_INDEX | folder of the index, or its address in another engine | index | no |
| CMP_SEARCH_MODEL | embedding model, by name or folder | multilingual-e5-small | yes |
| CMP_SEARCH_READER | reader: auto, none, or a cross-encoder by name or folder | auto | no |
| CMP_SEARCH_NOTES | folder of the notes that the app keeps | ~/.cmp-search/notes | no |
| CMP_SEARCH_KEYS | file of the keys of programs | ~/.cmp-search/keys.json | no |
| CMP_SEARCH_COLLECTION | name of corpus and index, which keys are for | cmp | no |
| CMP_SEARCH_AUDIT | audit log; by default in the corpus, if one may write it | .audit | no |
| CMP_SEARCH_UPKEEP | whether the app can add and remove texts | no | no |

By default, corpus and index are in the working folder if it has either of the two; else in the
checkout that the package runs from, so that the command works from any folder. Where a corpus is
named, the index of the checkout is not taken for it.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

from cmp_search.encoders import DEFAULT_MODEL

AUTO = "auto"
"""The reader that ships if the embedding model is the default one, whose word vectors it has."""
DEFAULTS = {
    "corpus": "corpus",
    "index": "index",
    "model": DEFAULT_MODEL,
    "reader": AUTO,
    "notes": "~/.cmp-search/notes",
    "keys": "~/.cmp-search/keys.json",
    "collection": "cmp",
    "audit": ".audit",
    "upkeep": "no",
}
OWN_AUDIT = "~/.cmp-search/audit"
"""The audit log of whoever may not write the corpus, where no other folder is named."""
YES = ("yes", "true", "on", "1")
"""Values that switch something on; any other leaves it off."""


CHECKOUT = Path(__file__).parent.parent
"""The checkout that the package runs from, unless it was installed without one."""


def _from_environment(name: str) -> str:
    """A setting's environment variable, or its default where that is unset or empty."""
    return os.environ.get(f"CMP_SEARCH_{name.upper()}") or DEFAULTS[name]


def _corpus() -> Path:
    named = os.environ.get("CMP_SEARCH_CORPUS")
    return Path(named) if named else _home() / DEFAULTS["corpus"]


def index_beside(corpus: Path | None) -> str:
    """The address of the index, where a corpus may have been named."""
    named = os.environ.get("CMP_SEARCH_INDEX")
    if named or corpus or os.environ.get("CMP_SEARCH_CORPUS"):
        return named or DEFAULTS["index"]
    return str(_home() / DEFAULTS["index"])


def _home() -> Path:
    """The folder that has the corpus and the index, by default."""
    if any(Path(DEFAULTS[name]).is_dir() for name in ("corpus", "index")):
        return Path()
    return CHECKOUT if (CHECKOUT / "pyproject.toml").is_file() else Path()


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of every front end."""

    corpus: Path = field(default_factory=_corpus)
    index: str = field(default_factory=lambda: index_beside(None))
    model: str = field(default_factory=lambda: _from_environment("model"))
    reader: str = field(default_factory=lambda: _from_environment("reader"))
    notes: Path = field(default_factory=lambda: Path(_from_environment("notes")).expanduser())
    keys: Path = field(default_factory=lambda: Path(_from_environment("keys")).expanduser())
    collection: str = field(default_factory=lambda: _from_environment("collection"))
    audit: str = field(default_factory=lambda: _from_environment("audit"))
    can_edit: bool = field(default_factory=lambda: _from_environment("upkeep").lower() in YES)

    @property
    def audit_folder(self) -> Path:
        """The folder of the audit log.

        By default, it goes with the corpus, as one of its hidden folders: no text, in no backup.
        Whoever may read a corpus but not change it has their own for what they index.
        """
        if self.audit != DEFAULTS["audit"]:
            return Path(self.audit).expanduser()
        may_write = os.access(self.corpus, os.W_OK) or not self.corpus.exists()
        return self.corpus / self.audit if may_write else Path(OWN_AUDIT).expanduser()
