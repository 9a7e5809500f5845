"""Questions of every kind of nonsense: each is answered, or refused in one line.

1. A question is made of pieces at random: words of the texts in three languages, signs of markup
   and of queries, numbers, controls and characters from all of Unicode; some are very long.
2. It is asked, with a count, a language of the interface and filters that may be nonsense, too; or
   as what follows the last question; or it is a sentence whose support is looked for; or quoted in
   a draft that is verified.
3. Anything but an answer or an error of this package is bad, and so is an answer whose hits are not
   as many as they may be, or that takes more than `SECONDS`.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.faults.figure import Figure
from benchmarks.options import CORPUS
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import CmpSearchError
from cmp_search.index.build import build_index
from cmp_search.index.filters import Filters
from cmp_search.search.following.follow_up import follow_up
from cmp_search.search.searcher import MAX_COUNT, Searcher, open_searcher
from cmp_search.verification.support import support
from cmp_search.verification.verify import verify
from tests.browser.hostile import write_hostile
from tests.sample import write_corpus

SECONDS = 5
WORDS = (
    "who chairs forestry Mexico CMP 2019 meeting qui copréside réunion où quand combien quién "
    "cuándo dónde grupo minería SAWP T-MEC l’énergie co-chair Ottawa 15th «mines» “plan” "
    "lenses bakers phares pan Zanzibarbarian and-France then y-en et-la what about the second"
).split()
SIGNS = (
    *("<script>alert(1)</script>", "<b>", "&amp;", "{{7*7}}", "'", '"', "`", "$(ls)", "../../"),
    *("%00", "\x00", "\x1b[2J", "\u202e", "\ufeff", "\U0001f9ea", "\ud800", "AND OR NOT NEAR("),
    *("*", ":", "^", "~", "|", "[a-z]*", "\\", ";--", "«»", "“”", "¿", "?", "…", "\n", "\t"),
    *("٣", "東京", "e\u0301", "1e400", "99999999999999999999", "-0", "31 February", "½"),
)
MOST_PIECES = 12
LONG = 40
"""One question of so many is repeated until it is very long."""
COUNTS = (1, 1, 10, 10, 10, MAX_COUNT, 10**9, 0, -1)
LANGUAGES = ("", "", "en", "fr", "es", "xx", "\x00")
SHIPPED = 20
"""One question of so many is asked of the corpus that ships, the others of a small one."""


@dataclass(slots=True)
class Asking:
    """Asks one nonsense after another; `last` is the question before."""

    searcher: Searcher
    draft: Path
    random: Random
    last: str = field(default="")

    def ask(self, words: str) -> bool:
        """Do something with words at random (step 2); whether what came of it is as it may be."""
        ways: Sequence[Callable[[str], bool]] = (
            *([self._asked] * 14),
            *([self._followed] * 3),
            *([self._supported] * 3),
        )
        if self.random.randrange(200) == 0:
            return self._verified(words)
        return self.random.choice(ways)(words)

    def _asked(self, words: str) -> bool:
        choice = self.random.choice
        answer = self.searcher.ask(words, self._filters(), choice(COUNTS), choice(LANGUAGES))
        return len(answer.hits) <= MAX_COUNT

    def _followed(self, words: str) -> bool:
        book = self.searcher.shelf.book(self.searcher.index)
        last, self.last = self.last, words
        found = follow_up(words, last, book)
        return found is None or bool(self.searcher.ask(found.meant).question)

    def _supported(self, words: str) -> bool:
        return support(self.searcher, words, self._filters()).sentence == words

    def _verified(self, words: str) -> bool:
        quoted = f"They say “{words}” and «{words}», in 2019.\n\n> {words}\n"
        self.draft.write_bytes(quoted.encode("utf-8", "surrogatepass"))
        return verify(self.searcher.index, self.draft).file == self.draft.name

    def _filters(self) -> Filters:
        """Mostly none, for most nonsense would filter all texts out."""
        random = self.random
        if random.randrange(4):
            return Filters()
        known = list(self.searcher.facts.entries)
        return Filters(
            tuple(random.choice((*known, _piece(random))) for _ in range(random.randrange(3))),
            random.choice(((), ("en",), ("fr", "es"), (_piece(random),))),
            random.choice(((), (2021,), (2019, -1), (10**30,))),
        )


def ask_nonsense(searcher: Searcher, count: int, seconds: float, seed: int = 1) -> Figure:
    """Ask so many questions, or as many as the time allows."""
    with TemporaryDirectory() as place:
        asking = Asking(searcher, Path(place) / "draft.md", Random(seed))
        return _figure(lambda: asking, count, seconds, asking.random)


def questions_figure(seconds: float, count: int, seed: int) -> Figure:
    """Ask nonsense of both corpora (see `SHIPPED`)."""
    random = Random(seed)
    with _searchers() as (small, shipped), TemporaryDirectory() as place:
        draft = Path(place) / "draft.md"
        ways = (Asking(small, draft, random), Asking(shipped, draft, random))
        return _figure(lambda: ways[random.randrange(SHIPPED) == 0], count, seconds, random)


def _figure(chosen: Callable[[], Asking], count: int, seconds: float, random: Random) -> Figure:
    began, tried = monotonic(), 0
    bad: list[str] = []
    while tried < count and monotonic() - began < seconds:
        words, asked = nonsense(random), monotonic()
        tried += 1
        try:
            is_good = chosen().ask(words)
        except CmpSearchError as error:
            is_good = "\n" not in str(error)
        except Exception as error:  # Whatever it is, it is what is looked for.
            bad.append(f"{words[:60]!r}: {error!r}")
            continue
        if not is_good or monotonic() - asked > SECONDS:
            bad.append(f"{words[:60]!r}: {monotonic() - asked:.0f} s")
    note = "; ".join(bad[:3])
    return Figure("nonsense asked", tried, len(bad), 0, monotonic() - began, note)


@contextmanager
def _searchers() -> Iterator[tuple[Searcher, Searcher]]:
    """Searchers of a small corpus with a hostile text, and of the corpus that ships."""
    with TemporaryDirectory(prefix="cmp-search-questions-") as place:
        small = write_hostile(write_corpus(Path(place) / "corpus"))
        corpora = {"small": small, "shipped": CORPUS}
        for name, corpus in corpora.items():
            build_index(corpus, f"{place}/{name}", FakeEncoder(), "fake")
        opened = [open_searcher(f"{place}/{name}", FakeEncoder()) for name in corpora]
        try:
            yield opened[0], opened[1]
        finally:
            for one in opened:
                one.close()


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
