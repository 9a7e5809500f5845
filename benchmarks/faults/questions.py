"""Questions of every kind of nonsense: each is answered, or refused in one line.

1. A question is made of pieces at random: words of the texts in three languages, signs of markup
   and of queries, numbers, controls and characters from all of Unicode; some are very long.
2. It is asked; anything but an answer or an error of this package is bad, and so is an answer whose
   hits are not as many as they may be, or that takes more than `SECONDS`.
"""

from random import Random
from time import monotonic

from benchmarks.faults.figure import Figure
from cmp_search.errors import CmpSearchError
from cmp_search.search.searcher import MAX_COUNT, Searcher

SECONDS = 5
WORDS = (
    "who chairs forestry Mexico CMP 2019 meeting qui copréside réunion où quand combien quién "
    "cuándo dónde grupo minería SAWP T-MEC l’énergie co-chair Ottawa 15th «mines» “plan”"
).split()
SIGNS = (
    *("<script>alert(1)</script>", "<b>", "&amp;", "{{7*7}}", "'", '"', "`", "$(ls)", "../../"),
    *("%00", "\x00", "\x1b[2J", "\u202e", "\ufeff", "\U0001f9ea", "\ud800", "AND OR NOT NEAR("),
    *("*", ":", "^", "~", "|", "[a-z]*", "\\", ";--", "«»", "“”", "¿", "?", "…", "\n", "\t"),
    *("٣", "東京", "e\u0301"),
)
MOST_PIECES = 12
LONG = 40
"""One question of so many is repeated until it is very long."""


def ask_nonsense(searcher: Searcher, count: int, seconds: float, seed: int = 1) -> Figure:
    """Ask so many questions, or as many as the time allows."""
    random, began = Random(seed), monotonic()
    bad: list[str] = []
    tried = 0
    while tried < count and monotonic() - began < seconds:
        question, asked = nonsense(random), monotonic()
        tried += 1
        try:
            answer = searcher.ask(question, count=random.choice((1, 10, MAX_COUNT)))
            is_bad = len(answer.hits) > MAX_COUNT or monotonic() - asked > SECONDS
        except CmpSearchError:
            is_bad = False
        except Exception as error:  # Whatever it is, it is what is looked for.
            bad.append(f"{question[:60]!r}: {error!r}")
            continue
        if is_bad:
            bad.append(f"{question[:60]!r}: {monotonic() - asked:.0f} s")
    note = "; ".join(bad[:3])
    return Figure("nonsense asked", tried, len(bad), 0, monotonic() - began, note)


def nonsense(random: Random) -> str:
    """A question of the kinds of step 1."""
    pieces = [_piece(random) for _ in range(random.randint(0, MOST_PIECES))]
    question = random.choice((" ", "")).join(pieces)
    return question * random.randint(50, 400) if random.randrange(LONG) == 0 else question


def _piece(random: Random) -> str:
    kind = random.randrange(4)
    if kind < 2:
        return random.choice(WORDS)
    return random.choice(SIGNS) if kind == 2 else chr(random.randrange(0x110000))
