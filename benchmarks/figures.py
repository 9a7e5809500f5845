"""What each results file contains: one dataclass per benchmark, and all of them together.

Seconds, milliseconds (`ms`) and megabytes (`mb`, a million bytes), as their names say.
"""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.record import Record, Spread, read_record


@dataclass(frozen=True, slots=True)
class Cold:
    """A whole `ask`, and the import of sentence-transformers; `ratio` is import by ask."""

    passages: int
    ask: Spread
    imported: Spread
    ratio: Spread
    ask_mb: Spread


@dataclass(frozen=True, slots=True)
class Scale:
    """Warm questions to an index of one size, the encoder included.

    Times are percentiles within a round, in ms; `encoder` is the encoder's part of a question, at
    the median, and `share` its part of all time; `cpu` is the processor's time, all threads.
    """

    passages: int
    sentences: int
    questions: int
    p50: Spread
    p95: Spread
    p99: Spread
    slowest: Spread
    encoder: Spread
    share: Spread
    cpu_p50: Spread
    cpu_p99: Spread
    filtered_p50: Spread
    passage_kind: str
    sentence_kind: str
    recalled: int
    recall_candidates: float
    recall_at_10: float
    shown: float
    peak_mb: float
    disk_mb: float
    open: float


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Mean cosines: of two vectors; of a vector, and of a question, with those near it.

    The ranks are the 1st other vector (for a question: the 1st), the 9th other one (the 10th), and
    so on for the 100th and the 1,000th.
    """

    pairs: float
    vectors: tuple[float, ...]
    questions: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MethodRecall:
    """How many of the ten nearest one method of searching finds.

    `made` is the seconds to build it, `ms` those of a question. Shares: among its candidates, and
    as its first ten; of real and of made-up vectors.
    """

    name: str
    made: float
    ms: float
    real_candidates: float
    real_first: float
    made_up_candidates: float
    made_up_first: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """Methods of searching, compared with an exact search over every vector in 32 bits."""

    sentences: int
    questions: int
    real: Neighbours
    made_up: Neighbours
    found: tuple[MethodRecall, ...]


@dataclass(frozen=True, slots=True)
class Browser:
    """The app in a browser: until it can be used, and from Enter until an answer is shown or whole.

    `server_ms` is the server's part of a whole answer.
    """

    browser: str
    usable_ms: Spread
    shown_ms: Spread
    whole_ms: Spread
    server_ms: Spread


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine of the default model: seconds for all texts, and cosines to the reference."""

    name: str
    seconds: Spread
    times_as_fast: Spread
    mean_cosine: float
    least_cosine: float


@dataclass(frozen=True, slots=True)
class Engines:
    """All engines on the same texts, the reference first; one question in ms."""

    texts: int
    tokens: int
    engines: tuple[Engine, ...]
    question_ms: Spread
    reference_question_ms: Spread


@dataclass(frozen=True, slots=True)
class Grown:
    """Building an index from made-up texts with an encoder that takes no time."""

    files: int
    passages: int
    sentences: int
    corpus_mb: float
    seconds: float
    peak_mb: float
    index_mb: float


@dataclass(frozen=True, slots=True)
class Building:
    """A whole `index` from scratch: seconds in total, in encoding, in counting tokens.

    `outside` is the share of the time in neither.
    """

    documents: int
    passages: int
    texts: int
    corpus_mb: float
    index_mb: float
    seconds: Spread
    encoding: Spread
    counting: Spread
    outside: Spread
    texts_a_second: Spread
    peak_mb: Spread
    grown: tuple[Grown, ...]


@dataclass(frozen=True, slots=True)
class Rebuild:
    """`index` when little has changed, as whole processes; `loaded` are encoder libraries.

    `embedded` is the documents that were embedded for one changed file, `encoded` their texts.
    """

    files: int
    passages: int
    whole: float
    unchanged: Spread
    unchanged_mb: Spread
    unchanged_small: Spread
    loaded: tuple[str, ...]
    one_changed: Spread
    embedded: Spread
    encoded: Spread


@dataclass(frozen=True, slots=True)
class Peer:
    """One tool: seconds to build, of a cold and of a warm question; memory, and its packages."""

    name: str
    versions: tuple[str, ...]
    build: Spread
    cold: Spread
    warm: Spread
    build_mb: Spread
    ask_mb: Spread
    installed_mb: float


@dataclass(frozen=True, slots=True)
class Peers:
    """This tool and others at the same work, this one first."""

    passages: int
    tools: tuple[Peer, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """Every results file that exists; sizes of `scale` in order."""

    cold: Record[Cold] | None
    scale: tuple[Record[Scale], ...]
    engines: Record[Engines] | None
    building: Record[Building] | None
    rebuild: Record[Rebuild] | None
    peers: Record[Peers] | None
    browser: Record[Browser] | None
    nearest: Record[Nearest] | None


def read_results(folder: Path) -> Results:
    """The results in a folder."""
    sizes = [read_record(path, Scale) for path in folder.glob("scale-*.json")]
    return Results(
        cold=read_record(folder / "cold.json", Cold),
        scale=tuple(sorted(filter(None, sizes), key=lambda size: size.figures.passages)),
        engines=read_record(folder / "engines.json", Engines),
        building=read_record(folder / "building.json", Building),
        rebuild=read_record(folder / "rebuild.json", Rebuild),
        peers=read_record(folder / "peers.json", Peers),
        browser=read_record(folder / "browser.json", Browser),
        nearest=read_record(folder / "nearest.json", Nearest),
    )
