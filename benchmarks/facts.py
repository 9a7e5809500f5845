"""Marks the facts that are shown above the hits, on questions whose facts are known.

    python -m benchmarks.facts [--official FOLDER] [--list]

1. The questions are those of `tests/search/fact_questions.jsonl`, over the shipped digests,
   invented partnerships, and the official texts if their folder is given. The fake encoder serves,
   since no fact depends on the encoder.
2. Of questions that a fact answers, the share with the right facts and with a wrong one; of those
   that none answers, the share that is shown one all the same. What is not right is listed.
3. `--list` prints every fact that was found in these texts with its sentence instead, to be judged
   by eye; docs/orientation.md has the counts.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from benchmarks.record import ROOT
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.base import Index
from cmp_search.index.build import build_index
from cmp_search.language.normalisation import one_line
from cmp_search.orientation.facts import Orientation
from cmp_search.search.searcher import Searcher, open_searcher
from tests.search.fact_cases import INVENTED, FactCase, Mark, fact_cases

CORPORA = {"digests": (ROOT / "corpus", ("cmp", "digests"))} | {
    name: (corpus, (name,)) for name, corpus in INVENTED.items()
}


def main(
    official: Annotated[Path | None, typer.Option(exists=True, file_okay=False)] = None,
    list_facts: Annotated[bool, typer.Option("--list", help="Print the facts instead.")] = False,
) -> None:
    """Mark each corpus and print its shares."""
    corpora = CORPORA | ({"official": (official, ("cmp",))} if official else {})
    if list_facts:
        corpora |= {"reports": (ROOT / "tests" / "overview" / "partnership", ("none",))}
    for name, (corpus, kinds) in corpora.items():
        with TemporaryDirectory() as folder:
            build_index(corpus, folder, FakeEncoder(), "fake")
            searcher = open_searcher(folder, FakeEncoder())
            if list_facts:
                print(*_facts(searcher.index), sep="\n")
            else:
                _mark(name, searcher, fact_cases(*kinds))
            searcher.close()


def _mark(name: str, searcher: Searcher, cases: list[FactCase]) -> None:
    """Step 2."""
    marks = {case: case.mark(searcher.ask(case.question).facts) for case in cases}
    for answered in (True, False):
        of_kind = [mark for case, mark in marks.items() if bool(case.expected) is answered]
        right, wrong = (of_kind.count(mark) / len(of_kind) for mark in (Mark.RIGHT, Mark.WRONG))
        kind = "answered by a fact" if answered else "answered by none"
        print(f"{name}, {len(of_kind)} {kind}: right {right:.3f}, wrong {wrong:.3f}")
    for case, mark in marks.items():
        if mark is not Mark.RIGHT:
            print(f"   {mark.value}: {case.question}")


def _facts(index: Index) -> Iterator[str]:
    """Step 3."""
    for entry, found in index.orientations():
        text = index.document(entry.id).text
        for kind, words, sentence in _told(found):
            yield f"{entry.id}\t{kind}\t{words}\t{one_line(text[slice(*sentence)])}"


def _told(found: Orientation) -> Iterator[tuple[str, str, tuple[int, int]]]:
    for one in found.groups:
        yield "group", one.name.text, one.source.sentence
    for chair in found.chairs:
        parts = (chair.person, chair.role, chair.label, chair.group, chair.side)
        words = " | ".join(one_line(part.text) if part else "" for part in parts)
        yield "head", words, chair.source.sentence
    for meeting in found.meetings:
        place = meeting.place.text if meeting.place else ""
        group = meeting.group.text if meeting.group else ""
        words = f"{meeting.when.text} | {place} | {group} | {meeting.number}"
        yield "meeting" if meeting.own else "event", words, meeting.source.sentence
    for acronym in found.acronyms:
        yield "acronym", f"{acronym.short.text} | {acronym.long.text}", acronym.source.sentence


if __name__ == "__main__":
    typer.run(main)
