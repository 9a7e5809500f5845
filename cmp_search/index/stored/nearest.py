"""The nearest sentence of each passage, of the cosines of all sentences of some passages."""

import numpy as np

from cmp_search.encoders import Vectors
from cmp_search.index.queries import Numbers


def take(cosines: Vectors, headings: Numbers) -> Vectors:
    """The cosines of headings, taken out of those of sentences; -1 where there is none.

    `headings` has the index of each passage's heading among its sentences, -1 where there is none.
    """
    taken: Vectors = np.where(headings < 0, np.float32(-1), cosines[headings])
    cosines[headings[headings >= 0]] = -np.inf
    return taken


def best_of_each(values: Vectors, firsts: Numbers) -> Numbers:
    """The index of the (first) highest value of each group; groups begin at `firsts`."""
    highest = np.maximum.reduceat(values, firsts)
    lengths = np.diff(firsts, append=len(values))
    ties = np.flatnonzero(values == np.repeat(highest, lengths))
    return ties[np.searchsorted(ties, firsts)]


def ranges(first_numbers: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers of consecutive ranges one after another, and where each range begins there."""
    ends = np.cumsum(counts)
    firsts = ends - counts
    return np.arange(counts.sum()) + np.repeat(first_numbers - firsts, counts), firsts
