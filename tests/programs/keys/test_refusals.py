import asyncio
import logging
from pathlib import Path

import pytest

from cmp_search.audit import Action, AuditLog, Via
from cmp_search.errors import AccessKeyError
from cmp_search.programs.keys import Refusals


def noted(refusals: Refusals, *addresses: str) -> None:
    async def note() -> None:
        for address in addresses:
            await refusals.note(address, AccessKeyError("key_collection", name="intranet"))

    asyncio.run(note())


def test_a_refused_key_is_recorded_with_its_name_and_the_reason(log: AuditLog) -> None:
    noted(Refusals(log), "192.0.2.7")
    (event,) = log.events()
    assert (event.who, event.via, event.action) == ("192.0.2.7", Via.PROGRAM, Action.REFUSED)
    assert (event.subject, event.outcome) == ("intranet", "key_collection")


def test_an_unknown_one_has_no_name(log: AuditLog) -> None:
    asyncio.run(Refusals(log).note("192.0.2.7", AccessKeyError("key_unknown")))
    assert [(one.subject, one.outcome) for one in log.events()] == [("", "key_unknown")]


def test_of_one_address_the_next_is_recorded_a_minute_later(log: AuditLog) -> None:
    now = 0.0
    refusals = Refusals(log, lambda: now)
    noted(refusals, *["192.0.2.7"] * 5, "192.0.2.8")
    now = 59
    noted(refusals, "192.0.2.7")
    assert [event.who for event in log.events()] == ["192.0.2.7", "192.0.2.8"]
    now = 61
    noted(refusals, "192.0.2.7")
    assert [event.who for event in log.events()][2:] == ["192.0.2.7"]


def test_many_addresses_do_not_fill_the_log(log: AuditLog) -> None:
    noted(Refusals(log, lambda: 0.0), *(f"2001:db8::{n:x}" for n in range(50)))
    assert len(list(log.events())) == 10


def test_a_log_that_cannot_be_written_keeps_nobody_waiting(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "audit").touch()  # A file in the place of the folder.
    with caplog.at_level(logging.ERROR):
        noted(Refusals(AuditLog(tmp_path / "audit")), "192.0.2.7")
    assert "cannot be written" in caplog.text
