"""What the encoder learns from: questions among passages that are much alike.

1. Questions with an answer are grouped by passage, up to `TOGETHER` at a time.
2. A run is a few passages of one work, each other's wrong ones; a batch is several runs of any
   works and languages.
3. Of each passage come the answers' sentences, and some others.
4. A passage that has the words of another's answer is not wrong for its question.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from cmp_search.language.normalisation import fold
from training.examples import sentence_spans
from training.sources import Question

TOGETHER = 3
RUN = 6
RUNS = 4
OTHERS = 2
"""Sentences of a passage beside those of the answers."""
MOST_CHARACTERS = 1_000
LEAST_ANSWER = 8
"""Characters of an answer that is not found elsewhere by chance."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts as encoded, and which belong together.

    Question i belongs to passage `passage_of[i]` and to sentence `sentence_of[i]` (-1: none);
    sentence j is of passage `home_of[j]`; `allowed[i]` are the passages that question i is asked
    among.
    """

    questions: list[str]
    passages: list[str]
    sentences: list[str]
    passage_of: list[int]
    sentence_of: list[int]
    home_of: list[int]
    allowed: list[list[bool]]


def runs(questions: Sequence[Question], random: Random) -> list[list[list[Question]]]:
    """Steps 1 and 2: runs of passages, each with its questions."""
    by_passage: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for question in questions:
        if question.answer != "" and len(question.passage) <= MOST_CHARACTERS:
            by_passage[question.work, question.passage].append(question)
    by_work: dict[str, list[list[Question]]] = defaultdict(list)
    for (work, _), asked in by_passage.items():
        random.shuffle(asked)
        by_work[work] += [asked[i : i + TOGETHER] for i in range(0, len(asked), TOGETHER)]
    found = []
    for groups in by_work.values():
        random.shuffle(groups)
        found += [groups[i : i + RUN] for i in range(0, len(groups), RUN)]
    random.shuffle(found)
    return found


def batches(run: Sequence[list[list[Question]]], random: Random) -> Iterator[Batch]:
    """The batches of some runs."""
    for i in range(0, len(run) - RUNS + 1, RUNS):
        yield batch([group for each in run[i : i + RUNS] for group in each], random)


def batch(groups: Sequence[list[Question]], random: Random) -> Batch:
    """Steps 3 and 4."""
    made = Batch([], [], [], [], [], [], [])
    places: dict[str, int] = {}
    for group in groups:
        passage, header = group[0].passage, group[0].header
        if passage not in places:
            places[passage] = len(made.passages)
            text = f"{header}\n{passage}" if header and random.random() > 0.1 else passage
            made.passages.append(f"passage: {text}")
        _add(made, group, places[passage], random)
    folded = [fold(passage) for passage in places]
    for question, place in zip((q for g in groups for q in g), made.passage_of, strict=True):
        answer = fold(question.answer or "")
        long = len(answer) >= LEAST_ANSWER
        made.allowed.append(
            [i == place or not (long and answer in text) for i, text in enumerate(folded)]
        )
    return made


def _add(made: Batch, group: list[Question], place: int, random: Random) -> None:
    passage, header = group[0].passage, group[0].header
    texts = [passage[s.start : s.end] for s in sentence_spans(passage, group[0].language)]
    texts = [text for text in dict.fromkeys(texts) if len(text) > 12]
    of_answer = [next((t for t in texts if q.answer and q.answer in t), "") for q in group]
    others = [text for text in texts if text not in of_answer]
    kept = [
        *dict.fromkeys(filter(None, of_answer)),
        *random.sample(others, min(OTHERS, len(others))),
    ]
    begin = len(made.sentences)
    path = " › ".join(header.split(" › ")[-2:])
    for text in kept:
        headed = path and random.random() < 1 / 3
        made.sentences.append(f"passage: {path}: {text}" if headed else f"passage: {text}")
        made.home_of.append(place)
    for question, text in zip(group, of_answer, strict=True):
        made.questions.append(f"query: {question.text}")
        made.passage_of.append(place)
        made.sentence_of.append(begin + kept.index(text) if text else -1)
