"""Windows to learn from: for each question the one that answers, if one does, and some that do not.

1. A passage is split into sentences, and a window is grown around one of them as when a question is
   asked (see `cmp_search.search.reading.window`).
2. If a span answers, the window is around its sentence, or now and then around one beside it, so
   that the answer is not always in the middle.
3. If the passage as a whole answers, or leaves the question open, the window is around the sentence
   that shares most with the question: for open ones that is the trap.
4. Wrong windows: one of the same passage without the answer, one of the passage most like the
   question in the same work, one of the most like passage in the whole set; by shared words, which
   cost nothing to compare (TF-IDF of word beginnings).
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray
from sentencex import get_sentence_boundaries
from sklearn.feature_extraction.text import TfidfVectorizer

from cmp_search.documents.document import Span
from cmp_search.language.normalisation import fold
from cmp_search.search.reading.window import window
from training.sources import Question

BEGINNING = 6
"""Characters of a word that count as shared, in place of a stemmer for each language."""
HEADERLESS = 0.2
"""How often the header is left out."""
MOST = 3
"""Windows of a question at most."""
BESIDE = 0.25
"""How often the window is around a sentence beside the answer's."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Example:
    """A question with one window; `answer` is the span in `text`, None if none is known."""

    question: str
    header: str
    text: str
    answers: bool
    answer: tuple[int, int] | None
    learns_span: bool


Group = tuple[Example, ...]
"""The windows of one question."""


def beginnings(text: str) -> list[str]:
    """The words of a text, folded, cut to their beginnings."""
    return [word[:BEGINNING] for word in _WORD.findall(fold(text)) if len(word) > 2]


def sentence_spans(text: str, language: str) -> list[Span]:
    """The sentences of each line of a text."""
    spans, start = [], 0
    for line in text.split("\n"):
        for boundary in get_sentence_boundaries(language, line):
            words = line[boundary["start_index"] : boundary["end_index"]]
            if words.strip():
                lead = len(words) - len(words.lstrip())
                first = start + boundary["start_index"] + lead
                spans.append(Span(first, first + len(words.strip())))
        start += len(line) + 1
    return spans


class Examples:
    """Makes the windows of questions of one set."""

    def __init__(
        self, questions: Sequence[Question], others: Sequence[tuple[str, str, str]] = ()
    ) -> None:
        """Take questions, and further passages (work, header, text) for wrong windows."""
        known: dict[str, tuple[str, str]] = {}
        for question in questions:
            known.setdefault(question.passage, (question.work, question.header))
        for work, header, text in others:
            known.setdefault(text, (work, header))
        self._texts = list(known)
        self._places = {text: i for i, text in enumerate(self._texts)}
        self._works = [known[text][0] for text in self._texts]
        self._headers = [known[text][1] for text in self._texts]
        by_work: dict[str, list[int]] = defaultdict(list)
        for i, work in enumerate(self._works):
            by_work[work].append(i)
        self._by_work = {work: np.array(places) for work, places in by_work.items()}
        self._words = TfidfVectorizer(analyzer=beginnings, sublinear_tf=True)
        self._matrix = self._words.fit_transform(
            f"{header} {text}" for header, text in zip(self._headers, self._texts, strict=True)
        )
        self._transposed = self._matrix.T.tocsr()
        self._idf = dict(zip(self._words.get_feature_names_out(), self._words.idf_, strict=True))

    def groups(self, questions: Sequence[Question], random: Random) -> list[Group]:
        """The windows of each question, the answering one first; unusable questions left out."""
        vectors = self._words.transform([question.text for question in questions])
        found = []
        for start in range(0, len(questions), 256):
            likeness = (vectors[start : start + 256] @ self._transposed).toarray()
            for question, row in zip(questions[start : start + 256], likeness, strict=True):
                if group := self._group(question, row, random):
                    found.append(group)
        return found

    def _group(
        self, question: Question, likeness: NDArray[np.float64], random: Random
    ) -> Group | None:
        sentences = sentence_spans(question.passage, question.language)
        if not sentences:
            return None
        shared = set(beginnings(question.text))
        header = question.header if random.random() > HEADERLESS else ""
        centre = self._centre(question.passage, sentences, shared, random)
        if question.answer:
            found = self._around_answer(question, sentences, random)
            if found is None:
                return None
            taken, answer = found
            text = question.passage[taken.start : taken.end]
            group = [Example(question.text, header, text, True, answer, True)]
            group += self._beside(question, header, sentences, taken, shared, random)
        else:
            taken = window(sentences, centre)
            text = question.passage[taken.start : taken.end]
            answers = question.answer is None
            group = [Example(question.text, header, text, answers, None, not answers)]
        group += self._elsewhere(question, likeness, header != "", shared, random)
        return tuple(group[:MOST])

    def _beside(
        self,
        question: Question,
        header: str,
        sentences: list[Span],
        taken: Span,
        shared: set[str],
        random: Random,
    ) -> list[Example]:
        """Step 4: a window of the same passage, if there is one without the answer."""
        rest = [s for s in sentences if s.end <= taken.start or s.start >= taken.end]
        if not rest:
            return []
        span = window(rest, self._centre(question.passage, rest, shared, random))
        text = question.passage[span.start : span.end]
        apart = span.end <= taken.start or span.start >= taken.end
        if not apart or not question.answer or question.answer in text:
            return []
        return [Example(question.text, header, text, False, None, True)]

    def _elsewhere(
        self,
        question: Question,
        likeness: NDArray[np.float64],
        headed: bool,
        shared: set[str],
        random: Random,
    ) -> list[Example]:
        """Step 4: windows of the most like passages of the work and of the set."""
        own = self._places[question.passage]
        places = self._by_work[self._works[own]]
        likeness[own] = -1
        wrong = [int(places[np.argmax(likeness[places])])] if len(places) > 1 else []
        wrong.append(int(np.argmax(likeness)))
        if question.answer == "":
            wrong = wrong[: random.random() < 0.5]
        found = [
            self._wrong(question, place, headed, shared, random)
            for place in dict.fromkeys(wrong)
            if place != own and likeness[place] >= 0
        ]
        return [example for example in found if example]

    def _wrong(
        self, question: Question, place: int, headed: bool, shared: set[str], random: Random
    ) -> Example | None:
        text = self._texts[place]
        if question.answer and question.answer in text:
            return None
        sentences = sentence_spans(text, question.language)
        if not sentences:
            return None
        span = window(sentences, self._centre(text, sentences, shared, random))
        header = self._headers[place] if headed else ""
        return Example(question.text, header, text[span.start : span.end], False, None, True)

    def _around_answer(
        self, question: Question, sentences: list[Span], random: Random
    ) -> tuple[Span, tuple[int, int]] | None:
        """Step 2: the window, and the answer's span in it."""
        assert question.answer
        pattern = r"\s+".join(map(re.escape, question.answer.split()))
        places = list(re.finditer(pattern, question.passage))
        if not places:
            return None
        found = random.choice(places)
        inside = [i for i, s in enumerate(sentences) if s.end > found.start()]
        if not inside:
            return None
        tries = [inside[0]]
        if random.random() < BESIDE:
            tries.insert(0, max(0, min(len(sentences) - 1, inside[0] + random.choice((-1, 1)))))
        for centre in tries:
            span = window(sentences, centre)
            if span.start <= found.start() and found.end() <= span.end:
                return span, (found.start() - span.start, found.end() - span.start)
        return None

    def _centre(self, text: str, sentences: list[Span], shared: set[str], random: Random) -> int:
        """The sentence that shares most with the question, by rarity (step 3)."""
        weights = [
            sum(self._idf.get(w, 0.0) for w in shared & set(beginnings(text[s.start : s.end])))
            + random.random()
            for s in sentences
        ]
        return int(np.argmax(weights))
