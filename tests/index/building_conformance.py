"""What a build must do in any engine: what is published is there, and nothing else changes."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cmp_search.errors import BusyError, GenerationError, NoIndexError
from cmp_search.index.address import Address
from cmp_search.index.build import build_index
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.filters import Filters
from cmp_search.index.plan import Plan, Previous, RebuildCode, RebuildReason
from cmp_search.index.queries import WordQuery
from cmp_search.index.versions import Stage
from cmp_search.search.searcher import make_searcher
from tests.index.building import ALL
from tests.index.engine_use import EngineUse
from tests.index.oracle import ENCODER, SETTINGS, query_of
from tests.index.publishing import GO_ON, LENS, OARS, REBUILD, RECORD, encoded
from tests.raising import raises_code


class BuildingConformance(EngineUse):
    """The suite of an engine's builder: all-or-nothing publishing."""

    def test_there_is_nothing_before_the_first_build(self, address: Address) -> None:
        uses: list[Callable[[], object]] = [
            lambda: self.engine.open(address, searchable=True),
            lambda: self.engine.open(address, searchable=False),
            lambda: self.engine.current(address),
            lambda: list(self.engine.inspect(address)),
        ]
        for use in uses:
            with pytest.raises(NoIndexError):
                use()
        with self.engine.open_builder(address, ENCODER) as builder:
            assert builder.previous == Previous()
            builder.start(Plan())
            assert not builder.changed

    def test_it_is_built_opened_and_asked(self, address: Address, corpus: Path) -> None:
        report = build_index(corpus, address, ENCODER, "fake", settings=SETTINGS)
        assert set(report.added) == set(ALL)
        index = self.engine.open(address, searchable=True)
        assert index.manifest.generation == report.generation
        answer = make_searcher(index, ENCODER).ask("Who polished forty lenses?")
        assert answer.hits[0].passage.document == "harbour-2021"
        index.close()
        assert build_index(corpus, address, ENCODER, "fake", settings=SETTINGS).encoded == 0

    def test_the_current_generation_is_another_after_each_change(
        self, address: Address, corpus: Path
    ) -> None:
        names = []
        for words in ("of ash", "of oak", "of ash"):
            (corpus / "oars.txt").write_text(f"Oars\n\nThe oars are {words}.\n", "utf-8")
            for _ in range(2):  # The second build has nothing to do.
                build_index(corpus, address, ENCODER, "fake", settings=SETTINGS)
            names.append(self.engine.current(address))
        (corpus / "oars.txt").unlink()
        build_index(corpus, address, ENCODER, "fake", settings=SETTINGS)
        names.append(self.engine.current(address))
        assert len(set(names)) == len(names)
        build_index(corpus, address, ENCODER, "fake", settings=SETTINGS)
        assert self.engine.current(address) == names[-1]

    def test_a_manifest_has_the_record_of_the_build_and_counts(self, address: Address) -> None:
        manifest = self.publish(address, LENS, OARS)
        assert vars(RECORD).items() <= vars(manifest).items()
        assert (manifest.documents, manifest.passage_count, manifest.sentence_count) == (2, 2, 3)
        index = self.engine.open(address, searchable=False)
        assert index.manifest == manifest
        index.close()

    def test_the_next_build_knows_what_is_there(self, address: Address) -> None:
        manifest = self.publish(address, LENS)
        with self.engine.open_builder(address, ENCODER) as builder:
            known = {"lens": (LENS.document.sha256, LENS.source_entry)}
            assert builder.previous == Previous(manifest, known)
            builder.start(GO_ON)
            assert not builder.changed
            builder.remove("lens")
            assert builder.changed
        with self.engine.open_builder(address, ENCODER) as builder:
            builder.start(Plan(changed=(Stage.TERMS,), keeps_vectors=True))
            assert builder.changed

    def test_a_document_is_replaced_or_removed(self, address: Address) -> None:
        self.publish(address, LENS, OARS)
        lens = encoded("lens", "The brass tarnished.")
        with self.engine.open_builder(address, ENCODER) as builder:
            builder.start(GO_ON)
            builder.replace(lens)
            builder.replace(lens)
            builder.remove("oars")
            manifest = builder.publish(RECORD)
        assert (manifest.documents, manifest.passage_count, manifest.sentence_count) == (1, 1, 1)
        index = self.engine.open(address, searchable=True)
        assert [entry.id for entry in index.entries()] == ["lens"]
        assert index.passages_of("lens") == tuple(lens.passages)
        assert index.passages_of("oars") == ()
        terms = frozenset({"polished", "oars", "brass"})
        (entry,) = index.vocabulary([WordQuery("brass", terms, 0.7, 1.0)])
        assert entry.terms == {"brass": 1}
        found = index.candidates(query_of("oars", Filters(), near=10))
        assert found.documents == ("lens",)
        assert list(index.verify()) == []
        index.close()

    def test_a_passage_that_is_not_its_slice_is_an_error(self, address: Address) -> None:
        false = [replace(passage, text="Two lenses.") for passage in LENS.passages]
        with self.engine.open_builder(address, ENCODER) as builder:
            builder.start(Plan())
            with raises_code(GenerationError, "passage_not_slice", id="lens"):
                builder.replace(replace(LENS, passages=false))

    def test_a_build_from_nothing_has_only_what_is_put_in(self, address: Address) -> None:
        self.publish(address, LENS)
        self.publish(address, OARS, plan=Plan(REBUILD))
        assert list(self.contents(address)) == ["oars"]

    def test_vectors_are_known_by_their_keys(self, address: Address) -> None:
        self.publish(address, LENS, OARS)
        (passage,), (first, second) = LENS.passage_keys, LENS.sentence_keys
        for plan in (GO_ON, Plan(REBUILD, keeps_vectors=True)):
            with self.engine.open_builder(address, ENCODER) as builder:
                builder.start(plan)
                found = builder.known_vectors([passage, b"unknown"], [first, second, passage])
                assert found.keys() == {passage, first, second}
                assert np.allclose(found[passage], LENS.passage_vectors[0], atol=1e-6)
                assert np.allclose(found[second], LENS.sentence_vectors[1], atol=1e-6)
        with self.engine.open_builder(address, ENCODER) as builder:
            builder.start(Plan(RebuildReason(RebuildCode.ENCODER, encoder="another")))
            assert builder.known_vectors([passage], [first]) == {}

    def test_one_writer_at_a_time(self, address: Address) -> None:
        with self.engine.open_builder(address, ENCODER):
            with pytest.raises(BusyError):
                self.check_idle(address)
        self.check_idle(address)

    @pytest.mark.parametrize("ends_by", [None, ValueError, KeyboardInterrupt])
    @pytest.mark.parametrize("before", [(), (LENS, OARS)], ids=["nothing", "an index"])
    def test_what_is_not_published_is_discarded(
        self,
        address: Address,
        before: tuple[EncodedDocument, ...],
        ends_by: type[BaseException] | None,
    ) -> None:
        if before:
            self.publish(address, *before)
        name = self.engine.current(address) if before else ""
        with pytest.raises(ends_by) if ends_by else nullcontext():
            with self.engine.open_builder(address, ENCODER) as builder:
                builder.start(GO_ON if before else Plan())
                builder.replace(encoded("lens", "The brass tarnished."))
                if before:
                    builder.remove("oars")
                if ends_by:
                    raise ends_by
        self.check_idle(address)
        if before:
            assert self.engine.current(address) == name
            assert self.contents(address) == {
                "lens": "One lens was polished. Two were not.",
                "oars": "The oars are of ash.",
            }
        else:
            with pytest.raises(NoIndexError):
                self.engine.current(address)

    def test_failures_are_kept_in_the_manifest(self, address: Address, corpus: Path) -> None:
        (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
        report = build_index(corpus, address, ENCODER, "fake", settings=SETTINGS)
        assert [failure.id for failure in report.failed] == ["broken"]
        index = self.engine.open(address, searchable=False)
        assert index.manifest.failed == report.failed
        index.close()
        with self.engine.open_builder(address, ENCODER) as builder:
            assert builder.previous.manifest and builder.previous.manifest.failed == report.failed
