"""The keys that a server takes: those of the file as it is now.

The file is read again when it has changed, so a key is taken from the next request after it was
added, and refused from the next one after it was revoked. Where it is damaged or cannot be read,
nobody is let in until it is mended.
"""

from collections.abc import Callable, Mapping
from datetime import date as Date
from pathlib import Path
from threading import Lock

from cmp_search.errors import AccessKeyError
from cmp_search.programs.keys.file import read_keys
from cmp_search.programs.keys.key import Key, Purpose, hash_of, today


class KeyRing:
    """The keys of a file, by their hashes; may be used by several threads."""

    def __init__(self, path: Path, day: Callable[[], Date] = today) -> None:
        """Name the file, which need not be there yet, and tell what day it is."""
        self._path, self._day = path, day
        self._lock = Lock()
        self._seen: tuple[int, ...] | None = None
        self._keys: Mapping[str, Key] = {}

    def opened_by(self, token: str, collection: str, purpose: Purpose) -> Key:
        """The key that a token is of, if it opens a collection for a purpose today.

        Raises:
            AccessKeyError: it is no key's, or the key does not open that; where the key is known,
                the error has its `name`.
            KeysError: the file is damaged or cannot be read.
        """
        key = self._current().get(hash_of(token))
        if key is None:
            raise AccessKeyError("key_unknown")
        if key.has_ended(self._day()):
            raise AccessKeyError("key_ended", name=key.name, until=key.until)
        if collection not in key.collections:
            raise AccessKeyError("key_collection", name=key.name, collection=collection)
        if purpose is not key.purpose:
            raise AccessKeyError("key_purpose", name=key.name, purpose=key.purpose)
        return key

    def _current(self) -> Mapping[str, Key]:
        with self._lock:
            stamp = self._stamp()
            if stamp != self._seen:
                # While that fails, the stamp stays the old one, and each request tries again.
                self._keys = {key.sha256: key for key in read_keys(self._path)}
                self._seen = stamp
            return self._keys

    def _stamp(self) -> tuple[int, ...]:
        """What tells the file from the same one at another time; taken before the file is read."""
        try:
            found = self._path.stat()
        except OSError:
            return ()
        return (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size)
