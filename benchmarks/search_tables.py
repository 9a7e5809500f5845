"""The tables of warm questions: how long they take, and their recall."""

from collections.abc import Iterator, Sequence

from benchmarks.figures import Nearest, Neighbours, Scale
from benchmarks.markdown import conditions, table, with_spread
from benchmarks.record import Record


def scale_table(records: Sequence[Record[Scale]]) -> str:
    """Times, and what is found, by size."""
    latency = ["passages", "p50", "p95", "p99", "slowest", "encoder, p50", "its share"]
    latency += ["under a filter, p50", "processor's time, p50, p99"]
    place = ["passages", "sentences", "passages; sentences are searched", "among candidates"]
    place += ["first ten", "shown", "largest memory, MB", "disk, MB", "opened in, ms"]
    both = "\n\n".join(
        [
            table(latency, [list(_latency(one.figures)) for one in records]),
            table(place, [list(_place(one.figures)) for one in records]),
            "![Time of a warm question by number of passages](performance/latency.png)",
            "![Memory of asking by number of passages](performance/memory.png)",
        ]
    )
    first, last = records[0], records[-1]
    asked = f"{first.figures.questions:,} questions in each round; milliseconds."
    others = "" if first.date == last.date else f" The last size: {last.date}."
    return f"{conditions(first)} {asked}{others}\n\n{both}"


def _latency(one: Scale) -> Iterator[str]:
    yield f"{one.passages:,}"
    for spread in (one.p50, one.p95, one.p99, one.slowest, one.encoder):
        yield with_spread(spread, "{:.1f}")
    yield with_spread(one.share, "{:.0f} %", 100)
    yield with_spread(one.filtered_p50, "{:.1f}")
    yield f"{one.cpu_p50.median:.1f}, {one.cpu_p99.median:.1f}"


def _place(one: Scale) -> Iterator[str]:
    yield from (f"{one.passages:,}", f"{one.sentences:,}")
    yield f"{one.passage_kind}; {one.sentence_kind}"
    yield from (f"{one.recall_candidates:.3f}", f"{one.recall_at_10:.3f}", f"{one.shown:.3f}")
    yield from (f"{one.peak_mb:,.0f}", f"{one.disk_mb:,.0f}", f"{1e3 * one.open:.0f}")


def nearest_table(record: Record[Nearest]) -> str:
    """The recall of each method of searching, and how near vectors are to each other."""
    found = record.figures
    ways = [
        (
            one.name,
            f"{one.real_candidates:.3f}, {one.real_first:.3f}",
            f"{one.made_up_candidates:.3f}, {one.made_up_first:.3f}",
            f"{one.ms:.2f}",
            f"{one.made:,.1f}",
        )
        for one in found.found
    ]
    near = [("of real sentences", *_cosines(found.real)), ("made up", *_cosines(found.made_up))]
    head = (
        "of the ten nearest: among 120, first ten",
        "real",
        "made up",
        "ms, one thread",
        "made in, s",
    )
    places = ("mean cosines", "two vectors", "a vector, its nearest", "a question, its nearest")
    how = f"{found.sentences:,} vectors, {found.questions:,} questions."
    return "\n\n".join((f"{conditions(record)} {how}", table(head, ways), table(places, near)))


def _cosines(found: Neighbours) -> tuple[str, str, str]:
    vectors, questions = (
        ", ".join(f"{cosine:.3f}" for cosine in cosines)
        for cosines in (found.vectors, found.questions)
    )
    return f"{found.pairs:.3f}", vectors, questions
