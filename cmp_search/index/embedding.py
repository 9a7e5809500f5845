"""What the encoder gets for a text, and how several inputs become one vector.

1. A passage is encoded once, under its header "title › path"; a title that is only the file's name
   says nothing and is left out.
2. A sentence is encoded twice: alone, for the fact that it states, and after its last two headings,
   for the subject that it does not mention. A contact's lines are joined to one sentence first.
3. A heading is encoded as one more sentence, alone, of the first passage below it, unless other
   sections of the document have the same: "Results" does not tell which section is meant.
4. A vector is the weighted sum of its inputs' vectors, normalised to length 1; a sentence alone
   counts twice. docs/retrieval-history.md has the measurements.
5. The key of its inputs identifies a vector, so that it is computed only once.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage
from cmp_search.documents.sentence import is_contact
from cmp_search.encoders import Encoder, Vectors

ALONE = 2.0
HEADED = 1.0


@dataclass(frozen=True, slots=True)
class EncoderInput:
    """A text to be encoded, and its weight."""

    text: str
    weight: float


EncoderInputs = tuple[EncoderInput, ...]


def header(title: str, section: Sequence[str]) -> str:
    """What tells the encoder where a passage is: "title › path"; either may be empty."""
    return " › ".join(filter(None, [title, *section]))


def passage_header(title: str, passage: Passage) -> str:
    """A passage's header; a title that is only the file's name says nothing and is left out."""
    return header("" if title == passage.document else title, passage.section)


def passage_inputs(title: str, passage: Passage) -> EncoderInputs:
    """Step 1: a passage's words under its header."""
    head = passage_header(title, passage)
    return (EncoderInput(f"{head}\n{passage.text}" if head else passage.text, HEADED),)


def sentence_inputs(section: Sequence[str], sentence: str) -> EncoderInputs:
    """Step 2: a sentence alone, and after its last two headings, if any."""
    alone = EncoderInput(_as_sentence(section, sentence), ALONE)
    if not section:
        return (alone,)
    return alone, EncoderInput(f"{' › '.join(section[-2:])}: {sentence}", HEADED)


def telling_headings(passages: Sequence[Passage]) -> dict[str, str]:
    """Step 3: the headings that no two sections share, by the id of the first passage below."""
    first: dict[tuple[str, ...], str] = {}
    for passage in passages:
        first.setdefault(passage.section, passage.id)
    first.pop((), None)
    counts = Counter(path[-1] for path in first)
    return {id: path[-1] for path, id in first.items() if counts[path[-1]] == 1}


def heading_inputs(heading: str) -> EncoderInputs:
    """Step 3: a heading, alone."""
    return (EncoderInput(heading, ALONE),)


def document_inputs(
    document: Document, passages: Sequence[Passage]
) -> tuple[list[EncoderInputs], list[EncoderInputs]]:
    """The inputs for a document's passages, and for their sentences, in order.

    After the sentences of a passage comes the telling heading above it, if any.
    """
    headings = telling_headings(passages)
    of_sentences: list[EncoderInputs] = []
    for passage in passages:
        texts = map(document.slice, passage.sentences)
        of_sentences += [sentence_inputs(passage.section, text) for text in texts]
        if passage.id in headings:
            of_sentences.append(heading_inputs(headings[passage.id]))
    return [passage_inputs(document.entry.title, passage) for passage in passages], of_sentences


def input_key(inputs: EncoderInputs) -> bytes:
    """Step 5: 16 bytes that are equal only for equal texts and weights."""
    parts = (f"{part.weight}\0{part.text}" for part in inputs)
    return blake2b("\0".join(parts).encode(), digest_size=16).digest()


def embed(texts: Sequence[EncoderInputs], encoder: Encoder) -> Vectors:
    """Step 4: one vector per text, [n, d]."""
    parts = [part for inputs in texts for part in inputs]
    vectors = encoder.encode_passages([part.text for part in parts])
    vectors *= np.array([part.weight for part in parts], dtype=np.float32)[:, None]
    starts = np.cumsum([0, *(len(inputs) for inputs in texts[:-1])])
    summed: Vectors = np.add.reduceat(vectors, starts, axis=0)
    lengths: Vectors = np.linalg.norm(summed, axis=1, keepdims=True)
    return summed / lengths


def _as_sentence(section: Sequence[str], sentence: str) -> str:
    """A sentence unchanged, or a contact's lines and headings as one sentence.

    "Name, title, institution. Co-chair, working group.": a name with its title answers "who", but
    only the headings above it say for which group.
    """
    if not is_contact(sentence):
        return sentence
    parts = [", ".join(sentence.split("\n")), ", ".join(reversed(section[-2:]))]
    return "".join(f"{part}. " for part in parts if part).rstrip()
