"""How often, by a clock of our own."""

from cmp_search.gate import limits
from cmp_search.gate.limits import Limiter, Rate, Rates
from tests.conftest import CHECKOUT


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_holds_so_many_and_fills_by_the_second() -> None:
    clock = Clock()
    limiter = Limiter(Rates(each=Rate(3, 0.5), all=Rate(100, 100)), clock)
    assert [limiter.take("a") for _ in range(5)] == [True, True, True, False, False]
    clock.now += 2
    assert [limiter.take("a") for _ in range(2)] == [True, False]
    clock.now += 1_000
    assert [limiter.take("a") for _ in range(4)] == [True, True, True, False]


def test_one_s_uses_are_not_another_s_but_all_s_together() -> None:
    limiter = Limiter(Rates(each=Rate(3, 0), all=Rate(5, 0)), Clock())
    assert [limiter.take("a") for _ in range(4)] == [True, True, True, False]
    assert [limiter.take("b") for _ in range(4)] == [True, True, False, False]


def test_what_is_refused_is_not_counted() -> None:
    clock = Clock()
    limiter = Limiter(Rates(each=Rate(1, 1), all=Rate(2, 0)), clock)
    assert [limiter.take("a") for _ in range(9)] == [True] + [False] * 8
    assert limiter.take("b")
    assert not limiter.take("c")


def test_memory_does_not_grow_with_keys() -> None:
    limiter = Limiter(Rates(each=Rate(1, 0), all=Rate(10**9, 0)), Clock())
    for n in range(limits.KEYS + 5):
        assert limiter.take(str(n))
    assert len(limiter._each) == limits.KEYS
    assert not limiter.take(str(limits.KEYS))


def test_the_page_about_serving_says_what_holds() -> None:
    page = (CHECKOUT / "docs" / "serving.md").read_text("utf-8")
    for sizes in (limits.TEXTS, limits.DRAFTS):
        file, session, all = (
            size // limits.MEGABYTE for size in (sizes.file, sizes.session, sizes.all)
        )
        assert f"| {file} MB a file, {session} MB a session | {all} MB |" in page
    assert f"; {limits.OPEN_SESSIONS} open at once" in page
    assert limits.UPLOAD_SECONDS == 600 and "ten minutes" in page
    for rates in (limits.QUESTIONS, limits.UPLOADS, limits.SESSIONS):
        assert f"| {rates.each.burst}, then " in page
        assert f"| {rates.all.burst}, then {rates.all.per_second:g} a second" in page


def test_fifty_people_may_ask_at_once_from_one_address() -> None:
    for rates in (limits.SESSIONS, limits.QUESTIONS):
        limiter = Limiter(rates, Clock())
        shared = rates is limits.SESSIONS
        assert all(limiter.take("shared" if shared else str(n % 50)) for n in range(150))
