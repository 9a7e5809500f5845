"""How well a library answers, and the thresholds that follow from that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cmp_search.audit import Action
from cmp_search.audit.recorded import recorded
from cmp_search.library.core import Core

if TYPE_CHECKING:
    from cmp_search.evaluation.calibration import CalibrationReport
    from cmp_search.evaluation.questions import GoldQuestion
    from cmp_search.evaluation.run import Run


class Measuring(Core):
    """Questions whose answers are known, asked to measure or to calibrate."""

    def evaluate(
        self,
        questions: Sequence[GoldQuestion],
        progress: Callable[[str, float, int], None] | None = None,
    ) -> Run:
        """Ask questions whose answers are known, and record the result of each.

        Raises:
            EvaluationError: there is no question, or one names a document that is not indexed.
        """
        from cmp_search.evaluation.run import evaluate

        return evaluate(self.searcher(), self.corpus, questions, progress)

    @recorded(Action.CALIBRATE)
    def calibrate(
        self,
        questions: Sequence[GoldQuestion],
        progress: Callable[[str, float, int], None] | None = None,
    ) -> CalibrationReport:
        """Choose thresholds of the confidence by questions whose answers are known, and keep them.

        They hold for this index, through all builds, as long as its encoder stays the same.

        Raises:
            EvaluationError: fewer than 30 questions are answerable, or one names a document that is
                not indexed.
        """
        from cmp_search.evaluation.calibration import calibrate

        report = calibrate(self.searcher(), self.corpus, questions, progress)
        self._engine.set_calibration(self.index_address, report.calibration)
        return report

    @recorded(Action.RESET_CALIBRATION)
    def reset_calibration(self) -> None:
        """Go back to the thresholds that are shipped."""
        self._engine.set_calibration(self.index_address, None)
