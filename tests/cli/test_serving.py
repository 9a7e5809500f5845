"""`cmp-search serve` as a command; what it serves is tested with `web` and `programs`."""

import signal

import pytest

from tests.cli.conftest import Run

SERVERS = {
    "serve": "cmp_search.web.running.run_app",
    "serve --api-only": "cmp_search.programs.alone.serve_alone",
}
"""Each way to serve, with what serves until it is stopped."""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("command", "server"), SERVERS.items())
def test_a_server_that_is_stopped_ended_well(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, server: str, number: signal.Signals
) -> None:
    monkeypatch.setattr(server, lambda *_: signal.raise_signal(number))
    before = signal.getsignal(number)
    status, output, _ = run(*command.split())
    assert (status, output) == (0, "")
    assert signal.getsignal(number) is before
