"""Measures of ranked lists, by the library ir-measures.

1. R@k is success: 1 when a relevant passage is among the first k. (Recall, the share of relevant
   passages found, would punish a fact that two passages tell.)
2. MRR@10 is the mean of 1 over the rank of the first relevant passage, 0 where it is beyond ten.
3. nDCG@10 weighs every relevant passage by 1 / log2(rank + 1) and divides by the same sum for an
   ideal list (Järvelin and Kekäläinen, TOIS 20, 2002), in which all relevant passages of the index
   come first.
4. A question whose answer stands in no passage counts as 0 in all: it was asked in vain.
"""

from collections.abc import Sequence

import numpy as np

from cmp_search.evaluation.intervals import Values
from cmp_search.evaluation.run import Asked

MEASURES = ("R@1", "R@5", "R@10", "MRR@10", "nDCG@10")
_THEIRS = {"R@1": "Success@1", "R@5": "Success@5", "R@10": "Success@10", "MRR@10": "RR@10"}


def measure(asked: Sequence[Asked]) -> dict[str, Values]:
    """For each measure its value for each question."""
    import ir_measures

    ours = {ir_measures.parse_measure(_THEIRS.get(name, name)): name for name in MEASURES}
    relevant = {str(i): _relevant(one) for i, one in enumerate(asked)}
    # A list is handed over by its ranks: the library orders by score.
    ranked = {
        str(i): {str(rank): -float(rank) for rank in range(1, len(one.hits) + 1)}
        for i, one in enumerate(asked)
    }
    values = {name: np.zeros(len(asked)) for name in MEASURES}
    for found in ir_measures.iter_calc(list(ours), relevant, ranked) if asked else ():
        values[ours[found.measure]][int(found.query_id)] = found.value
    return values


def _relevant(one: Asked) -> dict[str, int]:
    """The relevant passages of the index: those found by their ranks, the others by new names."""
    found = [str(rank) for rank, hit in enumerate(one.hits, 1) if hit.meets]
    # At least one, so that a question that cannot be answered is not left out (step 4).
    unfound = max(sum(one.relevant), 1) - len(found)
    return {name: 1 for name in (*found, *(f"unfound {i}" for i in range(unfound)))}
