"""Makes the pictures in docs/screenshots from the app as it is: `make screenshots`.

The app is served from the index that the settings name; the shipped corpus is meant. Each language
of the interface gets a picture of the same pages. A picture is brought to 128 colours, which no eye
sees on pages like these, to stay below 150 KB.
"""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from cmp_search.library import Library
from cmp_search.locales import interfaces, messages_for
from cmp_search.notes.drafts import Drafts
from cmp_search.notes.editing import new_note
from cmp_search.notes.note import Note
from cmp_search.settings import Settings
from tests.browser.driving import launched, serving, settled
from tests.browser.places import at

FOLDER = Path(__file__).resolve().parents[1] / "screenshots"
WIDTH = 1100
ASK_HEIGHT, NOTE_HEIGHT = 900, 1150
COLOURS = 128
SETTLING_MS = 2_000


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as notes:
        keys = write_notes(Drafts(Path(notes)))
        environment = {"CMP_SEARCH_NOTES": notes}
        with serving(environment) as address, sync_playwright() as playwright:
            browser = launched(playwright.chromium)
            for language, key in keys.items():
                ask = at("ask", lang=language, q=asked(language))
                take(browser, address + ask, ASK_HEIGHT, f"ask-{language}")
                note = at("note", lang=language, note=key)
                take(browser, address + note, NOTE_HEIGHT, f"note-{language}")
            browser.close()


def asked(language: str) -> str:
    """The question of a language's pictures."""
    return messages_for(language).lines("ask.examples")[0]


def write_notes(drafts: Drafts) -> dict[str, str]:
    """A note in each language, as a visitor would begin it; their keys, by language."""
    settings = Settings()
    with Library(settings.corpus, settings.index) as library:
        return {one: drafts.keep(begun(library, one)) for one in interfaces()}


def begun(library: Library, language: str) -> Note:
    """A note with the first passage of the answer."""
    first, *_ = library.ask(asked(language), language=language).hits
    empty = new_note(messages_for(language)("note.untitled"), language)
    return library.notes.add(empty, library.notes.quote(first.passage.id)).note


def take(browser: Browser, address: str, height: int, name: str) -> None:
    """One picture."""
    size: ViewportSize = {"width": WIDTH, "height": height}
    with browser.new_page(viewport=size, color_scheme="light", reduced_motion="reduce") as opened:
        opened.goto(address)
        settled(opened)
        opened.wait_for_timeout(SETTLING_MS)
        taken = Image.open(BytesIO(opened.screenshot())).convert("RGB")
    taken.quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
