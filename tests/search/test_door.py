"""The door: first come, first served, and nobody is left outside."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from random import Random
from threading import Barrier, Event, Thread, current_thread

import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.search.door import DOOR, WIDTH, Door, come
from cmp_search.search.searcher import open_searcher

PATIENCE_S = 30


class LeftError(Exception):
    """Whoever waits gives up."""


def until(condition: Callable[[], bool]) -> None:
    """Wait for what other threads do."""
    waiting = Event()
    for _ in range(1000 * PATIENCE_S):
        if condition():
            return
        waiting.wait(0.001)
    raise AssertionError("it did not happen")


def queue(door: Door, count: int, then: Callable[[int], None]) -> list[Thread]:
    """Threads that go through a door that is occupied, and wait there in the order of numbers."""

    def go(n: int) -> None:
        with door.turn():
            then(n)

    threads = []
    for n in range(count):
        before = door.waiting
        threads.append(Thread(target=go, args=(n,), daemon=True))
        threads[-1].start()
        until(lambda before=before: door.waiting == before + 1)  # type: ignore[misc]
    return threads


def join(threads: list[Thread]) -> None:
    for thread in threads:
        thread.join(PATIENCE_S)
    assert not any(thread.is_alive() for thread in threads)


def test_the_first_to_come_is_the_first_served() -> None:
    door, served = Door(1), list[int]()
    with door.turn():
        threads = queue(door, 50, served.append)
        assert served == []
    join(threads)
    assert served == list(range(50)) and door.waiting == 0


def test_a_request_that_came_first_is_served_first_whenever_it_asks() -> None:
    door, served, arrived = Door(1), list[int](), [Event() for _ in range(20)]
    asks = [Event() for _ in range(20)]

    def go(n: int) -> None:
        come()
        arrived[n].set()
        assert asks[n].wait(PATIENCE_S)
        with door.turn():
            served.append(n)

    with door.turn():
        threads = [Thread(target=go, args=(n,), daemon=True) for n in range(20)]
        for n, thread in enumerate(threads):
            thread.start()
            assert arrived[n].wait(PATIENCE_S)
        for waiting, n in enumerate(Random(1).sample(range(20), 20)):
            asks[n].set()
            until(lambda waiting=waiting: door.waiting == waiting + 1)  # type: ignore[misc]
    join(threads)
    assert served == list(range(20))


def test_one_request_may_ask_twice() -> None:
    door, served = Door(1), list[int]()

    def go() -> None:
        come()
        for n in range(2):
            with door.turn():
                served.append(n)

    thread = Thread(target=go, daemon=True)
    thread.start()
    join([thread])
    assert served == [0, 1]


def test_as_many_are_inside_as_may_be_and_no_more() -> None:
    door, together, most = Door(3), Barrier(3), list[int]()
    inside: set[str] = set()

    def go() -> None:
        with door.turn():
            inside.add(current_thread().name)
            together.wait(PATIENCE_S)  # It would break if fewer than three got in.
            most.append(len(inside))
            together.wait(PATIENCE_S)
            inside.discard(current_thread().name)

    threads = [Thread(target=go, daemon=True) for _ in range(12)]
    for thread in threads:
        thread.start()
    join(threads)
    assert len(most) == 12 and max(most) == 3


def test_whoever_gives_up_while_waiting_makes_room() -> None:
    door, served = Door(1), list[int]()

    def give_up() -> None:
        raise LeftError

    with door.turn():
        before = queue(door, 1, served.append)
        with pytest.raises(LeftError), door.turn(give_up):
            served.append(-1)
        after = queue(door, 1, lambda _: served.append(1))
    join(before + after)
    assert served == [0, 1] and door.waiting == 0


def test_whoever_fails_inside_makes_room() -> None:
    door = Door(1)
    for _ in range(3):
        with pytest.raises(LeftError), door.turn():
            raise LeftError
    served: list[int] = []
    with door.turn():
        threads = queue(door, 2, served.append)
    join(threads)
    assert served == [0, 1]


def test_whoever_is_called_while_giving_up_passes_the_turn_on() -> None:
    door, served, leaves, called = Door(1), list[int](), Event(), Event()

    def leave() -> None:
        leaves.set()
        called.wait(PATIENCE_S)
        raise LeftError

    def go() -> None:
        with pytest.raises(LeftError), door.turn(leave):
            served.append(-1)

    with door.turn():
        leaving = Thread(target=go, daemon=True)
        leaving.start()
        until(leaves.is_set)
        behind = queue(door, 1, served.append)
    called.set()
    join([leaving, *behind])
    assert served == [0] and door.waiting == 0


def test_a_question_waits_for_its_turn(index: Path) -> None:
    def give_up() -> None:
        raise LeftError

    searcher = open_searcher(str(index), FakeEncoder())
    with ExitStack() as inside:
        for _ in range(WIDTH):
            inside.enter_context(DOOR.turn())
        with pytest.raises(LeftError):
            searcher.ask("Who plants trees?", while_waiting=give_up)
    assert searcher.ask("Who plants trees?", while_waiting=give_up).hits
    searcher.close()
