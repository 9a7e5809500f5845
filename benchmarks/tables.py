"""The tables of docs/performance.md, made from the results files.

1. A table is between `<!-- NAME -->` and `<!-- /NAME -->`, below a line that says where, when and
   how often it was measured.
2. A table without a results file is left unchanged.
"""

import re
from collections.abc import Callable
from typing import Any

from benchmarks.figures import (
    Browser,
    Building,
    Cold,
    Engines,
    Peers,
    Rebuild,
    Results,
)
from benchmarks.markdown import conditions, table, with_spread
from benchmarks.marks import marks
from benchmarks.record import Record
from benchmarks.search_tables import nearest_table, scale_table

HELD = {True: "yes", False: "**no**", None: "not measured yet"}


def with_new_tables(page: str, results: Results) -> str:
    """The page with an updated table for all results.

    Raises:
        ValueError: the page lacks the place of a table.
    """
    for name, made in tables(results).items():
        place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not place.search(page):
            raise ValueError(f"there is no place <!-- {name} --> in the page")
        page = place.sub(lambda found, made=made: f"{found[1]}{made}\n{found[2]}", page)  # type: ignore[misc]
    return page


def tables(results: Results) -> dict[str, str]:
    """Every table that has results, by its name."""
    makers: dict[str, Callable[[Any], str]] = {
        "cold": _cold,
        "scale": scale_table,
        "engines": _engines,
        "building": _building,
        "rebuild": _rebuild,
        "peers": _peers,
        "browser": _browser,
        "nearest": nearest_table,
    }
    measured = {name: found for name in makers if (found := getattr(results, name))}
    return {"marks": _marks(results)} | {name: makers[name](measured[name]) for name in measured}


def _marks(results: Results) -> str:
    rows = [(m.what, m.bound, m.measured or "–", HELD[m.held]) for m in marks(results)]
    return table(("what", "mark", "measured", "held"), rows)


def _cold(record: Record[Cold]) -> str:
    found = record.figures
    rows = [
        ("`cmp-search ask`", with_spread(found.ask), with_spread(found.ask_mb, "{:.0f}")),
        ("`import sentence_transformers`", with_spread(found.imported), "–"),
        ("import by ask", f"{with_spread(found.ratio, '{:.1f}')} times", "–"),
    ]
    head = (f"{found.passages:,} passages", "seconds", "largest memory, MB")
    return "\n\n".join((conditions(record), table(head, rows)))


def _browser(record: Record[Browser]) -> str:
    found = record.figures
    rows = [
        ("a page can be used", with_spread(found.usable_ms, "{:.0f}")),
        ("an answer is shown", with_spread(found.shown_ms, "{:.0f}")),
        ("an answer is whole", with_spread(found.whole_ms, "{:.0f}")),
        ("the server's part of that", with_spread(found.server_ms, "{:.0f}")),
    ]
    return "\n\n".join((conditions(record), table((found.browser, "ms"), rows)))


def _engines(record: Record[Engines]) -> str:
    found = record.figures
    rows = [
        (
            one.name,
            f"{one.mean_cosine:.6f}, {one.least_cosine:.6f}",
            with_spread(one.seconds),
            f"{found.texts / one.seconds.median:.0f}",
            with_spread(one.times_as_fast),
        )
        for one in found.engines
    ]
    head = ("engine", "cosine, mean and least", "seconds", "texts a second", "times as fast")
    question = (
        f"One question: {with_spread(found.question_ms, '{:.1f}')} ms here, "
        f"{with_spread(found.reference_question_ms, '{:.1f}')} ms by sentence-transformers, "
        f"n = {found.question_ms.n}."
    )
    asked = f"{conditions(record)} {found.texts:,} texts, {found.tokens:,} tokens."
    plot = "![Texts a second by engine](performance/engines.png)"
    return "\n\n".join((asked, table(head, rows), question, plot))


def _building(record: Record[Building]) -> str:
    found = record.figures
    rows = [
        ("whole process, seconds", with_spread(found.seconds)),
        ("encoding", with_spread(found.encoding)),
        ("counting tokens", with_spread(found.counting)),
        ("outside the encoder, share", with_spread(found.outside, "{:.1f} %", 100)),
        ("texts a second", with_spread(found.texts_a_second, "{:.0f}")),
        ("largest memory, MB", with_spread(found.peak_mb, "{:.0f}")),
        ("index on disk, MB", f"{found.index_mb:.1f}"),
        ("sources, MB", f"{found.corpus_mb:.2f}"),
    ]
    what = (
        f"{found.documents} documents, {found.passages:,} passages, {found.texts:,} texts encoded"
    )
    grown = [
        (
            f"{one.files:,}",
            f"{one.corpus_mb:.1f}",
            f"{one.passages:,}",
            f"{one.sentences:,}",
            f"{one.peak_mb:.0f}",
            f"{one.seconds:.0f}",
            f"{one.index_mb:.0f}",
        )
        for one in found.grown
    ]
    head = ("made-up files", "MB", "passages", "sentences")
    rest = ("largest memory, MB", "seconds", "index, MB")
    return "\n\n".join(
        (
            conditions(record),
            table((what, ""), rows),
            "Vectors at random in the encoder's place, one run each:",
            table((*head, *rest), grown),
            "![Memory of building by number of passages](performance/building.png)",
        )
    )


def _rebuild(record: Record[Rebuild]) -> str:
    found = record.figures
    loaded = ", ".join(found.loaded) or "none"
    rows = [
        (f"all {found.files:,} files, from nothing, once", f"{found.whole:.1f}", "–"),
        (
            "nothing changed",
            with_spread(found.unchanged),
            f"none; libraries of encoders loaded: {loaded}",
        ),
        (
            "one file changed",
            with_spread(found.one_changed),
            f"{found.embedded.median:.0f} document, {found.encoded.median:.0f} texts",
        ),
        ("the corpus, nothing changed", with_spread(found.unchanged_small), "none"),
    ]
    memory = f"Largest memory with nothing changed: {with_spread(found.unchanged_mb, '{:.0f}')} MB."
    head = (f"{found.passages:,} passages", "seconds", "embedded")
    return "\n\n".join((conditions(record), table(head, rows), memory))


def _peers(record: Record[Peers]) -> str:
    rows = [
        (
            f"**{one.name}**" if i == 0 else one.name,
            with_spread(one.build, "{:.1f}"),
            with_spread(one.build_mb, "{:,.0f}"),
            with_spread(one.cold),
            with_spread(one.warm, "{:.0f}", 1_000),
            with_spread(one.ask_mb, "{:,.0f}"),
            f"{one.installed_mb / 1_000:.1f}",
        )
        for i, one in enumerate(record.figures.tools)
    ]
    head = ["", "build, s", "its memory, MB", "cold question, s", "warm, ms"]
    head += ["asking memory, MB", "installed, GB"]
    what = f"{conditions(record)} {record.figures.passages:,} passages."
    plot = "![A cold question, by tool](performance/peers.png)"
    return "\n\n".join((what, table(head, rows), plot))
