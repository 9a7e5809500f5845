"""The stages of training: which questions are asked, in which order, and which judge.

Public ones come first, which teach reading, then more and more of our own, which teach the subject.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from training.examples import Examples, Group
from training.sources import (
    HELD_OUT_ARTICLES,
    HELD_OUT_TEXTS,
    Question,
    in_tenth,
    own,
    passages_of,
    public,
    spanish_trained,
    xquad_paragraphs,
)

QUESTIONS = 12
"""Questions of a step, each with up to three windows."""
SEED = 20
SPANISH = "es-squad-es-dev"


@dataclass(frozen=True, slots=True)
class Stage:
    """How many questions of each set are asked, each with how many windows at most.

    `steps` is after how many steps it ends, if earlier.
    """

    questions: Mapping[str, int]
    windows: int = 3
    steps: int | None = None


STAGES = (
    Stage(
        {
            "en-squad2-half-dev": 7000,
            SPANISH: 6500,
            "fr-piaf": 5000,
            "fr-service-public": 6000,
            "fr-fiches-travail": 1200,
            "en-medquad": 1200,
            "en-canada-law-headings": 1200,
            "fr-canada-law-headings": 800,
            "es-peru-law-headings": 1200,
        },
        steps=1000,
    ),
    Stage(
        {
            "partnerships-en": 2000,
            "partnerships-fr": 1600,
            "partnerships-es": 1400,
            "programmes-en": 1900,
            "programmes-fr-es": 1700,
            "open-texts-a": 1400,
            "open-texts-b": 2000,
            "en-squad2-half-dev": 8000,
            SPANISH: 4000,
            "fr-piaf": 4000,
            "fr-service-public": 1000,
        },
        steps=1000,
    ),
    Stage(
        {
            "partnerships-en": 2300,
            "partnerships-fr": 1800,
            "partnerships-es": 1600,
            "programmes-en": 2300,
            "programmes-fr-es": 1900,
            "open-texts-a": 1500,
            "open-texts-b": 2300,
            "reports-en": 2800,
            "policies-en": 3000,
            "across-languages": 2700,
            "en-squad2-half-dev": 11000,
            SPANISH: 5500,
            "fr-piaf": 6000,
            "fr-service-public": 2500,
        },
        windows=2,
    ),
)


@dataclass(frozen=True, slots=True)
class Set:
    """The questions of a set that are trained on, and those that judge."""

    trained: list[Question]
    held_out: list[Question]


def split(questions: Sequence[Question]) -> Set:
    """Keep apart what judges (see `sources`)."""
    trained: list[Question] = []
    held_out: list[Question] = []
    for question in questions:
        (held_out if judges(question) else trained).append(question)
    return Set(trained, held_out)


def judges(question: Question) -> bool:
    """Whether a question is kept for judging."""
    match question.source:
        case "en-squad2-half-dev":
            return question.work in HELD_OUT_ARTICLES
        case "fr-piaf":
            return in_tenth(question.passage)
        case "fr-service-public":
            return in_tenth(question.work)
        case _:
            return question.work in HELD_OUT_TEXTS


def load(
    stages: Sequence[Stage], public_folder: Path, own_folder: Path, xquad: Path
) -> dict[str, tuple[Set, Examples]]:
    """The sets of some stages by name; each of our own folders is one."""
    paragraphs = xquad_paragraphs(xquad)
    sets = {}
    for name in dict.fromkeys(name for stage in stages for name in stage.questions):
        folder = own_folder / name
        if folder.is_dir():
            questions, others = own(folder, public_folder), passages_of(folder)
        else:
            questions, others = public(public_folder / f"{name}.jsonl.gz"), []
            if name == SPANISH:
                questions = spanish_trained(questions, paragraphs)
        sets[name] = split(questions), Examples(questions, others)
    return sets


def asked(sets: Mapping[str, tuple[Set, Examples]], stage: int) -> list[Group]:
    """The windows of a stage in their order (step 1)."""
    random = Random(SEED + stage)
    groups: list[Group] = []
    for name, count in STAGES[stage].questions.items():
        questions, examples = sets[name][0].trained, sets[name][1]
        drawn: list[Question] = []
        while len(drawn) < count:
            drawn += random.sample(questions, min(len(questions), count - len(drawn)))
        made = examples.groups(drawn, random)
        groups += [group[: STAGES[stage].windows] for group in made]
    random.shuffle(groups)
    steps = STAGES[stage].steps
    return groups[: steps * QUESTIONS] if steps else groups
