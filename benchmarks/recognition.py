"""How many characters of scans are recognised wrongly, with what certainty, and how fast.

    python -m benchmarks.recognition [--corpus FOLDER] [--pages 4]

1. Pages are cut from a text of each language, and drawn as images: clean, worn as a poor copy
   is, and coarse as an old fax is.
2. Each set of pages is recognised as `cmp-search ocr` does, in the text's language; the clean ones
   also in all three. Where no words are recognised, all are wrong and the certainty is 0.
3. The error of a page is the number of edits that make its text the one that was drawn, by its
   length; line ends count as spaces, and an apostrophe is an apostrophe, straight or curly.
"""

from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Annotated

import typer
from rapidfuzz.distance import Levenshtein

from benchmarks.record import ROOT
from cmp_search.corpus.recognition.process import LANGUAGES, run
from cmp_search.corpus.recognition.work import RESULT
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.source import Source, bytes_hash, file_hash, scan_corpus
from cmp_search.readers import read_document
from tests.readers.scan_making import page_image, scan, worn

PAGE = 2_400
"""Characters on a page."""
WEAR = {"clean": (200, 0.0, 0.0), "worn": (200, 1.0, 40.0), "coarse": (90, 0.4, 10.0)}
"""Dots per inch of the pages, how many dots they are blurred by, and their noise (of 255)."""
ALL = tuple(LANGUAGES.values())


@dataclass(frozen=True, slots=True)
class Judged:
    """A recognised page: its share of wrong characters, and its certainty (0 to 100)."""

    error: float
    certainty: int


def main(
    corpus: Annotated[Path, typer.Option()] = ROOT / "corpus",
    pages: Annotated[int, typer.Option()] = 4,
) -> None:
    """Print a table, then every page by its certainty."""
    texts = {s.entry.language: s for s in scan_corpus(corpus) if s.entry.language in LANGUAGES}
    every: list[Judged] = []
    print("| text | pages | recognised as | wrong characters | certainty | seconds a page |")
    print("|---|---|---|---|---|---|")
    for language, source in sorted(texts.items()):
        drawn = drawn_pages(source, pages)
        for wear in WEAR:
            own = (LANGUAGES[language],)
            for names in (own, ALL) if wear == "clean" else (own,):
                judged, seconds = recognised(drawn, wear, names)
                every += judged
                wrong = fmean(one.error for one in judged)
                certainty = fmean(one.certainty for one in judged)
                print(
                    f"| {language} | {len(drawn)} {wear} | {'+'.join(names)} | {wrong:.2%} "
                    f"| {certainty:.0f} | {seconds / len(drawn):.1f} |",
                    flush=True,
                )
    for one in sorted(every, key=lambda judged: judged.certainty):
        print(f"certainty {one.certainty}: {one.error:.2%} wrong")


def drawn_pages(source: Source, count: int) -> list[str]:
    """Step 1: so many pages of a text, of whole words."""
    words, pages = read_document(source).text.split(), [""]
    for word in words:
        if len(pages[-1]) + len(word) >= PAGE:
            pages.append("")
        pages[-1] = f"{pages[-1]} {word}".strip()
    return pages[:count]


def recognised(
    pages: list[str], wear: str, languages: tuple[str, ...]
) -> tuple[list[Judged], float]:
    """Step 2: the pages judged, and the seconds that they took."""
    dots, blur, noise = WEAR[wear]
    data = scan(*(worn(page_image(p, dots=dots), blur, noise) for p in pages), dots=dots)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scan.pdf"
        path.write_bytes(data)
        started = monotonic()
        run(path, bytes_hash(data), Path(folder), languages, lambda done, total: None)
        seconds = monotonic() - started
        result = Path(folder) / RESULT
        if not result.exists():
            return [Judged(1.0, 0)] * len(pages), seconds
        document = read_document(Source(result, file_hash(result), Entry(id="scan")))
    certainties = {page.number: page.certainty for page in document.quality.recognised}
    texts = [" ".join(document.text[p.start : p.end].split()) for p in document.pages]
    judged = [
        Judged(error(read, page), certainties.get(number, 0))
        for number, (read, page) in enumerate(zip(texts, pages, strict=True), 1)
    ]
    return judged, seconds


def error(read: str, page: str) -> float:
    """Step 3."""
    straight = [text.replace("’", "'") for text in (read, page)]
    return Levenshtein.distance(*straight) / len(page)


if __name__ == "__main__":
    typer.run(main)
