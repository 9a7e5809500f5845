"""The doctor: nothing is wrong with a healthy setup, and a check that breaks is told."""

from errno import EACCES
from pathlib import Path

import pytest

from cmp_search.doctor import Severity, environment, examine
from cmp_search.doctor.finding import DO_AS_SAID
from cmp_search.settings import Settings
from tests.doctor.harming import only_problem
from tests.index.building import state


def test_a_healthy_place_has_nothing_to_fix_and_is_not_changed(settings: Settings) -> None:
    before = state(Path(settings.index)), state(settings.corpus)
    found = list(examine(settings))
    assert {finding.severity for finding in found} == {Severity.OK}
    assert {finding.area for finding in found} == {"environment", "model", "corpus", "index"}
    assert not any(finding.fix for finding in found)
    assert (state(Path(settings.index)), state(settings.corpus)) == before


def test_a_check_that_breaks_is_a_finding(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("of a test")

    monkeypatch.setattr(environment, "required", broken)
    found = only_problem(settings, Severity.WRONG, "environment")
    assert "ZeroDivisionError: of a test" in found.message


def test_a_check_that_the_system_refuses_says_what_and_how_to_go_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> None:
        raise PermissionError(EACCES, "Permission denied", "index")

    monkeypatch.setattr(environment, "required", refused)
    found = only_problem(settings, Severity.WRONG, "environment")
    assert found.message.startswith("Permission denied (index): check")
    assert found.fix == DO_AS_SAID
