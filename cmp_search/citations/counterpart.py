"""Counterparts: the section of another edition that matches one, by its place in the outline.

1. Build the tree of headings of both texts, and descend to the section, heading by heading.
2. A numbered heading ("Partie III", "2.") matches the heading with the same kind and number under
   the parent's counterpart, if there is exactly one such heading on each side.
3. An unnumbered heading matches the one in the same position, if both have as many siblings, with
   the same numbers in the same positions.
4. Words that no translation changes can refute step 3: names, years and numbers that occur under
   only one of the siblings in both texts. If more of them point to another sibling, there is no
   match.
5. Without a match the descent ends: at the enclosing section, or at the top of the text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cmp_search.citations.pinpoint import PinpointKind, heading_step
from cmp_search.documents.document import BlockKind, Document
from cmp_search.language.normalisation import fold

_UNTRANSLATED = re.compile(r"\w*\d\w*|[^\W\d_a-z]\w+")
"""Words with a digit or a capital."""


class Match(StrEnum):
    """How far the two trees match: to the section, to an enclosing one, or not at all."""

    SAME = "same"
    AROUND = "around"
    TOP = "top"


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The number of a heading in the other text, from 1; 0 is the beginning of the text."""

    heading: int
    match: Match


@dataclass(slots=True)
class _Node:
    """A heading, the span of its section with all subsections, and the headings directly below."""

    heading: int
    level: int
    label: tuple[PinpointKind, str] | None = None
    start: int = 0
    end: int = 0
    children: list["_Node"] = field(default_factory=list)


def heading_at(document: Document, place: int) -> int:
    """The number of the heading above an offset of the text, from 1; 0 if there is none."""
    return sum(b.kind is BlockKind.HEADING and b.start <= place for b in document.blocks)


def counterpart(document: Document, heading: int, other: Document) -> Counterpart:
    """The counterpart of a section, by its heading's number, in another edition of the text."""
    node, match = _tree(document), _tree(other)
    while heading > node.heading:
        at = max(i for i, child in enumerate(node.children) if child.heading <= heading)
        child = _matching_child(document, node.children, other, match.children, at)
        if child is None:
            return Counterpart(match.heading, Match.AROUND if match.heading else Match.TOP)
        node, match = node.children[at], child
    return Counterpart(match.heading, Match.SAME)


def _tree(document: Document) -> _Node:
    """Step 1: the root, which stands for the whole text."""
    root = _Node(0, 0, end=len(document.text))
    stack = [root]
    number = 0
    for block in document.blocks:
        if block.kind is not BlockKind.HEADING:
            continue
        number += 1
        while len(stack) > 1 and stack[-1].level >= block.level:
            stack.pop().end = block.start
        step = heading_step(document.slice(block))
        label = (step.kind, step.first) if step.first else None
        node = _Node(number, block.level, label, block.start, len(document.text))
        stack[-1].children.append(node)
        stack.append(node)
    return root


def _matching_child(
    document: Document, mine: Sequence[_Node], other: Document, theirs: Sequence[_Node], at: int
) -> _Node | None:
    """Steps 2 to 4: the node of `theirs` that matches `mine[at]`."""
    label = mine[at].label
    if label is not None:
        candidates = [node for node in theirs if node.label == label]
        unique = sum(node.label == label for node in mine) == 1 == len(candidates)
        return candidates[0] if unique else None
    if [node.label for node in mine] != [node.label for node in theirs]:
        return None
    votes = _votes(_unique_words(document, mine), _unique_words(other, theirs), at)
    return theirs[at] if all(count <= votes[at] for count in votes.values()) else None


def _votes(mine: dict[str, int], theirs: dict[str, int], at: int) -> Counter[int]:
    """Step 4: for each sibling of the other text, how many words of `mine[at]` it has."""
    return Counter(theirs[word] for word, node in mine.items() if node == at and word in theirs)


def _unique_words(document: Document, nodes: Sequence[_Node]) -> dict[str, int]:
    """Names, years and numbers that occur under only one of the nodes, with its position."""
    nodes_of: dict[str, set[int]] = {}
    for i, node in enumerate(nodes):
        for word in _UNTRANSLATED.findall(document.text[node.start : node.end]):
            nodes_of.setdefault(fold(word), set()).add(i)
    return {word: min(found) for word, found in nodes_of.items() if len(found) == 1}
