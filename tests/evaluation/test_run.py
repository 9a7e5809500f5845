from dataclasses import replace
from pathlib import Path

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import EvaluationError
from cmp_search.evaluation.judging import NOTHING_MARKED, Marked
from cmp_search.evaluation.questions import GoldQuestion, Kind, Need
from cmp_search.evaluation.run import evaluate
from cmp_search.search.searcher import Searcher, open_searcher
from tests.raising import raises_code

LENSES = GoldQuestion(
    id="lenses",
    text="The group polished forty lenses",
    language="en",
    kind=Kind.ANSWERABLE,
    needs=(Need("harbour-2021", ("polished forty lenses",)),),
    section=("Lens Working Group",),
    page="3",
    group="lenses",
)
BOTH = GoldQuestion(
    id="both",
    text="lenses polished, lentes pulió",
    language="",
    kind=Kind.TWO_DOCUMENTS,
    needs=(Need("harbour-2021", ("forty",)), Need("puertos-2022", ("cincuenta",))),
    group="both",
)
FAR = GoldQuestion("far", "Who won the cup?", "en", Kind.FAR, group="far")


def test_everything_that_figures_need_is_in_the_run(searcher: Searcher, tmp_path: Path) -> None:
    told: list[tuple[str, float, int]] = []
    run = evaluate(searcher, tmp_path / "nowhere", [LENSES, BOTH, FAR], lambda *it: told.append(it))
    assert told == [("lenses", 0, 3), ("both", 1, 3), ("far", 2, 3)]
    lenses, both, far = run.asked
    answer = searcher.ask(LENSES.text)
    assert lenses.rank == 1 and lenses.relevant == (1,)
    assert (lenses.section_right, lenses.page_right) == (True, False)
    assert [hit.passage for hit in lenses.hits] == [hit.passage.id for hit in answer.hits]
    assert (lenses.probability, lenses.level) == (
        answer.confidence.probability,
        answer.confidence.level,
    )
    assert "polished forty lenses" in lenses.sentence
    assert (lenses.marked, far.marked) == (Marked(sentence_right=True), NOTHING_MARKED)
    assert [hit.characters for hit in lenses.hits] == [len(h.passage.text) for h in answer.hits]
    assert lenses.citation.startswith("Institute of Fog, Harbour Exchange")
    assert lenses.milliseconds > 0
    assert both.relevant == (1, 1)
    assert far.relevant == () and far.rank is None and far.section_right is None
    manifest = searcher.index.manifest
    assert run.index.fingerprint == manifest.fingerprint
    assert run.index.passages == manifest.passage_count
    assert (run.index.encoder, run.index.pending, run.index.gone) == ("fake", (), ())


def test_a_corpus_that_changed_since_is_said(index: Path, corpus: Path) -> None:
    (corpus / "note.md").write_text("# Note\n\nNew.\n", "utf-8")
    (corpus / "puertos-2022.txt").unlink()
    opened = open_searcher(str(index), FakeEncoder())
    run = evaluate(opened, corpus, [FAR])
    opened.close()
    assert (run.index.pending, run.index.gone) == (("note",), ("puertos-2022",))


def test_a_document_must_be_in_the_index(searcher: Searcher, tmp_path: Path) -> None:
    wrong = replace(LENSES, needs=(Need("nowhere", ("forty",)),))
    with raises_code(EvaluationError, "gold_document", question="lenses"):
        evaluate(searcher, tmp_path, [FAR, wrong])
    with raises_code(EvaluationError, "no_questions"):
        evaluate(searcher, tmp_path, [])
