r"""Addresses: text that says where an index is, and by its scheme, which engine keeps it.

1. An address without a scheme, such as `index` or `/var/index`, is a folder.
2. Any other begins with its scheme, as in `scheme:name` or `scheme://host/name`. A scheme has at
   least two characters, so that `C:\index` is a folder of Windows.
Only an engine knows what the rest means. `./a:b` is a folder with a colon in its name.
"""

import re
from pathlib import Path

Address = str

_SCHEME = re.compile("([a-z][a-z0-9+.-]+):", re.IGNORECASE)


def scheme_of(address: Address) -> str:
    """The scheme of an address in lower case; empty for a folder."""
    found = _SCHEME.match(address)
    return found[1].lower() if found else ""


def absolute(address: Address) -> Address:
    """An address that means the same from any working folder."""
    return address if scheme_of(address) else str(Path(address).absolute())
