"""Ctrl-C while an index is built: what is done is kept, and nothing that was whole is lost."""

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
"""How often a first build of the sample corpus has passages encoded."""


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Ctrl-C is heard, as in a terminal; what a shell runs in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class StoppedEncoder(FakeEncoder):
    """A fake encoder at whose n-th call Ctrl-C comes."""

    def __init__(self, call: int) -> None:
        self.call = call

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The fake vectors."""
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
    assert read_status(corpus, index).pending == tuple(sorted(report.pending))
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
def test_a_later_build_keeps_the_older_self_of_what_it_did_not_come_to(
    corpus: Path, index: Path, tmp_path: Path, call: int
) -> None:
    for name in ("harbour-2021.md", "puertos-2022.txt"):
        path = corpus / name
        path.write_text(path.read_text("utf-8") + "\n\nOars.\n", "utf-8")
    (corpus / "ports-2021.html").unlink()
    (corpus / "liar.pdf").write_bytes(b"This is no PDF at all.")
    report = build(corpus, index, StoppedEncoder(call))
    assert report.changed == ("harbour-2021",)[: call - 1]
    assert report.pending == (("harbour-2021", "liar", "puertos-2022"), ("puertos-2022",))[call - 1]
    assert report.removed == ("ports-2021",)
    assert indexed(index) == ("harbour-2020-digest", "harbour-2021", "puertos-2022")
    assert "Oars" not in text_of(index, "puertos-2022")
    assert ("Oars" in text_of(index, "harbour-2021")) == (call == 2)
    build(corpus, index)
    build(corpus, tmp_path / "fresh")
    assert contents(index) == contents(tmp_path / "fresh")


def test_an_index_that_serves_is_not_replaced_by_a_part(corpus: Path, index: Path) -> None:
    before = state(index)
    encoder = StoppedEncoder(3)
    encoder.identity = replace(FakeEncoder.identity, revision="2")
    with pytest.raises(KeyboardInterrupt):
        build(corpus, index, encoder)
    assert state(index) == before


def press_at(patch: pytest.MonkeyPatch, place: str) -> None:
    """Ctrl-C comes when a function of the package is called for the first time."""
    module, _, name = place.rpartition(".")
    function: Callable[..., Any] = pkgutil.resolve_name(f"cmp_search.index.{module}.{name}")
    coming = [signal.SIGINT]

    def pressed(*given: Any) -> Any:
        if coming:
            signal.raise_signal(coming.pop())
        return function(*given)

    patch.setattr(f"cmp_search.index.{place}", pressed)


@pytest.fixture
def notes(corpus: Path, index: Path) -> None:
    """Two texts that the index does not have yet."""
    for name in ("a", "b"):
        (corpus / f"{name}.txt").write_text(f"A note about oars, {name}.", "utf-8")


@pytest.mark.usefixtures("notes")
def test_a_second_one_leaves_the_last_index(
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
def test_it_waits_until_a_document_is_written(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        press_at(patch, "embedded.texts.Texts.passages")
        report = build(corpus, index)
    assert (report.added, report.pending) == (("a",), ("b",))
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("notes")
def test_it_comes_too_late_when_all_is_done(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press_at(monkeypatch, "embedded.builder.write_manifest")
    report = build(corpus, index)
    assert (report.added, report.pending) == (("a", "b"), ())


def test_only_one_is_put_off() -> None:
    with pytest.raises(KeyboardInterrupt), deferred_interrupt() as came:
        signal.raise_signal(signal.SIGINT)
        assert came == [signal.SIGINT]
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_elsewhere_than_in_the_main_thread_there_is_none_to_put_off() -> None:
    seen: list[object] = []

    def work() -> None:
        with deferred_interrupt() as came:
            seen.extend([signal.getsignal(signal.SIGINT), came])

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler, []]
