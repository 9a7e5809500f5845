"""What any engine must do: a subclass of `EngineConformance` runs all of it for one.

It gives an engine, and the address of an index to be made in an empty folder. All that can be asked
of the index is in `index_conformance`.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cmp_search.documents.lock import NOT_AT_ALL
from cmp_search.errors import BusyError, GenerationError, MismatchError, NoIndexError
from cmp_search.index.address import Address
from cmp_search.index.base import Engine, Index
from cmp_search.index.build import build_index
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.calibration import Calibration, KindRates
from cmp_search.index.encoding import DocumentEncoder
from cmp_search.index.engines import engine_of
from cmp_search.index.filters import Filters
from cmp_search.index.manifest import Manifest, Origin
from cmp_search.index.plan import Plan, Previous, RebuildCode, RebuildReason, make_plan
from cmp_search.index.queries import WordQuery
from cmp_search.index.record import make_record
from cmp_search.index.versions import Stage
from cmp_search.search.searcher import make_searcher
from tests.index.building import ALL
from tests.index.index_conformance import ENCODER, SETTINGS, IndexConformance, query_of
from tests.raising import raises_code
from tests.sample import make_document, paragraph

RECORD = make_record(ENCODER.identity, "fake", SETTINGS, {}, ())
GO_ON = Plan(keeps_vectors=True)
"""Continue from the previous generation."""
CALIBRATION = Calibration(
    created="2021-06-01T12:00:00+00:00",
    encoder=ENCODER.identity,
    confidence="key",
    related=0.25,
    answered=0.75,
    rates=(KindRates("answerable", "", 40, 0.05, 0.7),),
)
REBUILD = RebuildReason(RebuildCode.PASSAGE_SETTINGS)


def encoded(id: str, text: str) -> EncodedDocument:
    """A document of one paragraph, as a build encodes it."""
    document = make_document([paragraph(text)], id=id)
    documents = DocumentEncoder(ENCODER, SETTINGS, lambda *_: {})
    return documents.encode(document, document.entry, lambda *_: None)


HERE = Origin("/corpus", "/index")
LENS = encoded("lens", "One lens was polished. Two were not.")
OARS = encoded("oars", "The oars are of ash.")


class EngineConformance(IndexConformance):
    """The suite of an engine: `IndexConformance` of its indexes, and all-or-nothing publishing."""

    engine: Engine

    @classmethod
    def address_in(cls, folder: Path) -> Address:
        """The address of an index to be made in an empty folder."""
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def opened(cls, texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
        """An index of the sample corpus."""
        address = cls.address_in(tmp_path_factory.mktemp("opened"))
        build_index(texts, address, ENCODER, "fake", settings=SETTINGS)
        found = cls.engine.open(address, searchable=True)
        yield found
        found.close()

    @pytest.fixture
    def address(self, tmp_path: Path) -> Address:
        """The address of an index that is not there yet."""
        folder = tmp_path / "engine"
        folder.mkdir()
        return self.address_in(folder)

    def publish(
        self, address: Address, *documents: EncodedDocument, plan: Plan | None = None
    ) -> Manifest:
        """A build that puts some documents in."""
        with self.engine.open_builder(address, ENCODER) as builder:
            builder.start(plan or make_plan(builder.previous, ENCODER.identity, SETTINGS))
            for document in documents:
                builder.replace(document)
            return builder.publish(RECORD)

    def check_idle(self, address: Address) -> None:
        """Make sure that nobody changes the index, whom a writer would have to wait for."""
        with self.engine.open_builder(address, ENCODER, NOT_AT_ALL):
            pass

    def contents(self, address: Address) -> dict[str, str]:
        """The texts of the documents in an index, by id."""
        index = self.engine.open(address, searchable=False)
        texts = {entry.id: index.document(entry.id).text for entry in index.entries()}
        index.close()
        return texts

    def test_its_addresses_lead_to_it(self, address: Address, opened: Index) -> None:
        assert engine_of(address) is self.engine
        again = self.engine.open(opened.address, searchable=False)
        assert again.manifest == opened.manifest
        again.close()

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

    def test_it_can_be_emptied_and_built_again(self, address: Address) -> None:
        self.publish(address, encoded("lens", "One lens was polished."))
        reading = self.engine.open(address, searchable=False)
        self.engine.clear(address)
        with pytest.raises(NoIndexError):
            self.engine.current(address)
        assert reading.document("lens").text, "who has it open goes on reading"
        reading.close()
        self.engine.clear(address)
        self.publish(address, encoded("oars", "The oars are of ash."))
        assert self.contents(address) == {"oars": "The oars are of ash."}

    def published_thrice(self, address: Address) -> list[str]:
        """The names of three generations of a text, the oldest first."""
        texts = ("The brass tarnished.", "The brass shone.", "The brass was sold.")
        return [self.publish(address, encoded("lens", text)).generation for text in texts]

    def test_no_two_generations_have_a_name(self, address: Address, tmp_path: Path) -> None:
        other = tmp_path / "other"
        other.mkdir()
        names = [
            self.publish(place, LENS).generation for place in (address, self.address_in(other))
        ]
        assert len({*names}) == 2

    def test_the_last_three_generations_are_kept(self, address: Address) -> None:
        assert self.engine.generations(address) == ()
        self.publish(address, LENS, OARS)
        names = self.published_thrice(address)
        kept = self.engine.generations(address)
        assert [one.name for one in kept] == names[::-1]
        assert [one.is_current for one in kept] == [True, False, False]
        assert {(one.documents, one.passages) for one in kept} == {(2, 2)}
        assert {(one.created, one.fingerprint) for one in kept} == {
            (RECORD.created, RECORD.fingerprint)
        }

    def test_one_can_go_back_and_forward(self, address: Address) -> None:
        names = self.published_thrice(address)
        seen = [self.engine.current(address)]
        for wanted, expected in (("", names[1]), ("", names[0]), (names[2], names[2])):
            kept = self.engine.roll_back(address, wanted)
            assert (kept.name, kept.is_current) == (expected, True)
            seen.append(self.engine.current(address))
        assert len({*seen[:3]}) == 3
        assert self.contents(address) == {"lens": "The brass was sold."}
        self.engine.roll_back(address, names[0])
        assert [one.name for one in self.engine.generations(address)] == names[::-1]
        with raises_code(GenerationError, "no_earlier_generation"):
            self.engine.roll_back(address, "")
        with raises_code(GenerationError, "unknown_generation", name="g999999"):
            self.engine.roll_back(address, "g999999")
        assert self.contents(address) == {"lens": "The brass tarnished."}

    def test_the_next_build_continues_from_the_one_gone_back_to(self, address: Address) -> None:
        names = self.published_thrice(address)
        self.engine.roll_back(address, names[0])
        latest = self.publish(address, OARS).generation
        assert self.contents(address) == {
            "lens": "The brass tarnished.",
            "oars": "The oars are of ash.",
        }
        assert [one.name for one in self.engine.generations(address)] == [latest, *names[:0:-1]]

    def test_a_tag_keeps_a_generation(self, address: Address) -> None:
        names = self.published_thrice(address)
        assert self.engine.tag(address, "signed", "").name == names[2]
        assert self.engine.tag(address, "signed", names[0]).tags == ("signed",)
        self.engine.tag(address, "as.sent_2", "signed")
        self.published_thrice(address)
        assert self.engine.roll_back(address, "signed").name == names[0]
        assert self.contents(address) == {"lens": "The brass tarnished."}
        assert self.engine.generations(address)[-1].tags == ("as.sent_2", "signed")
        for tag in ("signed", "as.sent_2"):
            self.engine.untag(address, tag)
        with raises_code(GenerationError, "unknown_generation", name="signed"):
            self.engine.untag(address, "signed")
        self.published_thrice(address)
        assert names[0] not in [one.name for one in self.engine.generations(address)]

    def test_a_copy_of_a_generation_is_received_elsewhere(
        self, address: Address, tmp_path: Path
    ) -> None:
        with pytest.raises(NoIndexError):
            with self.engine.snapshot(address):
                pass
        self.publish(address, LENS)
        other = tmp_path / "other"
        other.mkdir()
        there = self.address_in(other)
        own = self.publish(there, OARS).generation
        for _ in range(2):  # The second time, it is there already.
            with self.engine.snapshot(address) as copied, self.engine.receiving(there) as receiver:
                for name, file in copied.files.items():
                    shutil.copyfile(file, receiver.folder / name)
                receiver.keep(copied.generation, HERE)
                receiver.make_current(copied.generation)
            assert self.contents(there) == self.contents(address)
        assert {one.name for one in self.engine.generations(there)} == {own, copied.generation}
        with self.engine.receiving(there) as receiver:
            receiver.make_current("g999999-00000000")  # Which is kept elsewhere.
            with pytest.raises(MismatchError):
                receiver.keep(copied.generation + "x", HERE)
        assert self.contents(there) == self.contents(address)

    def test_failures_are_kept_in_the_manifest(self, address: Address, corpus: Path) -> None:
        (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
        report = build_index(corpus, address, ENCODER, "fake", settings=SETTINGS)
        assert [failure.id for failure in report.failed] == ["broken"]
        index = self.engine.open(address, searchable=False)
        assert index.manifest.failed == report.failed
        index.close()
        with self.engine.open_builder(address, ENCODER) as builder:
            assert builder.previous.manifest and builder.previous.manifest.failed == report.failed

    def test_a_calibration_is_kept_through_builds_until_it_is_removed(
        self, address: Address
    ) -> None:
        assert self.engine.calibration(address) is None
        with pytest.raises(NoIndexError):
            self.engine.set_calibration(address, CALIBRATION)
        self.publish(address, LENS)
        self.engine.set_calibration(address, None)  # There is nothing to remove.
        self.engine.set_calibration(address, replace(CALIBRATION, answered=0.5))
        self.engine.set_calibration(address, CALIBRATION)
        before = self.engine.current(address)
        self.publish(address, OARS)
        self.publish(address, OARS, plan=Plan(REBUILD))
        assert self.engine.current(address) != before
        assert self.engine.calibration(address) == CALIBRATION
        assert not any(check.is_fault for check in self.engine.inspect(address))
        self.engine.set_calibration(address, None)
        assert self.engine.calibration(address) is None
        assert list(self.contents(address)) == ["oars"]

    def test_an_inspection_finds_no_fault(self, address: Address) -> None:
        self.publish(address, LENS)
        checks = list(self.engine.inspect(address))
        assert checks and not any(check.is_fault for check in checks)

    def test_who_reads_keeps_a_generation_while_others_open_the_next(
        self, address: Address
    ) -> None:
        self.publish(address, LENS)
        early = self.engine.open(address, searchable=True)
        self.publish(address, encoded("lens", "The brass tarnished."), OARS)
        late = self.engine.open(address, searchable=True)
        for index, ids, first in ((early, ["lens"], "One lens"), (late, ["lens", "oars"], "The")):
            assert [entry.id for entry in index.entries()] == ids
            assert index.document("lens").text.startswith(first)
            found = index.candidates(query_of("lens", Filters(), near=10))
            assert sorted(found.documents) == ids
        early.close()
        assert late.document("oars").text == "The oars are of ash."
        late.close()
