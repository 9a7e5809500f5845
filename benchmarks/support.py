"""Marks “Where does this come from?” on statements that texts support, and on invented ones.

    python -m benchmarks.support --official FOLDER

1. The sentences of the shipped digests, of at least eight words, in three languages, say in other
   words what the official texts say: each should find support there.
2. The statements in `support_invented.txt`, on the same subject, are in no text: none should.
3. In each supported statement, one number, or the year of a date, is raised by one: that should be
   pointed out. The same without a change tells how often something is pointed out in vain.
It prints the shares, for the default model, and the cosines that `support.NEAR` lies between.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import numpy as np
import typer

from benchmarks.record import ROOT
from cmp_search.documents.document import BlockKind
from cmp_search.documents.sentence import sentences
from cmp_search.encoders import open_encoder
from cmp_search.index.build import build_index
from cmp_search.language.normalisation import one_line
from cmp_search.search.searcher import Searcher, open_searcher
from cmp_search.verification.support import Support, support

INVENTED = Path(__file__).with_name("support_invented.txt")
MIN_WORDS = 8
MOST = 240
"""How many statements are drawn, by a fixed seed."""
_FIGURE = re.compile(r"(?<![\w.,-])(?!^)\d{1,4}(?![\w,-]|\.\d)")


def main(
    official: Annotated[Path, typer.Option(exists=True, file_okay=False)],
) -> None:
    """Build both indexes, and print the shares."""
    encoder = open_encoder()
    with TemporaryDirectory() as digests, TemporaryDirectory() as texts:
        for corpus, index in ((ROOT / "corpus", digests), (official, texts)):
            build_index(corpus, index, encoder, encoder.identity.name)
        statements = list(_statements(open_searcher(digests, encoder)))
        searcher = open_searcher(texts, encoder)
        supported = [support(searcher, one) for one in statements]
        invented = [support(searcher, one) for one in INVENTED.read_text("utf-8").splitlines()]
        _print(searcher, supported, invented)


def _statements(searcher: Searcher) -> Iterator[str]:
    """Step 1."""
    found = [
        one_line(document.slice(span))
        for entry in searcher.index.entries()
        for document in [searcher.index.document(entry.id)]
        for block in document.blocks
        if block.kind not in (BlockKind.TITLE, BlockKind.HEADING)
        for span in sentences(document, block)
    ]
    long = [one for one in found if len(one.split()) >= MIN_WORDS]
    yield from random.Random(1).sample(long, min(MOST, len(long)))


def _print(searcher: Searcher, supported: list[Support], invented: list[Support]) -> None:
    for name, found in (("statements of the digests", supported), ("invented", invented)):
        share = np.mean([bool(one.passages) for one in found])
        print(f"{name}, {len(found)}: support found for {share:.3f}")
    first = [one for one in supported if one.passages]
    in_vain = np.mean([bool(one.passages[0].disagreements) for one in first])
    print(f"{len(first)} supported: something pointed out of the first passage in {in_vain:.3f}")
    altered = [(one, raised) for one in first if (raised := _raised(one.sentence))]
    told = [
        any(
            figure in d.claimed
            for p in support(searcher, words).passages[:1]
            for d in p.disagreements
        )
        for _, (words, figure) in altered
    ]
    print(f"{len(altered)} with a number raised by one: pointed out in {np.mean(told):.3f}")


def _raised(sentence: str) -> tuple[str, str] | None:
    """Step 3: a statement with its last figure raised by one, and that figure."""
    figures = list(_FIGURE.finditer(sentence))
    if not figures:
        return None
    last = figures[-1]
    figure = str(int(last[0]) + 1)
    return f"{sentence[: last.start()]}{figure}{sentence[last.end() :]}", figure


if __name__ == "__main__":
    typer.run(main)
