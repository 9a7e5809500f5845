"""Counterparts: the section of one edition that is the same in another, by its place in the tree.

1. Make the tree of headings of both texts, and go down to the section, heading by heading.
2. A heading with a number ("Partie III", "2.") corresponds to the one among its counterpart's
   children with the same kind of number; there must be one only on either side.
3. A heading without one corresponds to the one in its position, if both have as many siblings, and
   the same ones of these are numbered alike.
4. What no translation changes may speak against that: names, years and numbers that stand under one
   sibling alone on either side. If they lead to another sibling rather, nothing corresponds.
5. Where nothing does, the way ends: at the section around it, or at the top of the text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cmp_search.citations.pinpoint import PinpointKind, heading_step
from cmp_search.documents.document import BlockKind, Document
from cmp_search.language.normalisation import fold

_KEPT = re.compile(r"\w*\d\w*|[^\W\d_a-z]\w+")
"""Words with a digit or a capital."""


class Match(StrEnum):
    """How far the two trees agree: down to the section, to one around it, or not at all."""

    SAME = "same"
    AROUND = "around"
    TOP = "top"


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A heading of the other text by its number from 1; 0 is the text's beginning."""

    heading: int
    match: Match


@dataclass(slots=True)
class _Node:
    """A heading, the text from it to the next one that it does not hold, and those that it does."""

    heading: int
    level: int
    label: tuple[PinpointKind, str] | None = None
    start: int = 0
    end: int = 0
    children: list["_Node"] = field(default_factory=list)


def heading_at(document: Document, place: int) -> int:
    """The number of the heading that a place of the text stands under, from 1; 0 above all."""
    return sum(b.kind is BlockKind.HEADING and b.start <= place for b in document.blocks)


def counterpart(document: Document, heading: int, other: Document) -> Counterpart:
    """Where a section stands in another edition of the text; 0 stands for the text's beginning."""
    node, there = _tree(document), _tree(other)
    while heading > node.heading:
        at = max(i for i, child in enumerate(node.children) if child.heading <= heading)
        found = _corresponding(document, node.children, other, there.children, at)
        if found is None:
            match = Match.AROUND if there.heading else Match.TOP
            return Counterpart(there.heading, match)
        node, there = node.children[at], found
    return Counterpart(there.heading, Match.SAME)


def _tree(document: Document) -> _Node:
    """Step 1: the root, which is no heading."""
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


def _corresponding(
    document: Document, mine: Sequence[_Node], other: Document, theirs: Sequence[_Node], at: int
) -> _Node | None:
    """Steps 2 to 4: the one of `theirs` that is what `mine[at]` is."""
    label = mine[at].label
    if label is not None:
        alike = [node for node in theirs if node.label == label]
        alone = sum(node.label == label for node in mine) == 1 == len(alike)
        return alike[0] if alone else None
    if [node.label for node in mine] != [node.label for node in theirs]:
        return None
    votes = _votes(_alone(document, mine), _alone(other, theirs), at)
    return theirs[at] if all(count <= votes[at] for count in votes.values()) else None


def _votes(mine: dict[str, int], theirs: dict[str, int], at: int) -> Counter[int]:
    """Step 4: for each of their siblings how many words of `mine[at]` it has."""
    return Counter(theirs[word] for word, held in mine.items() if held == at and word in theirs)


def _alone(document: Document, nodes: Sequence[_Node]) -> dict[str, int]:
    """Names, years and numbers that stand under one of some siblings alone, and under which."""
    held: dict[str, set[int]] = {}
    for i, node in enumerate(nodes):
        for word in _KEPT.findall(document.text[node.start : node.end]):
            held.setdefault(fold(word), set()).add(i)
    return {word: min(where) for word, where in held.items() if len(where) == 1}
