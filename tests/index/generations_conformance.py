"""What any engine must do with generations: keep, name, tag, copy and go back to them."""

import shutil
from pathlib import Path

import pytest

from cmp_search.errors import GenerationError, MismatchError, NoIndexError
from cmp_search.index.address import Address
from cmp_search.index.filters import Filters
from tests.index.engine_use import EngineUse
from tests.index.oracle import query_of
from tests.index.publishing import HERE, LENS, OARS, RECORD, encoded
from tests.raising import raises_code


class GenerationsConformance(EngineUse):
    """The suite of an engine's generations."""

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
