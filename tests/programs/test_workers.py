"""The threads that programs' requests are worked on in."""

import asyncio
from collections.abc import Callable, Iterator
from threading import Event

import pytest
from starlette.types import Message

from cmp_search.errors import RequestError
from cmp_search.programs import workers as module
from cmp_search.programs.workers import GoneError, Workers
from cmp_search.search.door import Door
from tests.raising import raises_code

LONG_S = 30


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers()
    yield made
    made.close()


def test_what_was_worked_on_comes_back_and_so_does_an_error(workers: Workers) -> None:
    assert asyncio.run(workers.work(lambda: 7)) == 7
    assert asyncio.run(workers.compare(lambda: 8)) == 8
    assert asyncio.run(workers.ask(lambda _: 9)) == 9
    with raises_code(RequestError, "request_malformed"):
        asyncio.run(workers.ask(_fail))


def test_drafts_are_compared_one_at_a_time(workers: Workers) -> None:
    under_way, most = 0, 0

    def compare() -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        under_way -= 1

    async def several() -> None:
        await asyncio.gather(*(workers.compare(compare) for _ in range(20)))

    asyncio.run(several())
    assert most == 1


def test_too_many_comparisons_are_refused_at_once(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_COMPARING", 2)
    end = Event()

    async def several() -> None:
        waiting = [asyncio.create_task(workers.compare(lambda: end.wait(LONG_S))) for _ in "ab"]
        await asyncio.sleep(0)
        with raises_code(RequestError, "overloaded"):
            await workers.compare(lambda: None)
        end.set()
        await asyncio.gather(*waiting)
        await workers.compare(lambda: None)

    asyncio.run(several())


def test_whoever_hangs_up_gives_up_the_turn(workers: Workers) -> None:
    door, begun, end = Door(width=1), Event(), Event()
    asked: list[str] = []

    def hold(while_waiting: Callable[[], None]) -> None:
        with door.turn(while_waiting):
            begun.set()
            end.wait(LONG_S)

    def ask(while_waiting: Callable[[], None]) -> None:
        with door.turn(while_waiting):
            asked.append("in vain")

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def both() -> None:
        first = asyncio.create_task(workers.ask(hold))
        await asyncio.to_thread(begun.wait, LONG_S)
        with pytest.raises(GoneError):
            await workers.ask(ask, receive)
        end.set()
        await first

    asyncio.run(both())
    assert asked == []
    assert door.waiting == 0


def test_a_task_that_is_cancelled_gives_up_the_turn_as_well(workers: Workers) -> None:
    door, gone = Door(width=1), Event()

    def ask(while_waiting: Callable[[], None]) -> None:
        try:
            with door.turn(while_waiting):
                pass
        except GoneError:
            gone.set()

    async def cancelled() -> None:
        task = asyncio.create_task(workers.ask(ask))
        while not door.waiting:
            await asyncio.sleep(0)
        task.cancel()
        assert await asyncio.to_thread(gone.wait, LONG_S)
        with pytest.raises(asyncio.CancelledError):
            await task

    with door.turn():
        asyncio.run(cancelled())


def test_what_only_reads_waits_for_no_question(workers: Workers) -> None:
    end = Event()

    async def both() -> None:
        asked = [
            asyncio.create_task(workers.ask(lambda _: end.wait(LONG_S)))
            for _ in range(module.THREADS)
        ]
        await asyncio.sleep(0)
        assert await workers.work(lambda: "read") == "read"
        assert not end.is_set()
        end.set()
        await asyncio.gather(*asked)

    asyncio.run(both())


def test_where_too_many_wait_a_question_is_refused_at_once(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        waiting = module.MOST_WAITING

    monkeypatch.setattr(module, "DOOR", Full())
    with raises_code(RequestError, "overloaded"):
        asyncio.run(workers.ask(lambda _: None))
    assert asyncio.run(workers.work(lambda: "read")) == "read"


def test_those_that_wait_for_a_thread_are_counted(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "THREADS", 0)
    seen: list[int] = []
    asyncio.run(workers.ask(lambda _: seen.append(workers.waiting)))
    assert seen == [1]
    assert workers.waiting == 0


def _fail(_: object) -> None:
    raise RequestError("request_malformed")
