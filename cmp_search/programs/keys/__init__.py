"""Keys that programs ask with: made and revoked by a command, looked up at each request.

    token, key = KeyFile(path, log, who, via).add("intranet", ("cmp",))
    key = KeyRing(path).opened_by(token, "cmp", Purpose.ASK)

`key.py` is a key as it is kept, `file.py` changes their file, `ring.py` follows it in a server, and
`refusals.py` records those that were refused.
"""

from cmp_search.programs.keys.file import KeyFile, read_keys
from cmp_search.programs.keys.key import Key, Purpose
from cmp_search.programs.keys.refusals import Refusals
from cmp_search.programs.keys.ring import KeyRing

__all__ = ["Key", "KeyFile", "KeyRing", "Purpose", "Refusals", "read_keys"]
