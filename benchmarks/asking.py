"""Asks warm questions of a made-up generation in a process of its own; prints figures as JSON.

    python -m benchmarks.asking PLACE QUESTIONS ROUNDS

1. Each round asks questions of its own (see `questions`).
2. A tenth of a round is asked first, to warm up. Percentiles are of one round's questions.
3. Memory is the peak resident memory up to then, mapped files included (Linux).
4. Recall: how many of the ten nearest sentences and passages the search finds (as candidates, and
   as the first ten) compared with an exact search over all vectors in 32 bits (see `oracle`), and
   how many of the ten passages shown such a search would show (see `shown`).
"""

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks.crowd import Crowd
from benchmarks.figures import Scale
from benchmarks.generations import oracle_paths
from benchmarks.oracle import Oracle
from benchmarks.process import folder_mb
from benchmarks.questions import Question, TimedEncoder, answered, questions
from benchmarks.record import Spread, spread
from benchmarks.shown import share_shown
from cmp_search.encoders import Encoder
from cmp_search.index.embedded import engine
from cmp_search.index.embedded.folder import current
from cmp_search.index.embedded.vectors import VectorIndex
from cmp_search.index.filters import Filters
from cmp_search.search.ranking import NEAR_PASSAGES, NEAR_SENTENCES
from cmp_search.search.searcher import Searcher, make_searcher

SHOWN = 100
"""Questions of step 4 whose passages are compared with those of an exact search."""


@dataclass(frozen=True, slots=True)
class QuestionTimes:
    """Milliseconds of one question: total, in the encoder, and of processor time."""

    all: float
    encoder: float
    cpu: float
    filtered: bool


def ask(place: Path, count: int, rounds: int, encoder: Encoder) -> Scale:
    """All figures of one size."""
    start = time.perf_counter()
    generation = engine.open(str(place))
    opened = time.perf_counter() - start
    timed = TimedEncoder(encoder)
    searcher = make_searcher(generation, timed)
    passages = len(generation.passage_vectors)
    crowd, random = Crowd(passages), np.random.default_rng(passages)
    for question in list(questions(generation, crowd, random, max(5, count // 10))):
        _ask_timed(searcher, timed, question)
    taken = []
    for _ in range(rounds):
        # All are drawn before the first is asked: drawing looks up what asking would have to.
        asked = list(questions(generation, crowd, random, count))
        taken.append([_ask_timed(searcher, timed, question) for question in asked])
    memory = _peak_mb()
    oracles = [Oracle.load(path) for path in oracle_paths(place)]
    recalls = [
        oracles[0].recall(generation.passage_vectors, NEAR_PASSAGES),
        oracles[1].recall(generation.sentence_vectors, NEAR_SENTENCES),
    ]
    asked = list(questions(generation, crowd, random, SHOWN))
    shown = share_shown(generation, crowd, timed, asked)
    all_times = [[one.all for one in times] for times in taken]
    return Scale(
        passages=passages,
        sentences=len(generation.sentence_vectors),
        questions=count,
        p50=_percentile(all_times, 50),
        p95=_percentile(all_times, 95),
        p99=_percentile(all_times, 99),
        slowest=_percentile(all_times, 100),
        encoder=_percentile([[one.encoder for one in times] for times in taken], 50),
        share=spread(
            [sum(t.encoder for t in times) / sum(t.all for t in times) for times in taken]
        ),
        cpu_p50=_percentile([[one.cpu for one in times] for times in taken], 50),
        cpu_p99=_percentile([[one.cpu for one in times] for times in taken], 99),
        filtered_p50=_percentile([[t.all for t in times if t.filtered] for times in taken], 50),
        passage_kind=_kind_text(generation.passage_vectors),
        sentence_kind=_kind_text(generation.sentence_vectors),
        recalled=len(oracles[0]),
        recall_candidates=min(recall.candidates for recall in recalls),
        recall_at_10=min(recall.first for recall in recalls),
        shown=shown,
        peak_mb=memory,
        disk_mb=folder_mb(current(place)),
        open=opened,
    )


def _ask_timed(searcher: Searcher, encoder: TimedEncoder, question: Question) -> QuestionTimes:
    start, spent = time.perf_counter(), time.process_time()
    answered(searcher, encoder, question)
    cpu = time.process_time() - spent
    total = time.perf_counter() - start
    return QuestionTimes(1e3 * total, 1e3 * encoder.spent, 1e3 * cpu, question.filters != Filters())


def _percentile(rounds: Sequence[Sequence[float]], percent: float) -> Spread:
    """A percentile within each round, spread over the rounds."""
    return spread([float(np.percentile(times, percent)) for times in rounds])


def _kind_text(index: VectorIndex) -> str:
    kind = index.kind
    return f"{kind.bits} bits, {kind.compared:,} compared" if kind.compared else "all compared"


def _peak_mb() -> float:
    """Step 3."""
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    line = next(line for line in status if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1.024 / 1_000


if __name__ == "__main__":
    from cmp_search.encoders import open_encoder

    _, place, count, rounds = sys.argv
    print(json.dumps(asdict(ask(Path(place), int(count), int(rounds), open_encoder()))))
