"""Answers that tests have a server give."""

from pathlib import Path

from tests.corpus.fetch.publisher import Handler, Page

BODY = b"Fog\n\n" + b"Fog rests on the pier and waits for the ferry. " * 400
HALF = len(BODY) // 2
TYPE = {"Content-Type": "text/plain"}
WHOLE = TYPE | {"Content-Length": str(len(BODY))}


def cut(**more: str) -> Page:
    """Half of the text, although the whole was announced."""

    def answer(handler: Handler) -> None:
        handler.begin(200, WHOLE | {name.replace("_", "-"): v for name, v in more.items()})
        handler.wfile.write(BODY[:HALF])
        handler.farewell()

    return answer


def in_turn(*pages: Page) -> Page:
    """One response after the other."""
    left = list(pages)
    return lambda handler: left.pop(0)(handler)


def part(library: Path) -> bytes:
    return (library / ".fog.part").read_bytes()
