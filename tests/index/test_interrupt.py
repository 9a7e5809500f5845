"""Ctrl-C during a build: what is done is kept, and nothing complete is lost."""

import pkgutil
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cmp_search.encoders import Vectors
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import NoIndexError
from cmp_search.index.embedded.folder import current
from cmp_search.index.interrupt import deferred_interrupt
from cmp_search.index.status import read_status
from tests.index.building import ALL, build, indexed, state, text_of
from tests.index.test_build_sequences import contents

CALLS = len(ALL)
"""How often a first build of the sample corpus calls the encoder."""


@pytest.fixture(autouse=True)
def default_handler() -> Iterator[None]:
    """Handle Ctrl-C as in a terminal; a process in a shell's background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class StoppedEncoder(FakeEncoder):
    """A fake encoder that is interrupted at its n-th call."""

    def __init__(self, call: int) -> None:
        self.call = call

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The fake vectors, or an interrupt."""
        self.call -= 1
        if self.call == 0:
            raise KeyboardInterrupt
        return super().encode_passages(texts)


@pytest.mark.parametrize("call", range(2, CALLS + 1))
def test_a_first_build_keeps_the_texts_that_are_done(
    corpus: Path, tmp_path: Path, call: int
) -> None:
    index = tmp_path / "index"
    report = build(corpus, index, StoppedEncoder(call))
    assert (len(report.added), len(report.pending)) == (call - 1, CALLS - call + 1)
    assert sorted(report.added + report.pending) == sorted(ALL)
    assert indexed(index) == tuple(sorted(report.added))
    assert read_status(corpus, str(index)).pending == tuple(sorted(report.pending))
    again = build(corpus, index)
    assert (sorted(again.added), again.pending) == (sorted(report.pending), ())
    build(corpus, tmp_path / "fresh")
    assert contents(index) == contents(tmp_path / "fresh")


def test_before_anything_is_done_nothing_is_kept(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        build(corpus, tmp_path / "index", StoppedEncoder(1))
    with pytest.raises(NoIndexError):
        current(tmp_path / "index")


@pytest.mark.parametrize("call", [1, 2])
def test_a_later_build_keeps_the_old_version_of_what_it_did_not_get_to(
    corpus: Path, index: Path, tmp_path: Path, call: int
) -> None:
    for name in ("harbour-2021.md", "puertos-2022.txt"):
        path = corpus / name
        path.write_text(path.read_text("utf-8") + "\n\nOars.\n", "utf-8")
    (corpus / "ports-2021.html").unlink()
    (corpus / "not-a-pdf.pdf").write_bytes(b"This is no PDF at all.")
    report = build(corpus, index, StoppedEncoder(call))
    assert report.changed == ("harbour-2021",)[: call - 1]
    pending = {1: ("harbour-2021", "not-a-pdf", "puertos-2022"), 2: ("puertos-2022",)}
    assert report.pending == pending[call]
    assert report.removed == ("ports-2021",)
    assert indexed(index) == ("harbour-2020-digest", "harbour-2021", "puertos-2022")
    assert "Oars" not in text_of(index, "puertos-2022")
    assert ("Oars" in text_of(index, "harbour-2021")) == (call == 2)
    build(corpus, index)
    build(corpus, tmp_path / "fresh")
    assert contents(index) == contents(tmp_path / "fresh")


def test_a_working_index_is_not_replaced_by_a_partial_one(corpus: Path, index: Path) -> None:
    before = state(index)
    encoder = StoppedEncoder(3)
    encoder.identity = replace(FakeEncoder.identity, revision="2")
    with pytest.raises(KeyboardInterrupt):
        build(corpus, index, encoder)
    assert state(index) == before


def press_at(patch: pytest.MonkeyPatch, place: str) -> None:
    """Press Ctrl-C at the first call of a function of the package."""
    module, _, name = place.rpartition(".")
    function: Callable[..., Any] = pkgutil.resolve_name(f"cmp_search.index.{module}.{name}")
    pending = [signal.SIGINT]

    def pressed(*given: Any) -> Any:
        if pending:
            signal.raise_signal(pending.pop())
        return function(*given)

    patch.setattr(f"cmp_search.index.{place}", pressed)


@pytest.fixture
def notes(corpus: Path, index: Path) -> None:
    """Two texts that the index does not have yet."""
    for name in ("a", "b"):
        (corpus / f"{name}.txt").write_text(f"A note about oars, {name}.", "utf-8")


@pytest.mark.usefixtures("notes")
def test_a_second_ctrl_c_keeps_the_last_index(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(index)
    with monkeypatch.context() as patch:
        press_at(patch, "embedded.builder.write_manifest")
        with pytest.raises(KeyboardInterrupt):
            build(corpus, index, StoppedEncoder(2))
    assert state(index) == before
    assert build(corpus, index).added == ("a", "b")


@pytest.mark.usefixtures("notes")
def test_ctrl_c_waits_until_a_document_is_written(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        press_at(patch, "embedded.texts.Texts.passages")
        report = build(corpus, index)
    assert (report.added, report.pending) == (("a",), ("b",))
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("notes")
def test_ctrl_c_is_too_late_when_all_is_done(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press_at(monkeypatch, "embedded.builder.write_manifest")
    report = build(corpus, index)
    assert (report.added, report.pending) == (("a", "b"), ())


def test_only_one_ctrl_c_is_deferred() -> None:
    with pytest.raises(KeyboardInterrupt), deferred_interrupt() as received:
        signal.raise_signal(signal.SIGINT)
        assert received == [signal.SIGINT]
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_outside_the_main_thread_there_is_none_to_defer() -> None:
    seen: list[object] = []

    def work() -> None:
        with deferred_interrupt() as received:
            seen.extend([signal.getsignal(signal.SIGINT), received])

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler, []]
