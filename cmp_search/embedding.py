"""What is embedded, and how several readings of one text become one vector.

1. A passage is read once, under its header "title › path"; a title that is only the file's name
   says nothing and is left out.
2. A sentence is read twice: alone, for the fact that it states, and after its last two headings,
   for the subject that it leaves unsaid. A contact's lines are put into one sentence first.
3. A vector is the weighted sum of the vectors of its readings, brought to length 1; a sentence
   alone counts twice. docs/retrieval.md has the measurements.
4. A key of its readings tells by which texts a vector was made, so that it is made only once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from cmp_search.document import Document
from cmp_search.encoders import Encoder, Vectors
from cmp_search.passage import Passage
from cmp_search.sentence import is_contact

ALONE = 2.0
HEADED = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A text to be embedded, and how much it counts."""

    text: str
    weight: float


Readings = tuple[Reading, ...]


def header(title: str, section: Sequence[str]) -> str:
    """What tells the encoder where a passage stands: "title › path"; either may be empty."""
    return " › ".join(filter(None, [title, *section]))


def passage_readings(title: str, passage: Passage) -> Readings:
    """Step 1: a passage's words under its header."""
    above = header("" if title == passage.document else title, passage.section)
    return (Reading(f"{above}\n{passage.text}" if above else passage.text, HEADED),)


def sentence_readings(section: Sequence[str], sentence: str) -> Readings:
    """Step 2: a sentence alone, and after its last two headings where it has any."""
    alone = Reading(_spoken(section, sentence), ALONE)
    if not section:
        return (alone,)
    return alone, Reading(f"{' › '.join(section[-2:])}: {sentence}", HEADED)


def document_readings(
    document: Document, passages: Sequence[Passage]
) -> tuple[list[Readings], list[Readings]]:
    """The readings of a document's passages, and those of all their sentences, in order."""
    return (
        [passage_readings(document.entry.title, passage) for passage in passages],
        [
            sentence_readings(passage.section, document.slice(span))
            for passage in passages
            for span in passage.sentences
        ],
    )


def readings_key(readings: Readings) -> bytes:
    """Step 4: 16 bytes that are the same for the same texts and weights alone."""
    parts = (f"{reading.weight}\0{reading.text}" for reading in readings)
    return blake2b("\0".join(parts).encode(), digest_size=16).digest()


def embed(texts: Sequence[Readings], encoder: Encoder) -> Vectors:
    """Step 3: one vector a text, [n, d]."""
    parts = [reading for readings in texts for reading in readings]
    vectors = encoder.encode_passages([part.text for part in parts])
    vectors *= np.array([part.weight for part in parts], dtype=np.float32)[:, None]
    starts = np.cumsum([0, *(len(readings) for readings in texts[:-1])])
    summed: Vectors = np.add.reduceat(vectors, starts, axis=0)
    lengths: Vectors = np.linalg.norm(summed, axis=1, keepdims=True)
    return summed / lengths


def _spoken(section: Sequence[str], sentence: str) -> str:
    """A sentence as it stands, or a contact's lines and headings as one sentence.

    "Name, title, institution. Co-chair, working group.": a name with its title answers "who", but
    only the headings above say for which group.
    """
    if not is_contact(sentence):
        return sentence
    parts = [", ".join(sentence.split("\n")), ", ".join(reversed(section[-2:]))]
    return "".join(f"{part}. " for part in parts if part).rstrip()
