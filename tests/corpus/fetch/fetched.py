"""Texts that tests fetch."""

from collections.abc import Callable

from cmp_search.corpus.fetch.texts import FetchReport

Fetch = Callable[..., FetchReport]
FOG = b"<!doctype html><html lang=en><main><h1>Fog</h1><p>Fog rests on the pier.</p></main></html>"
MIST = b"<!doctype html><html lang=fr><main><h1>Brume</h1><p>La brume dort.</p></main></html>"


def code_of(report: FetchReport) -> str:
    """The failure of the only text."""
    (failure,) = report.failed
    assert (report.fetched, report.unchanged) == ((), ())
    return failure.code
