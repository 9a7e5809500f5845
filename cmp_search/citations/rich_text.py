"""Rich text: words with what a citation style needs of type, for every format it is written in."""

from collections.abc import Iterable
from dataclasses import dataclass


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
