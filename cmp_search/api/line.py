"""The JSON as it is sent: the same characters on the terminal and over HTTP."""

import json
from collections.abc import Mapping

from cmp_search.language.unseen import escaped


def json_line(value: Mapping[str, object]) -> str:
    """An object on one line, without a line end; it can be encoded, and steers no terminal."""
    return escaped(json.dumps(value, ensure_ascii=False))
