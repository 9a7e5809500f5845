"""Made-up texts, always the same ones for the same number.

Words are made of syllables by a seeded program; their frequencies follow Zipf's law. Documents have
three or four sentences a passage, in three languages and thirty years.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.crowd import DIMENSION, unit
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Block, BlockKind, Document, HeadingOrigin, Span
from cmp_search.documents.passage import Passage, passage_key
from cmp_search.encoders import EncoderIdentity, Vectors
from cmp_search.encoders.fake import FakeEncoder

WORDS = 200_000
LANGUAGES = ("en", "fr", "es")
SYLLABLES = [c + v + e for c in "bcdfglmnprstv" for v in "aeiou" for e in ("", "n", "r", "s")]
IDENTITY = EncoderIdentity("synthetic", "1", "seeded", DIMENSION, 512, "", "")


class RandomEncoder(FakeEncoder):
    """Vectors of the default model's size without its work; a text's is always the same."""

    identity = IDENTITY

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector a text; near to none."""
        drawn = [np.random.default_rng(crc32(t.encode())).normal(size=DIMENSION) for t in texts]
        return unit(np.array(drawn).reshape(len(texts), DIMENSION))

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """As of passages."""
        return self.encode_passages(texts)


class Maker:
    """Words, sentences and documents."""

    def __init__(self, count: int) -> None:
        """Prepare for so many passages."""
        self.random = np.random.default_rng(count)
        lengths = self.random.choice([1, 2, 3, 4], size=WORDS, p=[0.03, 0.37, 0.4, 0.2])
        places = self.random.integers(len(SYLLABLES), size=(WORDS, 4))
        self.words = np.array(
            ["".join(SYLLABLES[p] for p in row[:n]) for row, n in zip(places, lengths, strict=True)]
        )
        shares = 1 / (2.7 + np.arange(WORDS))
        self._sums = np.cumsum(shares / shares.sum())

    def sentence(self) -> str:
        """Eight to twenty words."""
        drawn = np.searchsorted(self._sums, self.random.random(self.random.integers(8, 21)))
        held = [str(self.words[min(n, WORDS - 1)]) for n in drawn]
        return " ".join([held[0].capitalize(), *held[1:]]) + "."

    def document(self, n: int, count: int) -> tuple[Document, list[Passage]]:
        """The n-th document with its passages: each one paragraph, ten under a heading."""
        id, parts, blocks, cut, at = f"text-{n:06d}", [], [], [], 0
        section: tuple[str, ...] = ()
        for i in range(count):
            if i % 10 == 0:
                heading = f"{i // 10 + 1}. {self.sentence()[:-1]}"
                section = (heading,)
                parts.append(heading)
                blocks.append(Block(BlockKind.HEADING, at, at + len(heading), 1))
                at += len(heading) + 2
            held = [self.sentence() for _ in range(int(self.random.integers(3, 5)))]
            text, spans, start = " ".join(held), [], at
            for sentence in held:
                spans.append(Span(start, start + len(sentence)))
                start += len(sentence) + 1
            key = f"{id}:{passage_key(section, text)}"
            end = at + len(text)
            cut.append(Passage(key, id, section, i % 10 + 1, at, end, text, tuple(spans)))
            blocks.append(Block(BlockKind.PARAGRAPH, at, end))
            parts.append(text)
            at = end + 2
        entry = Entry(
            id=id, title=f"Text {n}", language=LANGUAGES[n % 3], date=date(1990 + n % 30, 1, 1)
        )
        text = "\n\n".join(parts)
        return Document(entry, id, text, tuple(blocks), (), HeadingOrigin.MARKUP), cut


def write_texts(folder: Path, files: int, paragraphs: int) -> None:
    """Files of Markdown with a title and so many paragraphs of three sentences; ten a heading."""
    maker = Maker(files)
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(files):
        parts = [f"# Text {n}"]
        for i in range(paragraphs):
            if i % 10 == 9:
                parts.append(f"## {maker.sentence()[:-1]}")
            parts.append(" ".join(maker.sentence() for _ in range(3)))
        (folder / f"made-{n:06d}.md").write_text("\n\n".join(parts) + "\n", "utf-8")
