"""Measures of ranked lists, computed by the library ir-measures.

1. R@k is success: 1 if a relevant passage is among the first k. (Recall, the share of relevant
   passages found, would be lower for a fact that two passages state.)
2. MRR@10 is the mean of 1 over the rank of the first relevant passage, 0 if it is beyond ten.
3. nDCG@10 weights every relevant passage by 1 / log2(rank + 1) and divides by the same sum for an
   ideal list (Järvelin and Kekäläinen, TOIS 20, 2002), in which all relevant passages of the index
   come first.
4. A question whose answer is in no passage counts as 0 in all measures.
"""

from collections.abc import Sequence

import numpy as np

from cmp_search.errors import EvaluationError
from cmp_search.evaluation.intervals import Values
from cmp_search.evaluation.run import QuestionResult
from cmp_search.extras import has_extra, install_extra

MEASURES = ("R@1", "R@5", "R@10", "MRR@10", "nDCG@10")
_LIBRARY_NAMES = {"R@1": "Success@1", "R@5": "Success@5", "R@10": "Success@10", "MRR@10": "RR@10"}


def check_installed() -> None:
    """Check that what measures and draws is there.

    Raises:
        EvaluationError: the extra is not installed.
    """
    if not has_extra("eval"):
        raise EvaluationError("eval_extra", command=install_extra("eval"))


def measure(results: Sequence[QuestionResult]) -> dict[str, Values]:
    """The values of each measure, one per question.

    Raises:
        EvaluationError: as `check_installed`.
    """
    check_installed()
    import ir_measures

    ours = {ir_measures.parse_measure(_LIBRARY_NAMES.get(name, name)): name for name in MEASURES}
    relevant = {str(i): _relevant(result) for i, result in enumerate(results)}
    # The library orders hits by score, so negative ranks serve as scores.
    ranked = {
        str(i): {str(rank): -float(rank) for rank in range(1, len(result.hits) + 1)}
        for i, result in enumerate(results)
    }
    values = {name: np.zeros(len(results)) for name in MEASURES}
    for metric in ir_measures.iter_calc(list(ours), relevant, ranked) if results else ():
        values[ours[metric.measure]][int(metric.query_id)] = metric.value
    return values


def _relevant(result: QuestionResult) -> dict[str, int]:
    """The relevant passages of the index, named by rank if found, by invented names if not."""
    found = [str(rank) for rank, hit in enumerate(result.hits, 1) if hit.meets]
    # At least one, so that a question that cannot be answered is not left out (step 4).
    unfound = max(sum(result.relevant), 1) - len(found)
    return {name: 1 for name in (*found, *(f"unfound {i}" for i in range(unfound)))}
