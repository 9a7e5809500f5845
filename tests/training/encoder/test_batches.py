from random import Random

from training.encoder.batches import RUN, TOGETHER, batch, batches, runs
from training.sources import Question

SENTENCES = "The keepers of Port {i} polished {i} lenses. Their oil came by sea from the south."


def _question(i: int, answer: str | None = "", text: str = "") -> Question:
    asked = text or f"How many lenses did Port {i} polish?"
    passage = SENTENCES.format(i=i)
    found = f"{i} lenses" if answer == "" else answer
    return Question(
        asked, "en", passage, f"Ports › Port {i}", found, "set", f"work {i % 2}", "hard"
    )


def test_a_run_is_of_one_work_and_an_open_question_is_in_none() -> None:
    asked = [_question(i) for i in range(20)]
    left_open = [Question(q.text, "en", q.passage, "", "", "set", q.work, "near") for q in asked]
    made = runs([*asked, *left_open], Random(1))
    assert sorted(q.text for run in made for group in run for q in group) == sorted(
        q.text for q in asked
    )
    for run in made:
        assert len(run) <= RUN
        assert len({question.work for group in run for question in group}) == 1


def test_questions_of_a_passage_go_together() -> None:
    asked = [_question(1, text=f"Question {n}?") for n in range(TOGETHER + 1)]
    (run,) = runs(asked, Random(1))
    assert [len(group) for group in sorted(run, key=len)] == [1, TOGETHER]
    assert len(list(batches([run] * 4, Random(1)))) == 1


def test_each_question_belongs_to_its_passage_and_sentence() -> None:
    asked = [_question(i) for i in range(10, 20)]
    made = batch([[question] for question in asked], Random(1))
    assert len(made.passages) == len(made.questions) == len(asked)
    for i, question in enumerate(asked):
        assert question.passage in made.passages[made.passage_of[i]]
        sentence = made.sentences[made.sentence_of[i]]
        assert question.answer and question.answer in sentence
        assert made.home_of[made.sentence_of[i]] == made.passage_of[i]
        assert all(made.allowed[i])


def test_a_passage_with_the_same_answer_is_not_wrong() -> None:
    one, other = _question(1, "by sea from the south"), _question(2)
    made = batch([[one], [other]], Random(1))
    assert made.allowed == [[True, False], [True, True]]


def test_an_answer_that_is_the_whole_passage_has_no_sentence() -> None:
    made = batch([[_question(1, None)]], Random(1))
    assert made.sentence_of == [-1]
    assert made.sentences
