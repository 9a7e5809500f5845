"""Rich text: words with what a citation style needs of type, for every format it is written in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_SAFE = "!#$%&'()*+,/:;=?@[]~"
"""Signs of an address that are not escaped; escapes that it has already are kept."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words set alike. `link` is the address that they lead to, empty for none.

    `language` is that of the words, empty where it is the language of what is around them.
    """

    text: str
    italic: bool = False
    link: str = ""
    language: str = ""


RichText = tuple[Run, ...]


def plain(rich: Iterable[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in rich)


def web_link(address: str) -> str:
    """An address as a link in ASCII; empty if it does not lead into the web."""
    return quote(address, safe=_SAFE, errors="replace") if _WEB.fullmatch(address) else ""
