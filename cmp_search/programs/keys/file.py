"""The file of keys: read whole, changed under a lock, replaced in one step.

1. The file and the folder that is made for it are its owner's alone. It has no token, so whoever
   reads it all the same can ask nothing with it.
2. It is neither in the corpus nor in the index, so no copy or backup of those brings a key along.
3. Who adds or revokes a key is in the audit log, with the key's name, even if that fails.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date as Date
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from cmp_search.audit import Action, AuditLog, Via
from cmp_search.documents.durable import write_file
from cmp_search.documents.lock import Holder, Waiting, locked
from cmp_search.errors import KeysError, nearest
from cmp_search.programs.keys.key import Key, Purpose, check_names, new_key

OWNER_ONLY = 0o600
FOLDER = 0o700
PATIENCE = Waiting(30)
"""How long another change of the file is waited for; each takes milliseconds."""


@dataclass(frozen=True, slots=True, config={"extra": "forbid", "strict": True})
class _Kept:
    """What the file has."""

    form: Literal[1]
    keys: tuple[Key, ...]


_KEPT = TypeAdapter(_Kept)


def read_keys(path: Path) -> tuple[Key, ...]:
    """The keys of a file, the oldest first; none if there is no file.

    Raises:
        KeysError: it cannot be read, or is damaged.
    """
    try:
        return _KEPT.validate_json(path.read_bytes()).keys
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise KeysError("keys_damaged", file=path, reason=error) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        reason = ": ".join(filter(None, (place, first["msg"])))
        raise KeysError("keys_damaged", file=path, reason=reason) from error


class KeyFile:
    """The keys of a file, for somebody who changes them."""

    def __init__(self, path: Path, audit: AuditLog, who: str, via: Via) -> None:
        self.path = path
        self._audit, self._who, self._via = audit, who, via

    def add(
        self,
        name: str,
        collections: Sequence[str],
        purpose: Purpose = Purpose.ASK,
        until: Date | None = None,
    ) -> tuple[str, Key]:
        """Add a key; its token is returned this once, and kept nowhere.

        Raises:
            KeysError: a name cannot be used or is taken, or the file is damaged, or cannot be
                written.
            AuditError: it cannot be recorded, so nothing is changed.
        """
        check_names(name, collections)
        with self._changing(Action.KEY_ADD, name) as keys:
            if any(key.name == name for key in keys):
                raise KeysError("key_name_taken", name=name)
            token, key = new_key(name, collections, purpose, self._who, until)
            self._write((*keys, key))
        return token, key

    def revoke(self, name: str) -> Key:
        """Take a key away; servers refuse it from the next request on.

        Raises:
            KeysError: no key has that name, or the file is damaged, or cannot be written.
            AuditError: it cannot be recorded, so nothing is changed.
        """
        check_names(name, ())
        with self._changing(Action.KEY_REVOKE, name) as keys:
            found = next((key for key in keys if key.name == name), None)
            if found is None:
                names = [key.name for key in keys]
                raise KeysError(
                    "key_name_unknown", name=name, known=nearest(name, names), total=len(names)
                )
            self._write(tuple(key for key in keys if key is not found))
        return found

    @contextmanager
    def _changing(self, action: Action, name: str) -> Iterator[tuple[Key, ...]]:
        """Record a change, and hold the lock while it is made to the keys given."""
        with self._audit.recording(self._who, self._via, action, name):
            try:
                self.path.parent.mkdir(FOLDER, parents=True, exist_ok=True)
                lock = self.path.with_name(f".{self.path.name}.lock")
                with locked(lock, self._busy, PATIENCE, who=self._who):
                    yield read_keys(self.path)
            except OSError as error:
                raise KeysError("keys_unwritable", file=self.path, reason=error) from error

    def _write(self, keys: tuple[Key, ...]) -> None:
        data = _KEPT.dump_json(_Kept(form=1, keys=keys), indent=1)
        write_file(self.path, data + b"\n", OWNER_ONLY)

    def _busy(self, holder: Holder) -> KeysError:
        reason = f"{holder.who} {holder.command}".strip()
        return KeysError("keys_unwritable", file=self.path, reason=reason)
