"""The labels that a PDF states for its pages, in a tree of numbers.

1. Each entry of the tree says from which page on a style, a prefix and a first number hold, up to
   the page of the next entry. What nodes say of their limits is not needed, and often wrong.
2. Numbers are arabic, roman or letters: a to z, then aa to zz. An entry without a style has labels
   that are its prefix.
"""

from collections.abc import Iterator
from itertools import chain, islice
from operator import itemgetter
from string import ascii_lowercase
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject

from cmp_search.readers.common.roman import as_roman

_MAX_NODES = 10_000
_HIGHEST = 1_000
"""The highest number that is written in letters."""
_LONGEST = 50
"""Characters of a label."""


def stated_labels(root: DictionaryObject, count: int) -> list[str | None]:
    """The label of each page, None if it has none; empty if the file states none."""
    if "/PageLabels" not in root:
        return []
    entries = dict(sorted(_entries(root["/PageLabels"]), key=itemgetter(0)))
    labels: list[str | None] = [None] * count
    starts = [start for start in entries if 0 <= start < count]
    for start, end in zip(starts, [*starts[1:], count], strict=False):
        for page in range(start, end):
            labels[page] = _label(entries[start], page - start)
    return labels


def _entries(tree: Any) -> Iterator[tuple[int, DictionaryObject]]:  # noqa: ANN401 - pypdf's objects
    """The entries of a tree (step 1); each node is looked at once."""
    return chain.from_iterable(map(_own_entries, islice(_nodes(tree), _MAX_NODES)))


def _nodes(tree: Any) -> Iterator[DictionaryObject]:  # noqa: ANN401
    seen: set[int] = set()
    waiting = [tree.get_object()]
    while waiting:
        node = waiting.pop()
        if isinstance(node, DictionaryObject) and id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting += [kid.get_object() for kid in _array(node, "/Kids")]


def _own_entries(node: DictionaryObject) -> Iterator[tuple[int, DictionaryObject]]:
    numbers = _array(node, "/Nums")
    for start, entry in zip(numbers[::2], numbers[1::2], strict=False):
        stated = entry.get_object()
        if isinstance(stated, DictionaryObject):
            yield int(start.get_object()), stated


def _array(node: DictionaryObject, name: str) -> ArrayObject:
    value = node.get(name, ArrayObject()).get_object()
    return value if isinstance(value, ArrayObject) else ArrayObject()


def _label(entry: DictionaryObject, further: int) -> str | None:
    """The label of a page, so many pages after the first one of an entry (step 2)."""
    number = int(entry.get("/St", 1)) + further
    return f"{entry.get('/P', '')}{_number(number, entry.get('/S', ''))}"[:_LONGEST] or None


def _number(number: int, style: str) -> str:
    """A number in a style; empty if there is none, or if it would be endless."""
    if style == "/D":
        return str(number)
    if style.lower() not in ("/r", "/a") or not 0 < number <= _HIGHEST:
        return ""
    words = as_roman(number) if style.lower() == "/r" else _letters(number)
    return words.upper() if style[1].isupper() else words


def _letters(number: int) -> str:
    times, letter = divmod(number - 1, len(ascii_lowercase))
    return ascii_lowercase[letter] * (times + 1)
